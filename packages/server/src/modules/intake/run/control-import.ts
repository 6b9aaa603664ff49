import type { AuditAction } from '@dossier/shared/audit';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { Refused, refuse } from '../../../platform/graphql/refused.ts';
import { cancelJob, pauseJob, resumeJob, retryJob } from '../../../platform/jobs/control-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { recordAudit } from '../../audit/index.ts';
import { findFile } from '../files/uploaded-file.repository.ts';
import { problemsOf } from './check-import.ts';
import { NO_COUNTS } from './import-counts.ts';
import { changeImport, findImport, type ImportChange, type ImportRecord } from './import.repository.ts';
import { fileMessage } from './row-message.ts';
import { ALLOWED, type ImportAction, type ImportState, isAllowed } from './import-state.ts';
import { trackProgress } from './track-progress.ts';

/** Starts a checked import. Refuses what `problemsOf` names. */
export async function startImport(ctx: Ctx, id: number): Promise<void> {
  const record = await ready(ctx, id, 'start');
  await ask(ctx, record, 'start', 'import.run', {
    state: 'QUEUED',
    counts: JSON.stringify(NO_COUNTS),
    checkpoint: null,
    progress: null,
  });
}

/** Counts what an import would do, without writing anything. Refuses what `problemsOf` names. */
export async function dryRunImport(ctx: Ctx, id: number): Promise<void> {
  const record = await ready(ctx, id, 'dryRun');
  await ask(ctx, record, 'dryRun', 'import.dry-run', {
    state: 'DRY_RUNNING',
    dry_run: null,
    dry_run_samples: null,
    progress: null,
  });
}

/** Stops a running import after its present batch, to be resumed later. */
export async function pauseImport(ctx: Ctx, id: number): Promise<void> {
  const record = await load(ctx, id, 'pause');
  await ctx.db.transaction(async (trx) => {
    const state = record.jobId === null ? undefined : await pauseJob(trx, ctx, record.jobId);
    // A job that had not begun pauses at once, and nobody tells the import.
    if (state === 'PAUSED') await changeImport(trx, ctx, id, ['QUEUED', 'RUNNING'], { state: 'PAUSED' });
    await audit(trx, ctx, id, 'import.paused');
  });
}

/** Lets a paused or failed import go on from where it stands. */
export async function resumeImport(ctx: Ctx, id: number): Promise<void> {
  const record = await load(ctx, id, 'resume');
  const file = await findFile(ctx.db.read, record.fileId);
  // It was paused for so long that its file was destroyed.
  if (file?.state === 'PURGED') refuse('FILE_UNREADABLE', ['id'], { reason: fileMessage(file.state, ctx.locale) });
  await ctx.db.transaction(async (trx) => {
    if (!(await changeImport(trx, ctx, id, ALLOWED.resume, { state: 'QUEUED', problem: null, finished_at: null })))
      wrongState();
    const resumed = record.jobId === null ? undefined : await revive(trx, ctx, record);
    if (!resumed) await queue(trx, ctx, id, 'import.run');
    await audit(trx, ctx, id, 'import.resumed');
  });
}

async function revive(trx: Trx, ctx: Ctx, record: ImportRecord): Promise<boolean> {
  const jobId = record.jobId ?? 0;
  const state = record.state === 'PAUSED' ? await resumeJob(trx, ctx, jobId) : await retryJob(trx, ctx, jobId);
  return state === 'QUEUED' || state === 'RUNNING';
}

/** Ends an import that has not ended. What it took over stays until it is undone. */
export async function cancelImport(ctx: Ctx, id: number): Promise<void> {
  const record = await load(ctx, id, 'cancel');
  await ctx.db.transaction(async (trx) => {
    const state = record.jobId === null ? undefined : await cancelJob(trx, ctx, record.jobId);
    // A running job is told by its next step, and tells the import then.
    if (state !== 'RUNNING') {
      const to: ImportState = record.state === 'DRY_RUNNING' ? 'DRAFT' : 'CANCELLED';
      await changeImport(trx, ctx, id, ALLOWED.cancel, { state: to, finished_at: to === 'DRAFT' ? null : ctx.now() });
    }
    await audit(trx, ctx, id, 'import.cancelled');
  });
}

