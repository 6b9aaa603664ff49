import { CompiledQuery } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqlite } from './sqlite-connection.ts';
import { SqliteThreadConnection } from './sqlite-thread-connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-thread-'));
const path = join(folder, 'test.sqlite');
openSqlite(path, { readOnly: false }).close();
afterAll(() => rmSync(folder, { recursive: true }));

describe('a reading thread', () => {
  it('ends when nothing is asked, and another answers whoever asks then', async () => {
    const connection = new SqliteThreadConnection(path, () => {}, Infinity, 5);
    const asked = async () => (await connection.executeQuery(CompiledQuery.raw('select 7 as n'))).rows;
    const threads: number[] = [];
    const noteThread = ({ threadId }: Worker) => void threads.push(threadId);
    process.on('worker', noteThread);
    for (let round = 0; round < 3; round++) {
      expect(await asked()).toEqual([{ n: 7 }]);
      await sleep(60);
    }
    expect(new Set(threads).size).toBe(3);
    process.off('worker', noteThread);
    await connection.close();
  });
});
