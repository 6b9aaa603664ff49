import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Row, Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { recordAudit } from '../../audit/index.ts';
import { rowConditions } from '../../customer/index.ts';
import { reasonOf } from '../merge/parties.ts';
import { readMatchPolicy, replaceMatchPolicy } from '../policy/match-policy.ts';
import { MERGE_CLUSTERS_JOB } from './merge-clusters.job.ts';
import type { PlanState } from './cluster-states.ts';
import { UNDO_MERGES_JOB } from './undo-merges.job.ts';

const RUN_ID = ['input', 'runId'];

/**
 * Lets a plan be carried out, with the rights of whoever lets it, and from then on the policy without asking; or says no to it. Refuses
 * NOT_FOUND, NOT_ALLOWED to whom not all customers are in reach, WRONG_STATE, and STALE when the policy is another by now.
 */
export async function decidePlan(ctx: Ctx, { runId, approve }: { runId: number; approve: boolean }): Promise<void> {
  requireAllCustomers(ctx);
  await ctx.db.ids.ensure(3);
  await ctx.db.transaction(async (trx) => {
    const plan = (await findPlan(trx, runId)) ?? refuse('NOT_FOUND', RUN_ID);
    const decided = { decided_by: ctx.actor.userId, decided_at: ctx.now() };
    if (approve) {
      const policy = await readMatchPolicy(trx);
      if (policy.version !== plan.policy_version) refuse('STALE', RUN_ID);
      if (!policy.confirmed) await replaceMatchPolicy(trx, policy, { ...policy, confirmed: true });
    }
    const job = approve ? { kind: MERGE_CLUSTERS_JOB, payload: { runId } } : undefined;
    const jobId = job && (await enqueue(trx, ctx, job));
    await move(trx, runId, 'PROPOSED', approve ? 'APPROVED' : 'DECLINED', { ...decided, job_id: jobId ?? null });
    await recordAudit(trx, ctx, {
      action: approve ? 'identity.mergesApproved' : 'identity.mergesDeclined',
      objectType: 'matchRun',
      objectId: runId,
      detail: { policyVersion: plan.policy_version },
    });
  });
}

/**
 * Starts giving back whom a plan merged, with the rights of whoever asks. Refuses NOT_FOUND, NOT_ALLOWED to whom not all customers are
 * in reach, WRONG_STATE, TOO_LONG.
 */
export async function undoPlan(
  ctx: Ctx,
  { runId, ...said }: { runId: number; reason?: string | null | undefined },
): Promise<void> {
  const reason = reasonOf(said.reason);
  requireAllCustomers(ctx);
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    if (!(await findPlan(trx, runId))) refuse('NOT_FOUND', RUN_ID);
    const jobId = await enqueue(trx, ctx, { kind: UNDO_MERGES_JOB, payload: { runId, reason } });
    await move(trx, runId, 'DONE', 'UNDOING', { job_id: jobId });
    await recordAudit(trx, ctx, {
      action: 'identity.mergesUndone',
      objectType: 'matchRun',
      objectId: runId,
      ...(reason === null ? {} : { reason }),
    });
  });
}

/** The plan of a run; undefined when it would merge nothing. */
export async function findPlan(db: Queryable, runId: number): Promise<Row<'match_plan'> | undefined> {
  return await db.selectFrom('match_plan').selectAll().where('run_id', '=', runId).executeTakeFirst();
}

async function move(
  trx: Trx,
  runId: number,
  from: PlanState,
  to: PlanState,
  more: { job_id: number | null; decided_by?: number; decided_at?: number },
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('match_plan')
    .set({ state: to, ...more })
    .where('run_id', '=', runId)
    .where('state', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) refuse('WRONG_STATE', RUN_ID);
}

/** A plan is about everybody: whoever decides about it may merge everybody. */
function requireAllCustomers(ctx: Ctx): void {
  const conditions = [
    ...rowConditions(ctx, { capability: 'READ_FULL', classes: ['INTERNAL', 'PERSONAL'] }),
    ...rowConditions(ctx, { capability: 'WRITE', classes: ['INTERNAL', 'PERSONAL', 'SENSITIVE'] }),
  ];
  if (conditions.length > 0) refuse('NOT_ALLOWED', RUN_ID);
}
