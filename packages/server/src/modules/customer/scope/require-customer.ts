import type { Capability, DataClass } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { isAmong } from './among.ts';
import { grantedCondition, visibleCondition } from './customer-scope.ts';

/**
 * Asks, inside the transaction that is about to change a customer, whether the actor may: the customer must be one they see
 * (otherwise it is NOT_FOUND, as if there were none) and one for whom they have the capability on every class concerned
 * (otherwise NOT_ALLOWED). No statement when all customers are granted.
 */
export async function requireCustomer(
  db: Queryable,
  ctx: Ctx,
  customerId: number,
  capability: Capability,
  classes: readonly DataClass[],
  field: readonly string[] = ['id'],
): Promise<void> {
  const conditions = [
    visibleCondition(ctx),
    ...classes.map((dataClass) => grantedCondition(ctx, dataClass, capability)),
  ];
  const [visible, ...granted] = conditions;
  if (!(await isAmong(db, customerId, visible))) refuse('NOT_FOUND', field);
  for (const condition of granted) if (!(await isAmong(db, customerId, condition))) refuse('NOT_ALLOWED', field);
}
