import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { visibleCondition } from '../../customer/index.ts';

/**
 * The orders that exist for the actor: those of the customers they see. Orders of nobody known are for those who see all
 * customers. No condition for these.
 */
export function visibleOrders(ctx: Ctx, eb: ExpressionBuilder<Tables, 'purchase_order'>): Expression<SqlBool>[] {
  const visible = visibleCondition(ctx);
  if (!visible) return [];
  return [eb('purchase_order.customer_id', 'in', eb.selectFrom('customer').select('customer.id').where(visible))];
}
