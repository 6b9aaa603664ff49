import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import { type EdgeWish, edgeConditions, farConditions } from './edge-conditions.ts';

/** The columns of a relationship as the API names them. */
export const EDGE_SELECTION = [
  'edge.id as key',
  'edge.version as versionNumber',
  'edge.from_customer_id as fromKey',
  'edge.to_customer_id as toKey',
  'edge.type',
  'edge.title',
  'edge.department',
  'edge.note',
  'edge.valid_from as validFrom',
  'edge.valid_to as validTo',
  'edge.withdrawn as isWithdrawn',
  'edge.source_id as sourceKey',
  'edge.recorded_by as recordedByKey',
  'edge.recorded_from as recordedAt',
  'edge.recorded_to as supersededAt',
] as const;

/** The relationships of customers from their side: `nearKey` is one of them, `farKey` whom it joins them with. */
export function edgesAround(ctx: Ctx, customerKeys: readonly number[], wish: EdgeWish) {
  return ctx.db.read
    .selectFrom(sides(ctx.db.read, customerKeys, wish).as('edge'))
    .innerJoin('customer', 'customer.id', 'edge.farKey')
    .where((eb) => eb.and(farConditions(ctx)));
}

function sides(db: Reader, customerKeys: readonly number[], wish: EdgeWish) {
  const side = (near: 'from_customer_id' | 'to_customer_id', far: 'from_customer_id' | 'to_customer_id') =>
    db
      .selectFrom('relationship as edge')
      .select(EDGE_SELECTION)
      .select([`edge.${near} as nearKey`, `edge.${far} as farKey`])
      .where(`edge.${near}`, 'in', [...customerKeys])
      .where((eb) => eb.and(edgeConditions(wish)));
  return side('from_customer_id', 'to_customer_id').unionAll(side('to_customer_id', 'from_customer_id'));
}

/** Which page of each customer's relationships, the latest recorded first. */
export interface EdgeWindow {
  readonly limit: number;
  /** Key of the relationship to go on from. */
  readonly after: number | undefined;
}

/** A page of the relationships of each of these customers: one statement. */
export async function readEdges(ctx: Ctx, customerKeys: readonly number[], wish: EdgeWish, window: EdgeWindow) {
  let query = edgesAround(ctx, customerKeys, wish).selectAll('edge');
  const { after } = window;
  if (after !== undefined) query = query.where('edge.key', '<', after);
  return await ctx.db.read
    .selectFrom(
      query
        .select(
          sql<number>`row_number() over (partition by ${sql.ref('edge.nearKey')} order by ${sql.ref('edge.key')} desc)`.as(
            'place',
          ),
        )
        .as('ranked'),
    )
    .selectAll()
    .where('place', '<=', window.limit)
    .orderBy('key', 'desc')
    .execute();
}

/** How many relationships each of these customers has: one statement. */
export async function countEdges(
  ctx: Ctx,
  customerKeys: readonly number[],
  wish: EdgeWish,
): Promise<ReadonlyMap<number, number>> {
  const rows = await edgesAround(ctx, customerKeys, wish)
    .select((eb) => ['edge.nearKey', eb.fn.countAll<number>().as('n')])
    .groupBy('edge.nearKey')
    .execute();
  return new Map(rows.map(({ nearKey, n }) => [nearKey, Number(n)]));
}
