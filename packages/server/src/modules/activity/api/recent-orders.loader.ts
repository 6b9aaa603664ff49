import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { readParts } from '../purchase/read-parts.ts';
import { sortFew } from '../../../platform/memory/sort-few.ts';
import { ORDER_SELECTION, orderFields } from './order.loader.ts';
import { type Products, readOrderLines } from './order-line.loader.ts';
import type { Order } from './order.type.ts';

/** How many of whose latest orders, and whether their lines come with them. */
export interface RecentOrdersKey {
  readonly customerKey: number;
  readonly first: number;
  readonly lines: Products | undefined;
}

/**
 * The latest orders of many customers with one statement, or two when they have many orders; their lines, when wanted, are read
 * once for all of them: a promise for the lines of each order would cost more than reading them.
 */
export function recentOrdersLoader(ctx: Ctx): DataLoader<RecentOrdersKey, Order[], string> {
  return new DataLoader(
    async (keys) => {
      const recent = await readRecent(ctx, keys);
      for (const products of ['with products', 'without products'] as const) {
        const orders = recent.filter((_, index) => keys[index]?.lines === products).flat();
        if (orders.length > 0) await addLines(ctx, orders, products);
      }
      return recent;
    },
    { cacheKeyFn: ({ customerKey, first, lines }) => `${customerKey}:${first}:${lines}` },
  );
}

async function addLines(ctx: Ctx, orders: readonly Order[], products: Products): Promise<void> {
  const lines = await readOrderLines(ctx, orders, products);
  for (const [index, order] of orders.entries()) order.knownLines = lines[index] ?? [];
}

const FEW_ORDERS = 200;

async function readRecent(ctx: Ctx, keys: readonly RecentOrdersKey[]): Promise<Order[][]> {
  const most = Math.max(...keys.map(({ first }) => first));
  const customers = [...new Set(keys.map(({ customerKey }) => customerKey))];
  const rows = await readParts(customers, async (part) => {
    // Most customers have few orders: reading them all is half of what ranking them costs.
    const bound = Math.max(FEW_ORDERS, 2 * most * part.length);
    const all = await readRows(
      ctx.db,
      ctx.db.read
        .selectFrom('purchase_order')
        .select(ORDER_SELECTION)
        .where('customer_id', 'in', part)
        .where('retracted', '=', 0)
        .limit(bound),
      orderFields,
    );
    return all.length < bound ? all : await readRanked(ctx, part, most);
  });
  const byCustomer = Map.groupBy(rows, ({ customerKey }) => customerKey);
  return keys.map(({ customerKey, first }) => {
    const own = byCustomer.get(customerKey) ?? [];
    return sortFew(own, (a, b) => b.placedAt - a.placedAt || b.key - a.key).slice(0, first);
  });
}

// Ranked on the index alone; only the orders that are wanted are then read.
async function readRanked(ctx: Ctx, customers: readonly number[], most: number) {
  return await readRows(
    ctx.db,
    ctx.db.read
      .selectFrom((eb) =>
        eb
          .selectFrom('purchase_order')
          .select([
            'id as latest_id',
            sql<number>`row_number() over (partition by customer_id order by placed_at desc, id desc)`.as('place'),
          ])
          .where('customer_id', 'in', customers)
          .where('retracted', '=', 0)
          .as('ranked'),
      )
      .innerJoin('purchase_order', 'purchase_order.id', 'ranked.latest_id')
      .select(ORDER_SELECTION)
      .where('place', '<=', most),
    orderFields,
  );
}
