import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { readParts } from '../purchase/read-parts.ts';
import { ORDER_SELECTION, orderFields } from './order.loader.ts';
import type { Order } from './order.type.ts';

/** How many of whose latest orders. */
export interface RecentOrdersKey {
  readonly customerKey: number;
  readonly first: number;
}

/** The latest orders of many customers with one statement. */
export function recentOrdersLoader(ctx: Ctx): DataLoader<RecentOrdersKey, Order[], string> {
  return new DataLoader(async (keys) => await readRecent(ctx, keys), {
    cacheKeyFn: ({ customerKey, first }) => `${customerKey}:${first}`,
  });
}

async function readRecent(ctx: Ctx, keys: readonly RecentOrdersKey[]): Promise<Order[][]> {
  const most = Math.max(...keys.map(({ first }) => first));
  const customers = [...new Set(keys.map(({ customerKey }) => customerKey))];
  const rows = await readParts(customers, (part) =>
    readRows(
      ctx.db,
      ctx.db.read
        // Ranked on the index alone; only the orders that are wanted are then read.
        .selectFrom((eb) =>
          eb
            .selectFrom('purchase_order')
            .select([
              'id as latest_id',
              sql<number>`row_number() over (partition by customer_id order by placed_at desc, id desc)`.as('place'),
            ])
            .where('customer_id', 'in', part)
            .where('retracted', '=', 0)
            .as('ranked'),
        )
        .innerJoin('purchase_order', 'purchase_order.id', 'ranked.latest_id')
        .select([...ORDER_SELECTION, 'place'])
        .where('place', '<=', most),
      orderFields,
    ),
  );
  const byCustomer = Map.groupBy(rows, ({ customerKey }) => customerKey);
  return keys.map(({ customerKey, first }) => {
    const own = byCustomer.get(customerKey) ?? [];
    return own.toSorted((a, b) => a.place - b.place).slice(0, first);
  });
}
