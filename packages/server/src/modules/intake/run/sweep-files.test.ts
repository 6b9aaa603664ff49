import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs } from '../../../app/jobs.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { createTestServices, systemContext } from '../../../platform/testing/test-context.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import { openOwn } from '../../../platform/crypto/key-store/own-key.ts';
import { FileDestroyed } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { filePath, findFile, sealedFileOf } from '../files/uploaded-file.repository.ts';
import { importText, upload, waitFor } from '../intake.fixture.ts';
import { resumeImport, turnImport } from './control-import.ts';
import { createImport } from './create-import.ts';
import { discardImport } from './discard-import.ts';
import { findImport } from './import.repository.ts';
import { listRejections } from './rejected-row.repository.ts';
import { REJECTED_ROW } from './sealed-columns.ts';
import { UNUSED_KEPT_MS } from './sweep-files.job.ts';

const HOUR_MS = 3_600_000;
const CONTENT = '客户编号,姓名,手机\nK1,王伟,13800138000\n';
let test: TestDatabase;
let ctx: Ctx;
let later = 0;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder, { now: () => Date.now() + later }));
});
afterAll(async () => await test.drop());

const filesOnDisk = () => readdirSync(join(test.folder, 'files')).toSorted();
const stateOf = async (id: number) => (await findFile(ctx.db.read, id))?.state;
const draft = async (fileId: number, sourceCode: string) => await createImport(ctx, { fileId, sourceCode });
const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refused ? error.refusals[0]?.code : String(error)),
  );
const audited = async (action: string) =>
  (await ctx.db.read.selectFrom('audit_entry').select('object_id').where('action', '=', action).execute()).map(
    ({ object_id }) => object_id,
  );

async function sweep(): Promise<void> {
  await ctx.db.ids.ensure(8);
  await ctx.db.transaction(async (trx) => await enqueue(trx, ctx, { kind: 'file.sweep', payload: {} }));
  const runner = startJobRunner({
    services: ctx,
    definitions: intakeJobs,
    actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
    pollMs: 10,
  });
  await runner.idle();
  await runner.stop();
}

describe('discarding a draft', () => {
  it('removes it and its file, and is audited', async () => {
    const file = await upload(ctx, CONTENT);
    const id = await draft(file, 'a');
    await discardImport(ctx, id);
    expect(await findImport(ctx.db.read, id)).toBeUndefined();
    expect(await stateOf(file)).toBe('PURGED');
    expect(filesOnDisk()).not.toContain(String(file));
    expect(await audited('import.discarded')).toContain(id);
    expect(await codeOf(discardImport(ctx, id))).toBe('NOT_FOUND');
    expect(await codeOf(draft(file, 'a'))).toBe('FILE_UNREADABLE');
  });

  it('leaves the file to another import of it', async () => {
    const file = await upload(ctx, CONTENT);
    const [one, other] = [await draft(file, 'a'), await draft(file, 'b')];
    await discardImport(ctx, one);
    expect(await stateOf(file)).toBe('READABLE');
    await discardImport(ctx, other);
    expect(await stateOf(file)).toBe('PURGED');
  });

  it('is refused once the import was started', async () => {
    const done = await importText(ctx, intakeJobs, CONTENT, { sourceCode: 'started' });
    expect(await codeOf(discardImport(ctx, done.id))).toBe('WRONG_STATE');
    expect((await findImport(ctx.db.read, done.id))?.state).toBe('DONE');
    expect(filesOnDisk()).toContain(String(done.fileId));
  });
});

