import type { CustomerField } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Row } from '../../../platform/database/tables.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { recordAudit } from '../../audit/index.ts';
import { changedRules, type RuleChanges } from './change-rules.ts';
import { presentRuleSet, type RuleDocument } from './rule-sets.ts';

/** Kind of the job that finds whom other rules would show differently. */
export const RULE_TRIAL_JOB = 'customer.tryRules';

/** A dry run. */
export interface RuleTrialRow extends Omit<Row<'rule_trial'>, 'document'> {
  readonly document: RuleDocument;
}

/**
 * Starts a dry run of changed rules as a job, in place of the one before. Nothing is changed for any customer. Refuses what
 * `changedRules` does.
 */
export async function startRuleTrial(ctx: Ctx, changes: RuleChanges): Promise<void> {
  await ctx.db.ids.ensure(3);
  await ctx.db.transaction(async (trx) => {
    const document = await changedRules(ctx, trx, changes);
    const id = ctx.db.ids.take();
    const jobId = await enqueue(trx, ctx, { kind: RULE_TRIAL_JOB, payload: { trialId: id } });
    await trx
      .insertInto('rule_trial')
      .values({
        id,
        base_version: (await presentRuleSet(trx))?.version ?? 0,
        document: JSON.stringify(document),
        actor_id: ctx.actor.userId,
        started_at: ctx.now(),
        job_id: jobId,
        finished_at: null,
      })
      .execute();
    await recordAudit(trx, ctx, { action: 'fieldRule.tried', objectType: 'fieldRule' });
  });
}

/** The dry run that counts; undefined when there is none. */
export async function lastRuleTrial(database: Queryable): Promise<RuleTrialRow | undefined> {
  const row = await database
    .selectFrom('rule_trial')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  // `startRuleTrial` writes it.
  return row && { ...row, document: JSON.parse(row.document) as RuleDocument };
}

/** How many customers would show another value of each field, as far as they were looked at. */
export async function countFlips(ctx: Ctx, trialId: number): Promise<{ field: CustomerField; customers: number }[]> {
  const rows = await ctx.db.heavy
    .selectFrom('rule_flip')
    .select((eb) => ['field', eb.fn.countAll<number>().as('customers')])
    .where('trial_id', '=', trialId)
    .groupBy('field')
    .orderBy('field')
    .execute();
  // The job writes the codes of fields.
  return rows.map(({ field, customers }) => ({ field: field as CustomerField, customers: Number(customers) }));
}
