import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { readParts } from '../purchase/read-parts.ts';
import type { OrderStats } from './customer-orders.type.ts';
import { moneyOf } from './money.type.ts';

/** Purchases in figures by customer; one statement for many customers. */
export function orderStatsLoader(ctx: Ctx): DataLoader<number, OrderStats> {
  return new DataLoader(async (customerKeys) => {
    const rows = await readParts(customerKeys, (part) =>
      ctx.db.read
        .selectFrom('purchase_order')
        .select((eb) => [
          'customer_id as customerKey',
          'currency',
          eb.fn.countAll<number>().as('count'),
          eb.fn.min('placed_at').as('firstAt'),
          eb.fn.max('placed_at').as('lastAt'),
          sql<string>`cast(sum(total) as char)`.as('total'),
        ])
        .where('customer_id', 'in', part)
        .where('retracted', '=', 0)
        .where('status', '<>', 'CANCELLED')
        .groupBy(['customer_id', 'currency'])
        .execute(),
    );
    const byCustomer = Map.groupBy(rows, ({ customerKey }) => customerKey);
    return customerKeys.map((key) => {
      const own = byCustomer.get(key)?.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)) ?? [];
      return {
        count: own.reduce((sum, { count }) => sum + Number(count), 0),
        firstAt: own.length > 0 ? Math.min(...own.map(({ firstAt }) => Number(firstAt))) : null,
        lastAt: own.length > 0 ? Math.max(...own.map(({ lastAt }) => Number(lastAt))) : null,
        totals: own.map(({ total, currency }) => moneyOf(total, currency)),
        averages: own.map(({ total, count, currency }) => moneyOf(average(BigInt(total), BigInt(count)), currency)),
      };
    });
  });
}

/** The quotient rounded half away from zero. */
function average(sum: bigint, count: bigint): bigint {
  const half = sum < 0n ? -count : count;
  return (2n * sum + half) / (2n * count);
}
