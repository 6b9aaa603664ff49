import { defineJob, type JobDefinition, type JobStep } from '../../../platform/jobs/define-job.ts';
import { recordAudit } from '../../audit/index.ts';
import { changeImport, getImport, type ImportChange, type ImportRecord } from '../run/import.repository.ts';
import type { ImportState } from '../run/import-state.ts';
import type { ImportJobPayload } from '../run/run-import.job.ts';
import { replayable } from '../../../platform/database/replay.ts';
import { erasePurged } from './erase-purged.ts';
import { countTurned, keepProgress } from './keep-progress.ts';
import { PURGE, REDO, type Turn, type TurnCheckpoint, UNDO } from './turn-steps.ts';

type Phase = TurnCheckpoint['phase'];

const TURNS: Readonly<Record<Phase, Turn>> = { undo: UNDO, redo: REDO, purge: PURGE };
/** In which state an import is while it is turned. */
const DURING: Readonly<Record<Phase, ImportState>> = { undo: 'UNDOING', redo: 'REDOING', purge: 'UNDONE' };

/** Takes an import back, whatever came after it; resumable, and reversible until it is purged. */
export const importUndoJob = turnJob('undo', (record, at) => ({
  state: 'UNDONE',
  undone_at: at,
  problem: record.problem,
}));
/** Gives an import back that was undone. */
export const importRedoJob = turnJob('redo', (record) => ({ state: wasOf(record), undone_at: null }));
/** Erases an undone import: its facts, its rejected rows, its file. */
export const importPurgeJob = turnJob('purge', (_record, at) => ({
  state: 'PURGED',
  purged_at: at,
  dry_run_samples: null,
}));

/** What the log says when a phase has come to its end. */
const TURNED = { undo: 'import.undone', redo: 'import.redone', purge: 'import.purged' } as const;

function turnJob(phase: Phase, end: (record: ImportRecord, at: number) => ImportChange): JobDefinition {
  return defineJob<ImportJobPayload>({
    kind: `import.${phase}`,
    run: async (step, { importId }) => {
      const record = await getImport(step.ctx.db.read, importId);
      if (record.state !== DURING[phase]) return;
      await turnAll(step, record, phase);
      await step.commit(async (trx) => {
        await changeImport(trx, step.ctx, importId, [DURING[phase]], end(record, step.ctx.now()));
        await recordAudit(trx, step.ctx, {
          action: TURNED[phase],
          objectType: 'import',
          objectId: importId,
        });
        return { progress: 1 };
      });
    },
    interrupted: async (trx, ctx, { importId }, _how, problem) => {
      // The import stays half turned, and says so; asking again goes on from there.
      const asBefore = phase === 'purge' ? { progress: null } : {};
      await changeImport(trx, ctx, importId, [DURING[phase]], { problem: problem ?? null, ...asBefore });
    },
  });
}

async function turnAll(step: JobStep, record: ImportRecord, phase: Phase): Promise<void> {
  const turn = TURNS[phase];
  const kept = checkpointOf(record);
  const begun: TurnCheckpoint =
    kept.phase === phase && kept.total !== undefined
      ? kept
      : { was: kept.was, phase, total: await countTurned(step.ctx, record.id, phase) };
  const keeper = keepProgress(step, record.id, begun);
  const firstPart = begun.part ? turn.parts.indexOf(begun.part) : 0;
  for (const part of turn.parts.slice(firstPart)) {
    let cursor: number | null = part === begun.part ? (begun.cursor ?? 0) : 0;
    while (cursor !== null) {
      const { nextId, seals } = await turn.prepare(step.ctx);
      const ids = replayable(nextId);
      const from: number = cursor;
      cursor = await keeper.commit(async (trx) => {
        ids.rewind();
        const turned = await turn.step(step.ctx, trx, {
          importId: record.id,
          part,
          cursor: from,
          reserved: { nextId: ids.next, seals },
        });
        return { ...turned, at: { part, cursor: turned.cursor ?? from } };
      });
    }
  }
  if (phase === 'purge') await erasePurged(step, record, keeper);
}

function checkpointOf(record: ImportRecord): TurnCheckpoint {
  // Only turnImport and this file write the column once an import is being turned.
  return record.checkpoint === null
    ? { was: 'DONE', phase: 'undo' }
    : (JSON.parse(record.checkpoint) as TurnCheckpoint);
}

function wasOf(record: ImportRecord): ImportState {
  return checkpointOf(record).was === 'CANCELLED' ? 'CANCELLED' : 'DONE';
}
