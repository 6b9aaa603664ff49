import { sql } from 'kysely';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { bindKeyStore } from '../../../platform/crypto/key-store/bind-key-store.ts';
import { noteRecovery } from '../../../platform/crypto/key-store/store-status.ts';
import type { SealedTable } from '../../../platform/crypto/rotation/sealed-table.ts';
import { createBlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import { readHeader, sealValue } from '../../../platform/crypto/sealing/envelope.ts';
import { sealedColumn } from '../../../platform/crypto/sealing/place.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { testEngine } from '../../../platform/testing/test-database.ts';
import { createTestServices } from '../../../platform/testing/test-context.ts';
import { keysCheck } from './keys-check.ts';
import { createResealJob } from './reseal.job.ts';
import { rewrapJob } from './rewrap.job.ts';
import { rotateKeys } from './rotate-keys.ts';

const column = sealedColumn('test_note', 'sealed');
const table: SealedTable = {
  column,
  key: ['id'],
  rowId: 'id',
  subjectId: 'id',
  entriesOf: (plain, _row, index) => ({ entry: index.entryOf('note', plain) }),
};
const ROWS = 620;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  const { db, keyStore } = app.services;
  const bytes = testEngine() === 'sqlite' ? 'blob' : 'varbinary(300)';
  await sql.raw(`create table test_note (id bigint primary key, sealed ${bytes}, entry char(12))`).execute(db.write);
  const ids = Array.from({ length: ROWS }, (_, i) => i + 1);
  const ring = await keyStore.ensure(ids);
  const index = createBlindIndex(await keyStore.indexKeys());
  await db.transaction(async (trx) => {
    for (const id of ids) {
      const key = ring.current(id);
      if (!key) throw new Error('no key');
      const sealed = sealValue(key, { at: column, rowId: id, subjectId: id }, `note ${id}`);
      await sql`insert into test_note values (${id}, ${sealed}, ${index.entryOf('note', `note ${id}`)})`.execute(trx);
    }
  });
});
afterAll(async () => await app.close());

async function ended(jobId: number) {
  const runner = startJobRunner({
    services: app.services,
    definitions: [rewrapJob, createResealJob([table], 1)],
    actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
    concurrency: 1,
    pollMs: 10,
  });
  try {
    const { db } = app.services;
    return await expect
      .poll(
        async () =>
          await db.read
            .selectFrom('job')
            .select(['state', 'note', 'progress', 'problem'])
            .where('id', '=', jobId)
            .executeTakeFirst(),
        { timeout: 30_000 },
      )
      .toMatchObject({ state: 'DONE', progress: 1, problem: null });
  } finally {
    await runner.stop();
  }
}

const rows = async () =>
  (
    await sql<{
      id: number;
      sealed: Uint8Array;
      entry: string;
    }>`select id, sealed, entry from test_note order by id`.execute(app.services.db.read)
  ).rows;

describe('rotateKeys', () => {
  it('replaces each kind of key as a job, and says so in the audit log', async () => {
    const ctx = app.ctxFor('ADMIN');
    const { db, keyStore } = app.services;
    const before = await rows();
    const begun = await rotateKeys(ctx, 'MASTER');
    expect(begun.version).toBe(2);
    await expect(rotateKeys(ctx, 'INDEX')).rejects.toThrow();
    expect((await keyStore.indexKeys()).living).toHaveLength(1);
    await ended(begun.jobId);
    expect(await rows()).toEqual(before);

    const index = await rotateKeys(ctx, 'INDEX');
    await ended(index.jobId);
    const keys = await keyStore.indexKeys();
    expect(keys.living.map(({ version }) => version)).toEqual([2]);
    const reindexed = await rows();
    const blind = createBlindIndex(keys);
    expect(reindexed.every(({ id, entry }) => entry === blind.entryOf('note', `note ${id}`))).toBe(true);
    expect(reindexed.map(({ sealed }) => sealed)).toEqual(before.map(({ sealed }) => sealed));

    const data = await rotateKeys(ctx, 'DATA');
    await ended(data.jobId);
    expect((await rows()).every(({ sealed }) => readHeader(sealed).generation === 2)).toBe(true);

    const audited = await db.read
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('action', 'like', 'keys.%')
      .orderBy('id')
      .execute();
    expect(audited.map(({ action, detail }) => [action, JSON.parse(detail ?? '{}')])).toEqual([
      ['keys.rotated', { what: 'master', version: 2 }],
      ['keys.rotationFinished', { what: 'master', rewrapped: ROWS }],
      ['keys.rotated', { what: 'index', version: 2 }],
      ['keys.rotationFinished', { what: 'index', changed: ROWS }],
      ['keys.rotated', { what: 'data', version: 2 }],
      ['keys.rotationFinished', { what: 'data', changed: ROWS }],
    ]);
  });
});

