import { rm } from 'node:fs/promises';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureOwnKey, sealOwn } from '../../../platform/crypto/key-store/own-key.ts';
import { sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import type { Database } from '../../../platform/database/database.ts';
import { defineJob, type JobDefinition, JobFailed, type JobStep } from '../../../platform/jobs/define-job.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { sealedFileOf } from '../files/uploaded-file.repository.ts';
import { removeOccurrences } from '../rows/occurrences.ts';
import { buildRows, FileBroken } from '../rows/row-stream.ts';
import { applyBatch, type ApplyTarget, incomingBatch, reserveBatch } from '../run/apply-batch.ts';
import { addCounts, NO_COUNTS } from '../run/import-counts.ts';
import { changeImport, getImport, type ImportRecord } from '../run/import.repository.ts';
import { planImport } from '../run/plan-import.ts';
import { type ImportJobPayload, scratchPath, targetOf } from '../run/run-import.job.ts';
import { DRY_RUN_SAMPLES } from '../run/sealed-columns.ts';
import { textBytes, trackProgress } from '../run/track-progress.ts';
import { createCopier } from './copy-known.ts';
import { rehearsalKeyStore } from './rehearsal-key-store.ts';
import { collectSamples, type SampleCollector } from './samples.ts';

/** Keys that a rehearsal makes begin here: far above any of the installation, so that copied rows never meet them. */
const FIRST_REHEARSAL_ID = 2 ** 52;

/** Opens an empty embedded database with this program's tables at a path. */
export type OpenScratch = (path: string) => Promise<Database>;

/** Numbers that a rehearsal gives: none of them can be a real one's. */
const REHEARSAL_NUMBERS = 'DRYRUN{seq:12}';

/**
 * Counts exactly what an import would do by doing it, all of it, with the same code: in an embedded database of its own,
 * into which the customers and orders that each batch could meet are copied first. Nothing of the installation is locked
 * or changed. A killed dry run begins anew.
 */
export function createDryRunJob(openScratch: OpenScratch): JobDefinition {
  return defineJob<ImportJobPayload>({
    kind: 'import.dry-run',
    run: async (step, { importId }) => {
      const record = await getImport(step.ctx.db.read, importId);
      if (record.state !== 'DRY_RUNNING') return;
      const path = scratchPath(step.ctx, importId, 'dry-run');
      await removeScratch(path);
      const scratch = await openScratch(path);
      try {
        await rehearse(step, record, scratch);
      } catch (error) {
        throw error instanceof FileBroken ? new JobFailed(error.message) : error;
      } finally {
        await scratch.close();
        await removeScratch(path);
      }
    },
    interrupted: async (trx, ctx, { importId }, _how, problem) => {
      await changeImport(trx, ctx, importId, ['DRY_RUNNING'], {
        state: 'DRAFT',
        problem: problem ?? null,
        progress: null,
      });
    },
  });
}

async function removeScratch(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true });
  removeOccurrences(`${path}.lines`);
}

async function rehearse(step: JobStep, record: ImportRecord, scratch: Database): Promise<void> {
  const { ctx } = step;
  const at = ctx.now();
  const plan = await planImport(ctx, record, at);
  const target = await targetOf(ctx, record, at, plan.currency);
  const file = await sealedFileOf(ctx, record.fileId);
  const own = await rehearsalContext(ctx, scratch);
  const copier = createCopier(ctx, scratch);
  await copier.begin();
  const isNew = (customerId: number) => customerId >= FIRST_REHEARSAL_ID;
  const samples = collectSamples({ before: ctx, after: own, isNew });
  const totalBytes = await textBytes(sealedBytes(file), record.setup.read);
  const tracker = trackProgress({ phase: 'DRY_RUN', now: ctx.now, rowsBefore: 0, totalRows: null, totalBytes });
  const lines = record.kind === 'PURCHASES' ? `${scratchPath(ctx, record.id, 'dry-run')}.lines` : null;
  let counts = NO_COUNTS;
  // Sealed where they are written: with keys that are nowhere but in this thread.
  const task = { file, settings: record.setup.read, plan, after: null, scratch: lines, sealing: null };
  const reserveIds = async (count: number) => await scratch.ids.reserve(count);
  for await (const { batch } of buildRows(task, reserveIds, step.signal)) {
    await copier.meet(batch, incomingBatch(target, batch), target.currency);
    const reserved = await reserveBatch(own, batch);
    const applied = await scratch.transaction(async (trx) => await applyBatch(own, trx, target, reserved, batch));
    counts = addCounts(counts, applied.counts);
    await samples.add(applied);
    if (!tracker.isDue()) continue;
    const progress = tracker.at(counts.read, batch.resume.offset);
    await step.commit(async (trx) => {
      const change = { progress: JSON.stringify(progress) };
      await trx.updateTable('import_run').set(change).where('id', '=', record.id).execute();
      await publish(trx, ctx, { type: 'import.changed', objectId: record.id });
      return { progress: (progress.percent ?? 0) / 100 };
    });
  }
  await finish(step, record, counts, samples);
}

async function finish(step: JobStep, record: ImportRecord, counts: typeof NO_COUNTS, collector: SampleCollector) {
  const key = await ensureOwnKey(step.ctx, record.id);
  const place = { at: DRY_RUN_SAMPLES, rowId: record.id, subjectId: record.id };
  await step.commit(async (trx) => {
    await changeImport(trx, step.ctx, record.id, ['DRY_RUNNING'], {
      state: 'DRY_RUN_DONE',
      dry_run: JSON.stringify(counts),
      dry_run_samples: sealOwn(key, place, collector.samples()),
      progress: null,
      problem: null,
    });
    return { progress: 1 };
  });
}

/** The same context over the rehearsal's database, with keys and numbers that meet no real one. */
async function rehearsalContext(ctx: Ctx, scratch: Database): Promise<Ctx> {
  await scratch.transaction(async (trx) => {
    await trx.deleteFrom('id_sequence').execute();
    await trx.insertInto('id_sequence').values({ name: 'row', next_id: FIRST_REHEARSAL_ID }).execute();
  });
  const settings = { ...(await ctx.settings()), numberPattern: REHEARSAL_NUMBERS };
  return { ...ctx, db: scratch, keyStore: rehearsalKeyStore(ctx.keyStore), settings: async () => settings };
}

/** What every batch of a rehearsal shares. */
export type { ApplyTarget };
