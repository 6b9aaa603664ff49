import type { AuditAction } from '@dossier/shared/audit';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { findByNumber } from './find-by-number.ts';
import { numbersOf } from './numbers.ts';

const MOST_AT_ONCE = 10_000;
const LONGEST_REASON = 200;

/**
 * Sets numbers aside, for cards printed ahead or a shop without a connection. Nobody gets one of them but who names it when
 * creating a customer.
 *
 * Refuses OUT_OF_RANGE unless 1 to 10,000 are asked for, NUMBERS_EXHAUSTED.
 */
export async function reserveNumbers(ctx: Ctx, count: number, reason: string | null | undefined): Promise<string[]> {
  if (count < 1 || count > MOST_AT_ONCE)
    refuse(count < 1 ? 'TOO_SMALL' : 'TOO_LARGE', ['count'], { min: 1, max: MOST_AT_ONCE });
  const settings = await ctx.settings();
  const claimed = await numbersOf(ctx.db).claim(count, {
    pattern: settings.numberPattern,
    at: ctx.now(),
    timeZone: settings.timeZone,
  });
  const numbers = Array.from({ length: count }, claimed.next);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const rows = numbers.map((number) => ({
      number,
      state: 'RESERVED',
      customer_id: null,
      successor: null,
      changed_at: ctx.now(),
      reason: reason?.slice(0, LONGEST_REASON) ?? null,
    }));
    for (let start = 0; start < rows.length; start += 1_000)
      await trx
        .insertInto('number_alias')
        .values(rows.slice(start, start + 1_000))
        .execute();
    await recordAudit(trx, ctx, {
      action: 'customerNumber.reserved',
      objectType: 'customerNumber',
      detail: { count, first: numbers[0], last: numbers.at(-1) },
      ...(reason ? { reason } : {}),
    });
  });
  return numbers;
}

/** Makes a reserved number unusable, for example of a lost card. Refuses NOT_FOUND for a number that is not reserved. */
export async function freezeNumber(ctx: Ctx, number: string, reason: string | null | undefined): Promise<void> {
  await turn(ctx, number, { from: 'RESERVED', to: 'FROZEN', action: 'customerNumber.frozen', reason });
}

/** Makes a frozen number usable again. Refuses NOT_FOUND for a number that is not frozen. */
export async function unfreezeNumber(ctx: Ctx, number: string): Promise<void> {
  await turn(ctx, number, { from: 'FROZEN', to: 'RESERVED', action: 'customerNumber.unfrozen', reason: null });
}

/** Uses a reserved number up, in the transaction that gives it to a customer. Refuses NOT_FOUND when it is not reserved. */
export async function useReservedNumber(trx: Trx, number: string): Promise<void> {
  const used = await trx
    .deleteFrom('number_alias')
    .where('number', '=', number)
    .where('state', '=', 'RESERVED')
    .executeTakeFirst();
  if (used.numDeletedRows === 0n) refuse('NOT_FOUND', ['input', 'number']);
}

async function turn(
  ctx: Ctx,
  typed: string,
  change: { from: string; to: string; action: AuditAction; reason: string | null | undefined },
): Promise<void> {
  const { number } = await findByNumber(ctx, typed);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const turned = await trx
      .updateTable('number_alias')
      .set({
        state: change.to,
        changed_at: ctx.now(),
        ...(change.reason == null ? {} : { reason: change.reason.slice(0, LONGEST_REASON) }),
      })
      .where('number', '=', number)
      .where('state', '=', change.from)
      .executeTakeFirst();
    if (turned.numUpdatedRows === 0n) refuse('NOT_FOUND', ['number']);
    await recordAudit(trx, ctx, {
      action: change.action,
      objectType: 'customerNumber',
      detail: { number },
      ...(change.reason ? { reason: change.reason } : {}),
    });
  });
}