describe('the check of keys', () => {
  it('warns of a missing recovery file as soon as something is sealed, and of the wrong keys', async () => {
    const ctx = app.ctxFor('ADMIN');
    const message = 'No recovery file was written yet: run `dossier keys export-recovery`.';
    expect(await keysCheck.run(ctx)).toEqual([{ level: 'NOTE', message }]);
    await bindKeyStore(ctx.db, ctx.keyStore, ctx.now());
    expect(await keysCheck.run(ctx)).toEqual([{ level: 'WARNING', message }]);
    const { keyStore } = createTestServices(ctx.db, join(ctx.dataFolder, 'other'));
    expect(await keysCheck.run({ ...ctx, keyStore })).toEqual([
      {
        level: 'ERROR',
        message: expect.stringMatching(/^This database is sealed with the key store [0-9a-f-]{36}, and/),
      },
    ]);
    await keyStore.close();
  });
});

describe('keyStatus', () => {
  const QUERY = '{ keyStatus { recovery recoveryExportedAt masterVersion } }';

  it('says whether there is a recovery file of today’s keys', async () => {
    const ctx = app.ctxFor('ADMIN');
    expect(await app.data(ctx, QUERY)).toEqual({
      keyStatus: { recovery: 'NOT_EXPORTED', recoveryExportedAt: null, masterVersion: 2 },
    });
    await noteRecovery(app.services.keyStore, { master: [1], index: [2] });
    expect(await app.data(ctx, QUERY)).toMatchObject({ keyStatus: { recovery: 'OUTDATED' } });
    await noteRecovery(app.services.keyStore, { master: [1, 2], index: [2] });
    expect(await app.data(ctx, QUERY)).toMatchObject({
      keyStatus: { recovery: 'EXPORTED', recoveryExportedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    });
  });

  it('counts keys by version, and begins a rotation for whoever proved who they are', async () => {
    const SEEN = `{ keyStatus { inventory { isServiceKept masterKeys { version isInUse } indexKeys { version current } }
      lastRotation { kind state note } } }`;
    const ROTATE = 'mutation { keysRotate(keys: MASTER) { job { kind state } userErrors { code } } }';
    const ctx = app.ctxFor('ADMIN');
    expect(await app.data(ctx, SEEN)).toEqual({
      keyStatus: {
        inventory: {
          isServiceKept: false,
          masterKeys: [
            { version: 1, isInUse: false },
            { version: 2, isInUse: true },
          ],
          indexKeys: [{ version: 2, current: true }],
        },
        lastRotation: { kind: 'keys.reseal', state: 'DONE', note: `${ROWS} values anew` },
      },
    });
    // How many there are, who looks after nothing but keys is not told.
    expect(JSON.stringify(await app.data(app.ctxFor(['KEY_MANAGE']), SEEN))).not.toContain(String(ROWS));
    const stale = { ...ctx, actor: { ...ctx.actor, kind: 'user', provedAt: 0 } } as typeof ctx;
    expect((await app.execute(stale, ROTATE)).errors?.[0]?.extensions['code']).toBe('STEP_UP_REQUIRED');
    expect(await app.data(ctx, ROTATE)).toEqual({
      keysRotate: { job: { kind: 'keys.rewrap', state: 'QUEUED' }, userErrors: [] },
    });
    expect((await app.data(ctx, ROTATE)).keysRotate.userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    expect(await app.data(ctx, SEEN)).toMatchObject({
      keyStatus: {
        inventory: { masterKeys: [{ isInUse: false }, { isInUse: true }, { version: 3, isInUse: false }] },
        lastRotation: { kind: 'keys.rewrap', state: 'QUEUED' },
      },
    });
  });

  it('is for those who look after keys', async () => {
    const { errors } = await app.execute(app.ctxFor('STEWARD'), QUERY);
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
