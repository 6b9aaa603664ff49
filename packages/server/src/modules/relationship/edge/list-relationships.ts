import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { todayLoader } from '../today.ts';
import type { EdgeWish } from './edge-conditions.ts';
import { asRelationships } from './edge.loader.ts';
import { countEdges, readEdges } from './read-edges.ts';
import type { RelationshipFilter } from './relationship.input.ts';
import type { Relationship } from './relationship.type.ts';

interface PageKey {
  readonly customerKey: number;
  readonly wish: EdgeWish;
  readonly limit: number;
  readonly after: number | undefined;
}

// What is asked alike of many customers is read at once.
const alike = ({ wish, limit, after }: PageKey) => JSON.stringify([wish, limit, after]);
const cacheKeyFn = (key: PageKey) => `${key.customerKey} ${alike(key)}`;

function pageLoader(ctx: Ctx): DataLoader<PageKey, Relationship[], string> {
  return new DataLoader(
    async (keys) => {
      const found = new Map<string, Relationship[]>();
      for (const [asked, group] of Map.groupBy(keys, alike)) {
        const [first] = group;
        if (!first) continue;
        const customers = group.map(({ customerKey }) => customerKey);
        const rows = await readEdges(ctx, customers, first.wish, first);
        const edges = await asRelationships(ctx, rows);
        for (const [index, edge] of edges.entries()) {
          const key = `${rows[index]?.nearKey} ${asked}`;
          found.set(key, [...(found.get(key) ?? []), edge]);
        }
      }
      return keys.map((key) => found.get(cacheKeyFn(key)) ?? []);
    },
    { cacheKeyFn },
  );
}

function countLoader(ctx: Ctx): DataLoader<PageKey, number, string> {
  return new DataLoader(
    async (keys) => {
      const found = new Map<string, number>();
      for (const [asked, group] of Map.groupBy(keys, alike)) {
        const [first] = group;
        if (!first) continue;
        const counts = await countEdges(
          ctx,
          group.map(({ customerKey }) => customerKey),
          first.wish,
        );
        for (const [customerKey, n] of counts) found.set(`${customerKey} ${asked}`, n);
      }
      return keys.map((key) => found.get(cacheKeyFn(key)) ?? 0);
    },
    { cacheKeyFn },
  );
}

/** What a filter says, with the present day where that counts. */
export async function wishOf(ctx: Ctx, filter: RelationshipFilter | null): Promise<EdgeWish> {
  const { types, includeEnded, validAt } = filter ?? {};
  const isNow = !includeEnded && validAt == null;
  return {
    types: types ?? undefined,
    validAt: validAt ?? undefined,
    endsFrom: isNow ? await ctx.once(todayLoader)() : undefined,
  };
}

/** One page of a customer's relationships, the latest recorded first; those of many customers are read with one statement. */
export async function listRelationships(
  ctx: Ctx,
  customerKey: number,
  args: { readonly first: number; readonly after: string | null; readonly filter: RelationshipFilter | null },
): Promise<Page<Relationship> & { totalCount: () => Promise<number> }> {
  const request = pageRequest(ctx, 'relationships', args);
  const wish = await wishOf(ctx, args.filter);
  const after = request.after?.[0] == null ? undefined : Number(request.after[0]);
  const key = { customerKey, wish, limit: request.first + 1, after };
  const rows = await ctx.once(pageLoader).load(key);
  return {
    ...toPage(ctx, request, rows, (row) => [row.key]),
    totalCount: async () => await ctx.once(countLoader).load({ ...key, limit: 0, after: undefined }),
  };
}
