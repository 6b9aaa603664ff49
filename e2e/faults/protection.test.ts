import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALL } from './harness/extent.ts';
import { run, SERVER } from './harness/installation.ts';
import { ROOT } from './harness/root.ts';

const SCRIPT = join(ROOT, 'scripts', 'evaluate-protection.mjs');

/** Elsewhere than where the verdict counts for others, what is missing is not tried. */
const isAbsent = spawnSync('curl', ['--version']).status !== 0 && process.env['CI'] !== 'true';

// It takes half a minute at its shortest.
it.skipIf(isAbsent || !ALL)(
  'a new user finds customers protected: roles, a partner, rotation under load, the audit log, an erasure',
  async () => {
    const walk = run(process.execPath, [SCRIPT, ...(SERVER ? ['--database', SERVER] : [])], environment());
    const { code, out, error } = await walk.ended;
    const facts = out.split('\n').filter((line) => /^[✓✗] /.test(line));
    expect({ code, wrong: facts.filter((line) => line.startsWith('✗')), error: code === 0 ? '' : error }).toEqual({
      code: 0,
      wrong: [],
      error: '',
    });
    expect(facts.length).toBe(56);
  },
);

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined));
}
