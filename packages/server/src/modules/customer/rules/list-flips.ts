import type { CustomerField } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { loadUser } from '../../access/index.ts';
import { findCustomers } from '../api/customer.repository.ts';
import { visibleCondition } from '../scope/customer-scope.ts';
import { levelOfCustomer } from '../scope/row-levels.ts';
import { shieldedValue } from '../sealed/shown-text.ts';
import { statementsByCustomer } from '../source/read-statements.ts';
import { readSources } from '../source/sources.ts';
import { chooseFrom } from '../survivorship/choose.ts';
import { compileSet, findRuleSet } from './rule-sets.ts';
import type { RuleFlip } from './rule-trial.type.ts';
import { lastRuleTrial } from './rule-trials.ts';
import { shownValue } from './shown-values.ts';

/** The customers, among those that the actor sees, who would show another value of a field, in order of their keys. */
export async function listFlips(
  ctx: Ctx,
  field: CustomerField,
  page: { first?: number | null; after?: string | null },
): Promise<Page<RuleFlip>> {
  const trial = await lastRuleTrial(ctx.db.read);
  const request = pageRequest(ctx, `ruleFlips:${trial?.id ?? 0}:${field}`, page);
  if (!trial) return toPage<RuleFlip>(ctx, request, [], () => []);
  let query = ctx.db.read
    .selectFrom('rule_flip')
    .innerJoin('customer', 'customer.id', 'rule_flip.customer_id')
    .select('rule_flip.customer_id as id')
    .where('rule_flip.trial_id', '=', trial.id)
    .where('rule_flip.field', '=', field)
    .where('rule_flip.customer_id', '>', Number(request.after?.[0] ?? 0))
    .orderBy('rule_flip.customer_id')
    .limit(request.first + 1);
  const visible = visibleCondition(ctx);
  if (visible) query = query.where(visible);
  const ids = (await query.execute()).map(({ id }) => id);

  const sources = await readSources(ctx.db.read);
  const before = compileSet(sources, (await findRuleSet(ctx.db.read, trial.base_version))?.document);
  const after = compileSet(sources, trial.document);
  const statements = await statementsByCustomer(ctx, 'RULE_FLIPS', ids);
  const customers = new Map((await findCustomers(ctx, ids)).map((customer) => [customer.key, customer]));
  const flips = await Promise.all(
    ids.map(async (id): Promise<RuleFlip[]> => {
      const customer = customers.get(id);
      if (!customer) return [];
      const said = statements.get(id) ?? [];
      const value = async (rules: typeof before) => {
        const { text } = shownValue(chooseFrom(said, rules), field);
        return shieldedValue(field, field === 'OWNER' && text !== null ? await nameOf(ctx, text) : text);
      };
      return [
        {
          ...(await levelOfCustomer(ctx, id)),
          customerKey: id,
          field,
          customer,
          before: await value(before),
          after: await value(after),
        },
      ];
    }),
  );
  return toPage(ctx, request, flips.flat(), ({ customerKey }) => [customerKey]);
}

async function nameOf(ctx: Ctx, key: string): Promise<string | null> {
  return (await loadUser(ctx, Number(key)))?.name ?? null;
}