/** Takes an import back, gives it again, or erases it; see `undo/`. */
export async function turnImport(ctx: Ctx, id: number, action: 'undo' | 'redo' | 'purge'): Promise<void> {
  const record = await load(ctx, id, action);
  const states = { undo: 'UNDOING', redo: 'REDOING', purge: 'UNDONE' } as const;
  const isBegun = record.state === 'UNDOING' || record.state === 'REDOING';
  // A purge has no state of its own: it shows by its progress, from the moment it is asked for.
  const begun = trackProgress({ phase: 'PURGE', now: ctx.now, rowsBefore: 0, totalRows: null, totalBytes: null });
  const checkpoint =
    action === 'purge'
      ? { progress: JSON.stringify(begun.at(0, 0)) }
      : isBegun
        ? {}
        : { checkpoint: JSON.stringify({ was: wasOf(record), phase: action }), progress: null };
  await ask(ctx, record, action, `import.${action}`, { state: states[action], problem: null, ...checkpoint });
}

/** What the import was before it was taken back: what it is again when that is reversed. */
function wasOf(record: ImportRecord): string {
  if (record.state !== 'UNDONE') return record.state === 'DONE' ? 'DONE' : 'CANCELLED';
  const kept: unknown = record.checkpoint === null ? null : JSON.parse(record.checkpoint);
  return typeof kept === 'object' && kept !== null && 'was' in kept && kept.was === 'CANCELLED' ? 'CANCELLED' : 'DONE';
}

async function load(ctx: Ctx, id: number, action: ImportAction): Promise<ImportRecord> {
  const record = await findImport(ctx.db.read, id);
  if (!record) refuse('NOT_FOUND', ['id']);
  if (!isAllowed(action, record.state)) wrongState();
  return record;
}

async function ready(ctx: Ctx, id: number, action: 'start' | 'dryRun'): Promise<ImportRecord> {
  const record = await load(ctx, id, action);
  const file = await findFile(ctx.db.read, record.fileId);
  if (!file) refuse('NOT_FOUND', ['fileId']);
  const problems = await problemsOf(ctx, record, file);
  if (problems.length > 0) throw new Refused(problems);
  return record;
}

/** What the log says when work is asked for that a job then does. */
const ASKED = {
  start: 'import.started',
  dryRun: 'import.dryRunStarted',
  undo: 'import.undoRequested',
  redo: 'import.redoRequested',
  purge: 'import.purgeRequested',
} as const satisfies Partial<Record<ImportAction, AuditAction>>;

async function ask(
  ctx: Ctx,
  record: ImportRecord,
  action: keyof typeof ASKED,
  kind: string,
  change: ImportChange,
): Promise<void> {
  await ctx.db.ids.ensure(8);
  await ctx.db.transaction(async (trx) => {
    if (!(await changeImport(trx, ctx, record.id, ALLOWED[action], change))) wrongState();
    await queue(trx, ctx, record.id, kind);
    await audit(trx, ctx, record.id, ASKED[action]);
  });
}

async function queue(trx: Trx, ctx: Ctx, id: number, kind: string): Promise<void> {
  const jobId = await enqueue(trx, ctx, { kind, payload: { importId: id }, uniqueKey: `import:${id}` });
  await trx.updateTable('import_run').set({ job_id: jobId }).where('id', '=', id).execute();
}

async function audit(trx: Trx, ctx: Ctx, id: number, action: AuditAction): Promise<void> {
  await recordAudit(trx, ctx, { action, objectType: 'import', objectId: id });
}

function wrongState(): never {
  return refuse('WRONG_STATE', ['id']);
}
