import { instantOf, localTimeOf } from '@dossier/shared/standardise';
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { readParts } from '../purchase/read-parts.ts';
import type { PeriodAmount } from './customer-orders.type.ts';
import { moneyOf } from './money.type.ts';
import { orderStatsLoader } from './order-stats.loader.ts';

/** Whose spending over how many months. */
export interface SpendKey {
  readonly customerKey: number;
  readonly months: number;
}

interface Month {
  readonly period: string;
  /** Months since year 0. */
  readonly number: number;
  readonly start: number;
}

/**
 * Spending by month, for each customer the given number of months up to and with that of the latest order (not up to
 * today: the chart of a customer who left still shows something). Months without an order are there with 0.
 */
export function spendByMonthLoader(ctx: Ctx): DataLoader<SpendKey, PeriodAmount[], string> {
  return new DataLoader(async (keys) => await readSpending(ctx, keys), {
    cacheKeyFn: ({ customerKey, months }) => `${customerKey}:${months}`,
  });
}

async function readSpending(ctx: Ctx, keys: readonly SpendKey[]): Promise<PeriodAmount[][]> {
  const { timeZone } = await ctx.settings();
  const stats = await ctx.once(orderStatsLoader).loadMany(keys.map(({ customerKey }) => customerKey));
  const lastMonths = stats.map((one) =>
    one instanceof Error || one.lastAt === null ? undefined : monthOf(one.lastAt, timeZone),
  );
  const wanted = keys.flatMap((key, index) => {
    const last = lastMonths[index];
    return last === undefined ? [] : [{ ...key, first: last - key.months + 1, last }];
  });
  if (wanted.length === 0) return keys.map(() => []);
  const months = monthsBetween(
    Math.min(...wanted.map(({ first }) => first)),
    Math.max(...wanted.map(({ last }) => last)),
    timeZone,
  );
  const rows = await readSums(ctx, [...new Set(wanted.map(({ customerKey }) => customerKey))], months);
  const byCustomer = Map.groupBy(rows, ({ customerKey }) => customerKey);

  return keys.map(({ customerKey, months: count }, index) => {
    const last = lastMonths[index];
    const own = byCustomer.get(customerKey) ?? [];
    const currencies = [...new Set(own.map(({ currency }) => currency))].toSorted();
    return months
      .filter(({ number }) => last !== undefined && number > last - count && number <= last)
      .flatMap((month) => currencies.map((currency) => amountIn(month, currency, own)));
  });
}

interface Sum {
  readonly customerKey: number;
  readonly currency: string;
  readonly month: number;
  readonly orders: number;
  readonly total: string;
}

function amountIn({ period, number }: Month, currency: string, sums: readonly Sum[]): PeriodAmount {
  const sum = sums.find((one) => Number(one.month) === number && one.currency === currency);
  return { period, amount: moneyOf(sum?.total ?? 0, currency), orders: Number(sum?.orders ?? 0) };
}

async function readSums(ctx: Ctx, customerKeys: readonly number[], months: readonly Month[]): Promise<Sum[]> {
  // Newest first: the first start that is not later is the order's month.
  const branches = months
    .toReversed()
    .map(({ number, start }) => sql`when placed_at >= ${sql.lit(start)} then ${sql.lit(number)}`);
  return await readParts(customerKeys, (part) =>
    ctx.db.read
      .selectFrom((eb) =>
        eb
          .selectFrom('purchase_order')
          .select([
            'customer_id as customerKey',
            'currency',
            'total',
            sql<number>`case ${sql.join(branches, sql` `)} end`.as('month'),
          ])
          .where('customer_id', 'in', part)
          .where('retracted', '=', 0)
          .where('status', '<>', 'CANCELLED')
          .where('placed_at', '>=', months[0]?.start ?? 0)
          .as('placed'),
      )
      .select((eb) => [
        'customerKey',
        'currency',
        'month',
        eb.fn.countAll<number>().as('orders'),
        sql<string>`cast(sum(total) as char)`.as('total'),
      ])
      .groupBy(['customerKey', 'currency', 'month'])
      .execute(),
  );
}

function monthOf(instant: number, timeZone: string): number {
  const local = localTimeOf(instant, timeZone);
  return local.getUTCFullYear() * 12 + local.getUTCMonth();
}

function monthsBetween(first: number, last: number, timeZone: string): Month[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index;
    const year = Math.floor(number / 12);
    const month = number % 12;
    return {
      number,
      period: `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`,
      start: instantOf(Date.UTC(year, month, 1), timeZone).instant,
    };
  });
}
