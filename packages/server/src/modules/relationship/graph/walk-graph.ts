import { RELATIONSHIP_LIMITS as LIMITS } from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import { findCustomer, findCustomers } from '../../customer/index.ts';
import type { EdgeWish } from '../edge/edge-conditions.ts';
import { asRelationships } from '../edge/edge.loader.ts';
import { edgesAround } from '../edge/read-edges.ts';
import type { RelationshipGraph } from './relationship-graph.type.ts';

/**
 * Goes from a customer along relationships, in either direction, as far as is asked, and only over customers whom the actor sees.
 * One statement for each step that finds somebody, three beside. The nearest come first when there are too many; undefined when
 * there is no such customer.
 */
export async function walkGraph(
  ctx: Ctx,
  of: number,
  depth: number,
  wish: EdgeWish,
): Promise<RelationshipGraph | undefined> {
  const start = await findCustomer(ctx, of);
  if (!start) return undefined;
  const distances = new Map([[of, 0]]);
  let frontier = [of];
  let isCut = false;
  for (let step = 1; step <= depth && frontier.length > 0 && !isCut; step++) {
    const room = LIMITS.graphCustomers - distances.size;
    const found = await neighbours(ctx, frontier, [...distances.keys()], wish, room + 1);
    isCut = found.length > room;
    frontier = found.slice(0, room);
    for (const key of frontier) distances.set(key, step);
  }
  const rows = await between(ctx, [...distances.keys()], wish);
  const shown = rows.slice(0, LIMITS.graphRelationships);
  const customers = await findCustomers(ctx, [...distances.keys()]);
  const nodes = customers.map((customer) => ({ customer, distance: distances.get(customer.key) ?? 0 }));
  return {
    nodes: nodes.toSorted((a, b) => a.distance - b.distance || a.customer.key - b.customer.key),
    edges: await asRelationships(ctx, shown),
    isCut: isCut || rows.length > shown.length,
  };
}

/** Customers beside some that are not known yet. */
async function neighbours(
  ctx: Ctx,
  from: readonly number[],
  known: readonly number[],
  wish: EdgeWish,
  limit: number,
): Promise<number[]> {
  const rows = await edgesAround(ctx, from, wish)
    .select('edge.farKey')
    .distinct()
    .where('edge.farKey', 'not in', [...known])
    .orderBy('edge.farKey')
    .limit(limit)
    .execute();
  return rows.map(({ farKey }) => farKey);
}

/** The relationships among customers, each once, one more than is shown. */
async function between(ctx: Ctx, keys: readonly number[], wish: EdgeWish) {
  return await edgesAround(ctx, keys, wish)
    .selectAll('edge')
    .whereRef('edge.nearKey', '=', 'edge.fromKey')
    .where('edge.farKey', 'in', [...keys])
    .orderBy('edge.key', 'desc')
    .limit(LIMITS.graphRelationships + 1)
    .execute();
}
