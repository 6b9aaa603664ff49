import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startApi } from './harness/api.ts';
import { canonicalLines } from './harness/canonical.ts';
import { openDoor } from './harness/door.ts';
import { ALL } from './harness/extent.ts';
import { customerFile } from './harness/files.ts';
import { createInstallation, type Installation, SERVER } from './harness/installation.ts';

const AWAY_MS = ALL ? 10_000 : 3_000;
const ROWS = ALL ? 12_000 : 4_000;
const folder = mkdtempSync(join(tmpdir(), 'dossier-away-'));
const file = join(folder, 'customers.csv');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The embedded database cannot go away.
describe.skipIf(!SERVER)('the database server is away for seconds', () => {
  it('an import goes on by itself; queries are told to come back, and are answered when it is back', async () => {
    customerFile(file, ROWS);
    const undisturbed = await createInstallation();
    const command = ['import', file, '--source', 'shop', '--json'];
    expect((await undisturbed.start('cli', command).ended).code).toBe(0);
    const expected = await linesOf(undisturbed);
    await undisturbed.drop();

    const direct = await createInstallation();
    const url = new URL(direct.url);
    const door = await openDoor({ host: url.hostname, port: Number(url.port || 3306) });
    url.host = `127.0.0.1:${door.port}`;
    const through = await createInstallation({ url: url.toString() });
    const reader = await direct.reader();
    const read = async () => {
      const [row] = await reader.all('select counts from import_run').catch(() => []);
      return row ? (JSON.parse(String(row['counts'])).read as number) : 0;
    };
    try {
      const api = await startApi(through, { DOSSIER_WORKER: 'none' });
      const ask = async () => await api.ask('{ customers(first: 5) { nodes { name } } }');
      expect((await ask()).status).toBe(200);
      const cli = through.start('cli', command);
      await expect.poll(read, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
      await door.shut();
      const shutAt = performance.now();
      const readThen = await read();
      expect(readThen).toBeLessThan(ROWS);
      while (performance.now() - shutAt < AWAY_MS) {
        const { status, code, retryAfter, ms } = await ask();
        expect({ status, code, retryAfter, quick: ms < 2_500 }).toEqual({
          status: 503,
          code: 'UNAVAILABLE',
          retryAfter: '2',
          quick: true,
        });
        expect(await api.get('/readyz')).toBe(503);
        expect(await api.get('/healthz')).toBe(200);
        await sleep(300);
      }
      expect(cli.child.exitCode).toBe(null);
      await door.open();
      const openedAt = performance.now();
      await expect.poll(async () => (await ask()).status, { timeout: 10_000, interval: 50 }).toBe(200);
      console.log(
        `away ${AWAY_MS} ms at row ${readThen}; queries back after ${Math.round(performance.now() - openedAt)} ms`,
      );
      expect(performance.now() - openedAt).toBeLessThan(5_000);
      const { code, out, error } = await cli.ended;
      expect(code, out + error).toBe(0);
      expect(JSON.parse(out).import).toMatchObject({ state: 'DONE', counts: { read: ROWS, reconciled: true } });
      const users = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('setting '));
      expect(users(await linesOf(direct))).toEqual(users(expected));
    } finally {
      await reader.close();
      await through.drop();
      await door.shut();
      await direct.drop();
    }
  });
});

async function linesOf(installation: Installation): Promise<string[]> {
  const reader = await installation.reader();
  const lines = await canonicalLines(reader);
  await reader.close();
  return lines;
}
