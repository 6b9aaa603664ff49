import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { holdShown, shownAs } from '../../custody/index.ts';
import { readHeld } from './read-later.ts';
import { readySettling } from './ready-settling.ts';
import { release } from './unmerge-customer.ts';

/**
 * Gives a customer back who is to be erased and was merged since that was asked for: what was approved is to erase this one, and
 * nobody else. Does nothing for one who is no part of another.
 */
export async function releaseForErasure(ctx: Ctx, customerId: number): Promise<void> {
  if ((await shownAs(ctx.db.read, [customerId]))(customerId) === customerId) return;
  const ready = await readySettling(ctx, 'ERASURE', 2);
  await ctx.db.ids.ensure(20);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'customer', [customerId, (await shownAs(trx, [customerId]))(customerId)]);
    await holdShown(trx, [customerId]);
    const held = await readHeld(trx, customerId, ready.seals);
    if (held) await release(trx, ctx, held, { things: held.things, reason: null, ready });
  });
}
