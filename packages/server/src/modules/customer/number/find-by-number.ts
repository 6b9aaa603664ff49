import { checkNumber, numberPattern, plainNumber, writtenNumber } from '@dossier/shared/customer-number';
import type { Ctx } from '../../../platform/context/context.ts';

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
 * Looks a customer number up however it was typed (case, width, separators). A retired number answers with its
 * successor; one whose check character is wrong is told apart from one that does not exist.
 */
export async function findByNumber(ctx: Ctx, typed: string): Promise<NumberAnswer> {
  const pattern = numberPattern((await ctx.settings()).numberPattern);
  const plain = plainNumber(typed);
  const written = writtenNumber(pattern, plain);
  const writings = [...new Set([written, plain, typed.trim()])].filter((text) => text !== '' && text.length <= 40);
  if (writings.length === 0) return { ...NOTHING, verdict: 'NOT_A_NUMBER', number: typed };

  const found = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'number'])
    .where('number', 'in', writings)
    .executeTakeFirst();
  if (found) {
    const alias = await aliasOf(ctx, found.number);
    if (alias) return { ...NOTHING, ...alias, number: found.number };
    return { ...NOTHING, verdict: 'FOUND', number: found.number, customerId: found.id };
  }
  for (const writing of writings) {
    const alias = await aliasOf(ctx, writing);
    if (alias) return { ...NOTHING, ...alias, number: writing };
  }
  const verdict = checkNumber(pattern, typed);
  if (verdict.state === 'OK') return { ...NOTHING, verdict: 'UNKNOWN', number: written };
  if (verdict.state === 'NOT_A_NUMBER') return { ...NOTHING, verdict: 'NOT_A_NUMBER', number: typed };
  return { ...NOTHING, verdict: 'MISTYPED', number: written, suggestions: await existing(ctx, verdict.suggestions) };
}

async function aliasOf(ctx: Ctx, number: string) {
  const alias = await ctx.db.read
    .selectFrom('number_alias')
    .select(['state', 'customer_id', 'successor'])
    .where('number', '=', number)
    .executeTakeFirst();
  if (!alias) return undefined;
  // Written by this folder only, with these states.
  const verdict = alias.state as 'RETIRED' | 'RESERVED' | 'FROZEN';
  return { verdict, customerId: alias.customer_id, successorNumber: alias.successor };
}

async function existing(ctx: Ctx, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select('number')
    .where('number', 'in', [...numbers])
    .execute();
  return rows.map(({ number }) => number);
}