describe('the nightly sweep', () => {
  it('removes what was never imported after 30 days, and what no import needs', async () => {
    const alone = await upload(ctx, CONTENT);
    const drafted = await upload(ctx, CONTENT);
    const id = await draft(drafted, 'never');
    const { id: importId, fileId } = await importText(ctx, intakeJobs, CONTENT, { sourceCode: 'kept' });
    const abandoned = await draft(fileId, 'second');

    later = UNUSED_KEPT_MS - HOUR_MS;
    await sweep();
    expect([await stateOf(alone), await stateOf(drafted)]).toEqual(['READABLE', 'READABLE']);

    later = UNUSED_KEPT_MS + HOUR_MS;
    const fresh = await upload(ctx, CONTENT);
    await sweep();
    expect([await stateOf(alone), await stateOf(drafted), await stateOf(fileId), await stateOf(fresh)]).toEqual([
      'PURGED',
      'PURGED',
      'PURGED',
      'READABLE',
    ]);
    expect(await findImport(ctx.db.read, id)).toBeUndefined();
    expect(await findImport(ctx.db.read, abandoned)).toBeUndefined();
    expect((await findImport(ctx.db.read, importId))?.state).toBe('DONE');
    for (const gone of [alone, drafted, fileId]) expect(filesOnDisk()).not.toContain(String(gone));
    expect(filesOnDisk()).toContain(String(fresh));
    expect(await audited('file.removed')).toEqual(expect.arrayContaining([alone, fileId]));
    later = 0;
  });

  it('ends the time in which files can be read again 30 days after their imports, and destroys the keys', async () => {
    const rejecting = `${CONTENT},无,-\n`;
    const done = await importText(ctx, intakeJobs, rejecting, { sourceCode: 'window' });
    const paused = await createImport(ctx, { fileId: await upload(ctx, rejecting), sourceCode: 'paused' });
    const change = { state: 'PAUSED', started_at: ctx.now() };
    await ctx.db.transaction(async (trx) => {
      await trx.updateTable('import_run').set(change).where('id', '=', paused).execute();
    });
    const kept = readFileSync(filePath(ctx, done.fileId));
    expect(['王伟', '13800138000', '姓名'].filter((text) => kept.includes(text))).toEqual([]);
    const sealed = await ctx.db.read
      .selectFrom('import_rejected_row')
      .select('sealed')
      .where('import_id', '=', done.id)
      .executeTakeFirstOrThrow();
    expect(Buffer.from(sealed.sealed).includes('无')).toBe(false);
    const rejected = async () => await listRejections(ctx, done.id, { afterLine: 0, limit: 10 });
    expect(await rejected()).toMatchObject([{ line: 3, cells: ['', '无', '-'] }]);

    later = UNUSED_KEPT_MS - HOUR_MS;
    await sweep();
    expect(await stateOf(done.fileId)).toBe('READABLE');
    later = UNUSED_KEPT_MS + HOUR_MS;
    await sweep();
    later = 0;
    expect([await stateOf(done.fileId), await rejected()]).toEqual(['PURGED', []]);
    expect(await codeOf(resumeImport(ctx, paused))).toBe('FILE_UNREADABLE');
    // Neither the file nor the rows of an older copy can be opened any more.
    writeFileSync(filePath(ctx, done.fileId), kept);
    await expect(sealedFileOf(ctx, done.fileId)).rejects.toThrow(FileDestroyed);
    const open = await openOwn(ctx.keyStore, REJECTED_ROW, done.id, 'TEST');
    expect(open(3, sealed.sealed)).toBeUndefined();
    // What it brought in can still be taken back.
    await turnImport(ctx, done.id, 'undo');
    expect((await waitFor(ctx, intakeJobs, done.id, 'UNDONE')).state).toBe('UNDONE');
  });

  it('removes bytes that killed processes left behind, when a day has passed', async () => {
    const folder = join(test.folder, 'files');
    mkdirSync(folder, { recursive: true });
    const kept = await upload(ctx, CONTENT);
    const old = new Date(Date.now() - 25 * HOUR_MS);
    for (const [name, at] of [
      ['900001.part', old],
      ['900002', old],
      ['900003.part', new Date()],
      ['notes.txt', old],
      [String(kept), old],
    ] as const) {
      writeFileSync(join(folder, name), CONTENT);
      utimesSync(join(folder, name), at, at);
    }
    // A rehearsal that was killed, and one that is under way.
    const scratch = join(test.folder, 'scratch');
    mkdirSync(scratch, { recursive: true });
    for (const name of ['import-1-dry-run.sqlite', 'import-2-dry-run.sqlite'])
      writeFileSync(join(scratch, name), CONTENT);
    utimesSync(join(scratch, 'import-1-dry-run.sqlite'), old, old);
    await sweep();
    expect(readdirSync(scratch)).toEqual(['import-2-dry-run.sqlite']);
    const left = filesOnDisk();
    expect(left).not.toContain('900001.part');
    expect(left).not.toContain('900002');
    expect(left).toEqual(expect.arrayContaining(['900003.part', 'notes.txt', String(kept)]));
  });
});
