import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { retireIndexKeys } from '../../../platform/crypto/key-store/rotate-index.ts';
import { resealSome, type RowKey } from '../../../platform/crypto/rotation/reseal-some.ts';
import type { SealedTable } from '../../../platform/crypto/rotation/sealed-table.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { defineJob, type JobDefinition } from '../../../platform/jobs/define-job.ts';
import { recordAudit } from '../../audit/index.ts';

/** See {@link createResealJob}. */
export const RESEAL_JOB = 'keys.reseal';

/** What `keys.reseal` is to bring stored values up to. */
export interface ResealPayload {
  /** Subjects' keys before this generation are replaced; 0 leaves them. */
  readonly generation: number;
  /** Whether index keys before the current one are destroyed when no entry needs them any more. */
  readonly retireIndex: boolean;
}

interface Checkpoint {
  /** Place of the table in the list. */
  readonly table: number;
  readonly after: RowKey | null;
  /** Rows that were looked at and changed in this round through all tables. */
  readonly looked: number;
  readonly changedInRound: number;
  readonly changed: number;
}

const START: Checkpoint = { table: 0, after: null, looked: 0, changedInRound: 0, changed: 0 };
/** Longer than any process makes entries with keys that it asked for before. */
const SETTLE_MS = 60_000;

/**
 * Seals stored values with new keys of their subjects and makes their blind indexes anew, in batches of 500, while all goes
 * on. It goes through the tables until a round has found nothing to change, since others write behind it.
 */
export function createResealJob(tables: readonly SealedTable[], settleMs: number = SETTLE_MS): JobDefinition {
  return defineJob<ResealPayload>({
    kind: RESEAL_JOB,
    run: async (step, payload) => {
      const { ctx, signal } = step;
      const rows = await countRows(ctx, tables);
      for (let isDone = false; !isDone;) {
        const before = step.checkpoint<Checkpoint>() ?? START;
        const table = tables[before.table];
        const batch = table && (await resealSome(ctx, table, payload, before.after ?? undefined));
        const isRoundOver = !batch;
        isDone = isRoundOver && before.changedInRound === 0;
        if (isRoundOver && !isDone) await sleep(settleMs, undefined, { signal }).catch(() => {});
        signal.throwIfAborted();
        if (isDone && payload.retireIndex) await retireIndexKeys(ctx.keyStore);
        await step.commit(async (trx) => {
          const written = batch ? await batch.write(trx) : 0;
          const checkpoint: Checkpoint = batch
            ? {
                table: batch.next ? before.table : before.table + 1,
                after: batch.next ?? null,
                looked: before.looked + batch.looked,
                changedInRound: before.changedInRound + written,
                changed: before.changed + written,
              }
            : { ...START, changed: before.changed };
          if (isDone) {
            const detail = { what: payload.generation > 0 ? 'data' : 'index', changed: checkpoint.changed };
            await recordAudit(trx, ctx, { action: 'keys.rotationFinished', objectType: 'keyStore', detail });
          }
          // A round that changes much is followed by one that looks whether anything was left.
          const share = checkpoint.looked / Math.max(1, rows);
          return {
            checkpoint,
            progress: isDone ? 1 : Math.min(0.99, share),
            note: `${checkpoint.changed} values anew`,
          };
        });
      }
    },
  });
}

async function countRows(ctx: Ctx, tables: readonly SealedTable[]): Promise<number> {
  let count = 0;
  for (const { column } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(column.table)}
      where ${sql.ref(column.column)} is not null`.execute(ctx.db.heavy);
    count += Number(rows[0]?.n ?? 0);
  }
  return count;
}
