import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import type { CustomerPayload } from './customer-payload.type.ts';
import { findCustomer } from './customer.repository.ts';
import { selectedColumns } from './selected-columns.ts';

/** What the argument `version` of a change of a customer is. */
export const VERSION = 'The version that the change was made on.';

/** The row that a change is about. Refuses NOT_FOUND, STALE. */
export function target(ctx: Ctx, id: string, version: string): { id: number; version: number } {
  const key = ctx.publicIds.decode('cus', id) ?? refuse('NOT_FOUND', ['id']);
  return { id: key, version: ctx.publicIds.versionOf(key, version) ?? refuse('STALE', ['version']) };
}

/** Makes a change of a customer, whose key `work` returns, and answers with the customer as it is then. */
export async function changed(
  ctx: Ctx,
  info: GraphQLResolveInfo,
  work: () => Promise<number>,
): Promise<CustomerPayload> {
  return await answer(ctx, async () => ({
    customer: (await findCustomer(ctx, await work(), selectedColumns(info))) ?? null,
  }));
}
