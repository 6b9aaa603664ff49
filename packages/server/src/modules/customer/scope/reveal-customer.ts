import { type DataClass, REVEAL_REASON } from '@dossier/shared/access';
import { fieldsBehind } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { requireStepUp } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { journalRows, writeJournal } from '../../privacy/index.ts';
import { requireCustomer } from './require-customer.ts';

/**
 * Writes down, in the audit log and the ledger of who saw what, that somebody is about to see values of a customer that are masked or hidden otherwise: which ones, and why. The
 * values may be read once this has returned. Refuses REQUIRED, TOO_SHORT and TOO_LONG for the reason, NOT_FOUND, NOT_ALLOWED.
 */
export async function noteReveal(
  ctx: Ctx,
  customerId: number,
  fields: readonly string[],
  classes: readonly DataClass[],
  reason: string,
): Promise<void> {
  requireStepUp(ctx);
  const why = reason.trim();
  if (!why) refuse('REQUIRED', ['reason']);
  if (why.length < REVEAL_REASON.min) refuse('TOO_SHORT', ['reason'], { min: REVEAL_REASON.min });
  if (why.length > REVEAL_REASON.max) refuse('TOO_LONG', ['reason'], { max: REVEAL_REASON.max });
  await requireCustomer(ctx.db.read, ctx, customerId, 'REVEAL', classes);
  const seen = await journalRows(ctx, {
    way: 'REVEAL',
    readerId: ctx.actor.userId,
    purpose: '',
    fieldSet: fields.flatMap(fieldsBehind),
    customerKeys: [customerId],
    requestId: ctx.requestId,
  });
  await ctx.db.ids.ensure(1 + seen.length);
  await ctx.db.transaction(async (trx) => {
    await writeJournal(trx, ctx, seen);
    await recordAudit(trx, ctx, {
      action: 'customer.revealed',
      objectType: 'customer',
      objectId: customerId,
      fields,
      reason: why,
    });
  });
}
