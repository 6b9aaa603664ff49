import { join } from 'node:path';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureOwnKey } from '../../../platform/crypto/key-store/own-key.ts';
import { sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { defineJob, JobFailed, type JobStep } from '../../../platform/jobs/define-job.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { type MatchField, numberPatterns, prepareSealing } from '../../customer/index.ts';
import { askForMatchRun } from '../../identity/index.ts';
import { sealedFileOf } from '../files/uploaded-file.repository.ts';
import { removeOccurrences } from '../rows/occurrences.ts';
import { buildRows, FileBroken } from '../rows/row-stream.ts';
import { applyBatch, type ApplyTarget, reserveBatch } from './apply-batch.ts';
import { addCounts, type ImportCounts, isReconciled } from './import-counts.ts';
import { matchFieldOf } from './import-setup.ts';
import { changeImport, getImport, type ImportRecord, type RunCheckpoint } from './import.repository.ts';
import { planImport } from './plan-import.ts';
import { keepRejections } from './rejected-row.repository.ts';
import { textBytes, trackProgress } from './track-progress.ts';

/** What the job is about. */
export interface ImportJobPayload {
  readonly importId: number;
}

/**
 * Runs an import from where it stands: reads and standardises beside this thread, applies batch by batch. Each batch
 * commits with its counts, its rejected rows and the place in the file, so a kill loses and repeats nothing.
 */
export const importRunJob = defineJob<ImportJobPayload>({
  kind: 'import.run',
  run: async (step, { importId }) => {
    const record = await begin(step, importId);
    if (!record) return;
    try {
      await applyFile(step, record);
    } catch (error) {
      if (error instanceof FileBroken) throw new JobFailed(error.message);
      throw error;
    }
    await finish(step, importId);
    removeOccurrences(scratchPath(step.ctx, importId));
  },
  interrupted: async (trx, ctx, { importId }, how, problem) => {
    const ended = how === 'PAUSED' ? {} : { finished_at: ctx.now() };
    await changeImport(trx, ctx, importId, ['QUEUED', 'RUNNING'], { state: how, problem: problem ?? null, ...ended });
  },
});

/** Where imports keep what they need while they run. */
export function scratchFolder(ctx: Pick<Ctx, 'dataFolder'>): string {
  return join(ctx.dataFolder, 'scratch');
}

/** Where the identical lines of an import are counted. */
export function scratchPath(ctx: Pick<Ctx, 'dataFolder'>, importId: number, phase = 'run'): string {
  return join(scratchFolder(ctx), `import-${importId}-${phase}.sqlite`);
}

/** The match fields of an import's keys. */
export function keysOf(record: Pick<ImportRecord, 'setup'>): MatchField[][] {
  return record.setup.keys.map((key) => key.flatMap((target) => matchFieldOf(target) ?? []));
}

/** The column of an import that has customer numbers. */
export function numberColumnOf(record: Pick<ImportRecord, 'setup'>): string | null {
  return record.setup.mapping.find(({ target }) => target === 'CUSTOMER_NUMBER')?.column ?? null;
}

async function begin(step: JobStep, importId: number): Promise<ImportRecord | undefined> {
  const { ctx } = step;
  const before = await getImport(ctx.db.read, importId);
  if (before.state === 'DONE') return undefined;
  const startedAt = before.startedAt ?? ctx.now();
  const begun = await step.commit(async (trx) => ({
    ok: await changeImport(trx, ctx, importId, ['QUEUED', 'RUNNING'], {
      state: 'RUNNING',
      started_at: startedAt,
      finished_at: null,
      problem: null,
    }),
    note: 'reading the file',
  }));
  // Cancelled or undone between the request and now.
  return begun.ok ? { ...before, startedAt } : undefined;
}

async function applyFile(step: JobStep, record: ImportRecord): Promise<void> {
  const { ctx } = step;
  const at = record.startedAt ?? ctx.now();
  const key = await ensureOwnKey(ctx, record.id);
  const plan = await planImport(ctx, record, at);
  const file = await sealedFileOf(ctx, record.fileId);
  // Only this job writes the column while an import runs.
  const after = record.checkpoint === null ? null : (JSON.parse(record.checkpoint) as RunCheckpoint);
  const target = await targetOf(ctx, record, at, plan.currency);
  const tracker = trackProgress({
    phase: 'RUN',
    now: ctx.now,
    rowsBefore: record.counts.read,
    totalRows: record.dryRun?.read ?? null,
    totalBytes: await textBytes(sealedBytes(file), record.setup.read),
  });
  const scratch = record.kind === 'PURCHASES' ? scratchPath(ctx, record.id) : null;
  let counts: ImportCounts = record.counts;
  const sealing = (await prepareSealing(ctx)) ?? null;
  const task = { file, settings: record.setup.read, plan, after, scratch, sealing };
  const reserveIds = async (count: number) => await ctx.db.ids.reserve(count);
  for await (const { batch, ahead } of buildRows(task, reserveIds, step.signal)) {
    const reserved = await reserveBatch(ctx, batch, ahead);
    const isDue = tracker.isDue();
    const before = counts;
    const outcome = await step.commit(async (trx) => {
      const applied = await applyBatch(ctx, trx, target, reserved, batch);
      await keepRejections(trx, record.id, key, applied.rejections);
      const sum = addCounts(before, applied.counts);
      const progress = tracker.at(sum.read, batch.resume.offset);
      const checkpoint: RunCheckpoint = { resume: batch.resume, read: batch.read, lastLine: batch.lastLine };
      await trx
        .updateTable('import_run')
        .set({
          counts: JSON.stringify(sum),
          checkpoint: JSON.stringify(checkpoint),
          progress: JSON.stringify(progress),
        })
        .where('id', '=', record.id)
        .execute();
      if (isDue) await publish(trx, ctx, { type: 'import.changed', objectId: record.id });
      const { read, created, updated, unchanged, rejected } = applied.counts;
      await recordAudit(trx, ctx, {
        action: 'import.applied',
        objectType: 'import',
        objectId: record.id,
        detail: { lastLine: batch.lastLine, read, created, updated, unchanged, rejected, digest: applied.digest },
      });
      return { counts: sum, progress: progress.percent === null ? 0 : progress.percent / 100 };
    });
    reserved.incoming.release();
    counts = outcome.counts;
  }
}

/** What all batches of an import share. */
export async function targetOf(ctx: Ctx, record: ImportRecord, at: number, currency: string): Promise<ApplyTarget> {
  if (record.sourceId === null) throw new JobFailed('The import has no source.');
  return {
    importId: record.id,
    sourceId: record.sourceId,
    actorId: record.createdBy,
    at,
    mode: record.mode,
    keys: keysOf(record),
    currency,
    numberColumn: numberColumnOf(record),
    numberPatterns: await numberPatterns(ctx),
  };
}

/** Checks that every row is accounted for, and closes the import. */
async function finish(step: JobStep, importId: number): Promise<void> {
  const { ctx } = step;
  await step.commit(async (trx) => {
    const { counts } = await getImport(trx, importId);
    if (!isReconciled(counts)) throw new JobFailed('The rows read are not the sum of what became of them.');
    await changeImport(trx, ctx, importId, ['RUNNING'], { state: 'DONE', finished_at: ctx.now(), problem: null });
    await recordAudit(trx, ctx, {
      action: 'import.finished',
      objectType: 'import',
      objectId: importId,
      detail: counts,
    });
    await askForMatchRun(trx, ctx);
    return { progress: 1 };
  });
}
