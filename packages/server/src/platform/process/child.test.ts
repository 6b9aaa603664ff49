import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { SILENT } from '../testing/test-context.ts';
import { superviseChild } from './child.ts';
import { isGone, newOwner } from './owner.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const childModule = JSON.stringify(new URL('./child.ts', import.meta.url).href);

function program(name: string, text: string): URL {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return pathToFileURL(path);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('superviseChild', () => {
  it('starts a killed child again, and stops it when asked', async () => {
    const script = program(
      'stays',
      `import { whenAsked } from ${childModule}; const t = setInterval(() => {}, 1000); await whenAsked(); clearInterval(t); process.exit(0);`,
    );
    const child = superviseChild({ name: 'stays', script }, SILENT);
    await expect.poll(() => child.pid(), { timeout: 5_000 }).toBeTypeOf('number');
    const first = Number(child.pid());
    process.kill(first, 'SIGKILL');
    await expect.poll(() => child.pid() !== undefined && child.pid() !== first, { timeout: 5_000 }).toBe(true);
    const second = Number(child.pid());
    await child.stop(5_000);
    expect(child.pid()).toBeUndefined();
    expect(alive(second)).toBe(false);
  });

  it('gives Node the flags of the program', async () => {
    const said = join(folder, 'flags');
    const script = program(
      'flags',
      `(await import('node:fs')).writeFileSync(${JSON.stringify(said)}, process.execArgv.join());`,
    );
    const child = superviseChild({ name: 'flags', script, nodeFlags: ['--max-semi-space-size=8'] }, SILENT);
    await expect
      .poll(() => existsSync(said) && readFileSync(said, 'utf8'), { timeout: 5_000 })
      .toMatch(/--max-semi-space-size=8$/);
    await child.stop(200);
  });

  it('insists when a child does not end', async () => {
    const script = program('deaf', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`);
    const child = superviseChild({ name: 'deaf', script }, SILENT);
    await expect.poll(() => child.pid(), { timeout: 5_000 }).toBeTypeOf('number');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const pid = Number(child.pid());
    await child.stop(200);
    expect(alive(pid)).toBe(false);
  });

  it('has no child left when the parent is killed', async () => {
    const pidFile = join(folder, 'pid');
    const child = program(
      'orphan',
      `import { writeFileSync } from 'node:fs'; import { whenAsked } from ${childModule};
       const t = setInterval(() => {}, 1000); const asked = whenAsked(); writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); await asked; process.exit(0);`,
    );
    const parentScript = program(
      'parent',
      `import { superviseChild } from ${childModule}; superviseChild({ name: 'x', script: new URL(${JSON.stringify(child.href)}) }, { warn() {} });`,
    );
    const parent = spawn(process.execPath, [parentScript.pathname], { stdio: 'inherit' });
    let pid = 0;
    const readPid = () => {
      try {
        pid = Number(readFileSync(pidFile, 'utf8'));
      } catch {
        pid = 0;
      }
      return pid;
    };
    await expect.poll(readPid, { timeout: 5_000 }).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    await expect.poll(() => alive(pid), { timeout: 5_000 }).toBe(false);
  });
});

describe('owners', () => {
  it('are never the same twice, and are gone when their process is', () => {
    const owner = newOwner();
    expect(newOwner()).not.toBe(owner);
    expect(owner.length).toBeLessThanOrEqual(80);
    expect(isGone(owner)).toBe(false);
    expect(isGone(owner.replace(/:\d+:/, ':4194305:'))).toBe(true);
    expect(isGone('another-machine:4194305:a')).toBe(false);
    expect(isGone('')).toBe(false);
  });
});
