import type { Ctx } from '../../../platform/context/context.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import { KEPT_STATUSES } from '../../customer/index.ts';
import { countCustomers } from '../batch/read-records.ts';
import { readMatchPolicy } from '../policy/match-policy.ts';
import { findRunUnderWay, startMatchRun } from './start-run.ts';

const MATCH_DUE_JOB = 'identity.matchDue';
/** After an import it is waited so long, for those that may follow it. */
const WAITED_MS = 120_000;
/** Up to so many customers are compared after each import, more of them at night. */
export const COMPARED_AT_ONCE = 200_000;

interface Due {
  readonly nightly: boolean;
  /** Which of two that wait for a run under way to end: one that waits makes the other, and each is there once. */
  readonly turn: 0 | 1;
}

/** After an import: has all customers compared soon, once for several imports, when the policy says so. */
export async function askForMatchRun(trx: Trx, ctx: Ctx): Promise<void> {
  if ((await readMatchPolicy(trx)).runAfterImports) await ask(trx, ctx, 0);
}

async function ask(trx: Trx, ctx: Ctx, turn: Due['turn']): Promise<void> {
  const payload: Due = { nightly: false, turn };
  // It compares everybody, whoever imported.
  await enqueue(
    trx,
    { ...ctx, actor: SYSTEM },
    {
      kind: MATCH_DUE_JOB,
      payload,
      uniqueKey: `${MATCH_DUE_JOB}:${turn}`,
      runAfter: ctx.now() + WAITED_MS,
    },
  );
}

/** Starts a run when the policy says so and customers changed since the last one began; at most one at a time. */
export const matchDueJob = defineJob<Due>({
  kind: MATCH_DUE_JOB,
  run: async ({ ctx }, { nightly, turn }) => {
    if (!(await readMatchPolicy(ctx.db.read)).runAfterImports) return;
    const customers = await countCustomers(ctx);
    if (customers === 0 || customers > COMPARED_AT_ONCE !== nightly) return;
    if (await findRunUnderWay(ctx.db.read)) {
      if (!nightly) await ctx.db.transaction(async (trx) => await ask(trx, ctx, turn === 0 ? 1 : 0));
      return;
    }
    if (await isChangedSinceLastRun(ctx)) await startMatchRun(ctx);
  },
});

/** Large installations compare at night what imports brought by day. */
export const matchNightlySchedule: Schedule = {
  name: 'identity.matchNightly',
  pattern: '20 1 * * *',
  kind: MATCH_DUE_JOB,
  payload: { nightly: true, turn: 0 } satisfies Due,
};

async function isChangedSinceLastRun(ctx: Ctx): Promise<boolean> {
  const last = await ctx.db.read
    .selectFrom('match_run')
    .select('started_at')
    .where('finished_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return true;
  const changed = await ctx.db.heavy
    .selectFrom('customer')
    .select('id')
    .where('status', 'in', KEPT_STATUSES)
    .where('updated_at', '>=', last.started_at)
    .limit(1)
    .executeTakeFirst();
  return changed !== undefined;
}
