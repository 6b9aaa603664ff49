import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngine } from '../../testing/test-database.ts';
import { createFileWrapper } from './file-wrapper.ts';
import { createKeyStore } from './key-store.ts';

const SUBJECTS = 2_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-key-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function makeKeys(path: string, masterFile: string): Promise<string> {
  const script = join(import.meta.dirname, 'testing', 'ensure-keys.ts');
  const args = ['--import', '@oxc-node/core/register', script, path, masterFile, '1', String(SUBJECTS)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return code === 0 ? out : `ended with ${code}`;
}

describe.runIf(testEngine() === 'sqlite')(
  'the embedded store, from its first moment in several processes at once',
  () => {
    it('has one key for each subject, and never refuses because it is busy', async () => {
      const path = join(folder, 'keys', 'subjects.sqlite');
      const masterFile = join(folder, 'keys', 'master.key');
      const digests = await Promise.all([
        makeKeys(path, masterFile),
        makeKeys(path, masterFile),
        makeKeys(path, masterFile),
      ]);
      const wrapper = createFileWrapper(masterFile, Date.now);
      const store = createKeyStore({ address: { engine: 'sqlite', path }, wrapper, now: Date.now });
      const ids = Array.from({ length: SUBJECTS }, (_, i) => i + 1);
      const ring = await store.load(ids);
      const expected = createHash('sha256');
      for (const id of ids) expected.update(ring.current(id)?.key.export() ?? Buffer.alloc(0));
      await store.close();
      expect(digests).toEqual(Array.from(digests, () => expected.copy().digest('hex')));
    });
  },
);
