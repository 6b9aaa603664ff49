import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { findCustomers } from './customer.repository.ts';
import type { Customer } from './customer.type.ts';

/** Customers by key. */
export function customerLoader(ctx: Ctx): DataLoader<number, Customer | null> {
  return new DataLoader(async (ids) => {
    const found = new Map((await findCustomers(ctx, ids)).map((customer) => [customer.key, customer]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
