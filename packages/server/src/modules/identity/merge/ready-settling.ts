import type { Ctx } from '../../../platform/context/context.ts';
import { beginSeals, KEYS_PER_RECOMPUTE, type SettlingWith } from '../../customer/index.ts';

/** What an operation gets ahead of its transaction. */
export type Settling = Omit<SettlingWith, 'at'>;

/** Gets keys and what values are opened and sealed with, for so many customers to be shown anew. Not within a transaction. */
export async function readySettling(ctx: Ctx, purpose: string, customers: number): Promise<Settling> {
  const nextId = await ctx.db.ids.claim(customers * KEYS_PER_RECOMPUTE + 1);
  return { nextId, seals: await beginSeals(ctx, purpose) };
}
