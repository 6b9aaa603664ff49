import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { statementsByCustomer } from '../source/read-statements.ts';
import { readSources } from '../source/sources.ts';
import { chooseFrom } from '../survivorship/choose.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { compileSet, findRuleSet, type RuleDocument } from './rule-sets.ts';
import { lastRuleTrial, RULE_TRIAL_JOB } from './rule-trials.ts';
import { differingFields } from './shown-values.ts';

const BATCH = 400;
const REMOVED_AT_ONCE = 2_000;

interface Checkpoint {
  readonly afterId: number;
  readonly customers: number;
}

/**
 * Finds, without changing anything, every customer who would show another value under the rules of a dry run. Goes on where it was
 * after a kill, and stops when there is a newer dry run.
 */
export const tryRulesJob = defineJob<{ trialId: number }>({
  kind: RULE_TRIAL_JOB,
  run: async (step, { trialId }) => {
    const { ctx } = step;
    await removeFormerTrials(step, trialId);
    const trial = await lastRuleTrial(ctx.db.read);
    if (trial?.id !== trialId) return;
    const sources = await readSources(ctx.db.read);
    const base = (await findRuleSet(ctx.db.read, trial.base_version))?.document;
    const before = compileSet(sources, base);
    const after = compileSet(sources, trial.document);
    const isEverybody = [base, trial.document].some(canReorderWithinRecord);
    const range = await keysOfCustomers(ctx);
    for (let isDone = false; !isDone;) {
      const done = step.checkpoint<Checkpoint>() ?? { afterId: 0, customers: 0 };
      const ids = await nextCustomers(ctx, done.afterId, isEverybody);
      const flips = await flipsAmong(ctx, ids, before, after);
      isDone = ids.length < BATCH;
      await step.commit(async (trx) => {
        const last = await lastRuleTrial(trx);
        if (last?.id !== trialId) {
          isDone = true;
          return { note: 'newer dry run' };
        }
        const rows = flips.flatMap(({ customerId, fields }) => fields.map((field) => [trialId, field, customerId]));
        await bulkInsert(trx, 'rule_flip', ['trial_id', 'field', 'customer_id'], rows, { onConflict: 'skip' });
        if (isDone) await finish(trx, trialId, ctx.now());
        const afterId = ids.at(-1) ?? done.afterId;
        const customers = done.customers + flips.length;
        return {
          checkpoint: { afterId, customers } satisfies Checkpoint,
          progress: isDone ? 1 : (afterId - range.first) / Math.max(1, range.last - range.first),
          note: `${customers} would change`,
        };
      });
    }
  },
});

async function finish(trx: Trx, trialId: number, at: number): Promise<void> {
  await trx.updateTable('rule_trial').set({ finished_at: at }).where('id', '=', trialId).execute();
}

async function keysOfCustomers(ctx: Ctx): Promise<{ first: number; last: number }> {
  const { first, last } = await ctx.db.heavy
    .selectFrom('customer')
    .select((eb) => [eb.fn.min('id').as('first'), eb.fn.max('id').as('last')])
    .executeTakeFirstOrThrow();
  return { first: Number(first ?? 0), last: Number(last ?? 0) };
}

/** Whether rules may tell apart what one record says: several phones of which one was checked, or says more. */
function canReorderWithinRecord(rules: RuleDocument | undefined): boolean {
  return (rules?.fields ?? []).some(
    ({ criteria }) => criteria.includes('VERIFIED') || criteria.includes('MOST_COMPLETE'),
  );
}

/** The next customers whom other rules could show differently: as a rule only those of whom several records speak. */
async function nextCustomers(ctx: Ctx, afterId: number, all: boolean): Promise<number[]> {
  let query = ctx.db.heavy
    .selectFrom('source_record')
    .select('customer_id')
    .where('customer_id', '>', afterId)
    .where('recorded_to', 'is', null)
    .where('retracted', '=', 0)
    .groupBy('customer_id')
    .orderBy('customer_id')
    .limit(BATCH);
  if (!all) query = query.having((eb) => eb.fn.countAll(), '>', 1);
  return (await query.execute()).map(({ customer_id }) => customer_id);
}

async function flipsAmong(ctx: Ctx, ids: readonly number[], before: SurvivorshipRules, after: SurvivorshipRules) {
  const found = [...(await statementsByCustomer(ctx, RULE_TRIAL_JOB, ids))].map(([customerId, statements]) => ({
    customerId,
    fields: differingFields(chooseFrom(statements, before), chooseFrom(statements, after)),
  }));
  return found.filter(({ fields }) => fields.length > 0);
}

/** Removes what earlier dry runs found, in small steps: those before this one in the order that {@link lastRuleTrial} goes by. */
async function removeFormerTrials(step: JobStep, trialId: number): Promise<void> {
  const own = await step.ctx.db.read
    .selectFrom('rule_trial')
    .select('started_at')
    .where('id', '=', trialId)
    .executeTakeFirst();
  if (!own) return;
  for (let isDone = false; !isDone;) {
    await step.commit(async (trx) => {
      const former = await trx
        .selectFrom('rule_trial')
        .select('id')
        .where((eb) =>
          eb.or([
            eb('started_at', '<', own.started_at),
            eb.and([eb('started_at', '=', own.started_at), eb('id', '<', trialId)]),
          ]),
        )
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (!former) {
        isDone = true;
        return {};
      }
      const rows = await trx
        .selectFrom('rule_flip')
        .select(['field', 'customer_id'])
        .where('trial_id', '=', former.id)
        .orderBy('field')
        .orderBy('customer_id')
        .limit(REMOVED_AT_ONCE)
        .execute();
      for (const [field, own] of Map.groupBy(rows, (row) => row.field))
        await trx
          .deleteFrom('rule_flip')
          .where('trial_id', '=', former.id)
          .where('field', '=', field)
          .where('customer_id', '<=', own.at(-1)?.customer_id ?? 0)
          .execute();
      if (rows.length === 0) await trx.deleteFrom('rule_trial').where('id', '=', former.id).execute();
      return {};
    });
  }
}
