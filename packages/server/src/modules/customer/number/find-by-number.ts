import type { Ctx } from '../../../platform/context/context.ts';
import { findCustomers } from '../api/customer.repository.ts';
import { visibleCondition } from '../scope/customer-scope.ts';
import { numberPatterns, readTypedNumber } from './number-patterns.ts';

/** What is known of a customer number that somebody typed. */
export interface NumberAnswer {
  readonly verdict: 'FOUND' | 'RETIRED' | 'RESERVED' | 'FROZEN' | 'MISTYPED' | 'UNKNOWN' | 'NOT_A_NUMBER';
  /** The number in its proper writing. */
  readonly number: string;
  readonly customerId: number | null;
  readonly successorNumber: string | null;
  /** Existing numbers one slip away. */
  readonly suggestions: readonly string[];
}

const NOTHING = { customerId: null, successorNumber: null, suggestions: [] };

/**
 * Looks a customer number up however it was typed (case, width, separators) and whichever pattern it was made by. A retired
 * number answers with its successor; one whose check character is wrong is told apart from one that does not exist.
 */
export async function findByNumber(ctx: Ctx, typed: string): Promise<NumberAnswer> {
  const { numbers, writings, isMistyped, suggestions } = readTypedNumber(await numberPatterns(ctx), typed);
  if (writings.length === 0) return { ...NOTHING, verdict: 'NOT_A_NUMBER', number: typed };

  const found = likeliest(writings, await visibleNumbers(ctx, writings));
  const alias = likeliest(
    writings,
    await ctx.db.read
      .selectFrom('number_alias')
      .select(['number', 'state', 'customer_id', 'successor'])
      .where('number', 'in', found ? [found.number] : writings)
      .execute(),
  );
  // A retired number tells of its customer: to those who may see that one.
  if (alias && (await isKnowable(ctx, alias.customer_id))) {
    // Written by this folder only, with these states.
    const verdict = alias.state as 'RETIRED' | 'RESERVED' | 'FROZEN';
    const { number, customer_id: customerId, successor: successorNumber } = alias;
    return { ...NOTHING, verdict, number, customerId, successorNumber };
  }
  if (found) return { ...NOTHING, verdict: 'FOUND', number: found.number, customerId: found.id };
  const [written] = numbers;
  if (written !== undefined) return { ...NOTHING, verdict: 'UNKNOWN', number: written };
  if (!isMistyped) return { ...NOTHING, verdict: 'NOT_A_NUMBER', number: typed };
  return { ...NOTHING, verdict: 'MISTYPED', number: typed.trim(), suggestions: await existing(ctx, suggestions) };
}

/** The row whose number stands first among the writings. */
function likeliest<Row extends { number: string }>(writings: readonly string[], rows: readonly Row[]): Row | undefined {
  return rows.toSorted((a, b) => writings.indexOf(a.number) - writings.indexOf(b.number))[0];
}

/** Customers with one of these numbers that the actor may see: of the others, not even that they exist is told. */
async function visibleNumbers(ctx: Ctx, numbers: readonly string[]): Promise<{ id: number; number: string }[]> {
  const visible = visibleCondition(ctx);
  const query = ctx.db.read
    .selectFrom('customer')
    .select(['id', 'number'])
    .where('number', 'in', [...numbers]);
  return await (visible ? query.where(visible) : query).execute();
}

async function isKnowable(ctx: Ctx, customerId: number | null): Promise<boolean> {
  return !customerId || !visibleCondition(ctx) || (await findCustomers(ctx, [customerId], ['key'])).length > 0;
}

async function existing(ctx: Ctx, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  return (await visibleNumbers(ctx, numbers)).map(({ number }) => number);
}
