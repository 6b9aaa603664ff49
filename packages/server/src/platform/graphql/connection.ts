import { type ClassType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../context/context.ts';
import { type CursorValues, openCursor, sealCursor } from './cursor.ts';
import { failure } from './failure.ts';
import { AboutInstallation, Readable } from './exposure.ts';

const DEFAULT_PAGE = 25;
const LARGEST_PAGE = 100;

/** Where a page stands in its list (Relay connection specification). */
@AboutInstallation()
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Readable(() => Boolean, 'PUBLIC', 'Whether more follows after this page.')
  hasNextPage: boolean;
  @Readable(() => Boolean, 'PUBLIC', 'Whether something stands before this page.')
  hasPreviousPage: boolean;
  @Readable(() => String, 'PUBLIC', 'Cursor of the first item; null on an empty page.', { nullable: true })
  startCursor: string | null;
  @Readable(() => String, 'PUBLIC', 'Cursor of the last item: pass it as `after` for the next page.', {
    nullable: true,
  })
  endCursor: string | null;
}

/** One page of a list, before GraphQL shapes it: cursors are made only when they are asked for. */
export interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly edges: readonly { readonly node: Row; readonly cursor: () => string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: () => string | null;
    readonly endCursor: () => string | null;
  };
}

/** What the caller asked for, checked. */
export interface PageRequest {
  readonly first: number;
  readonly after: CursorValues | undefined;
  /** Names the list and its order; cursors are bound to it. */
  readonly scope: string;
}

/**
 * Checks the paging arguments of a list.
 *
 * @throws BAD_USER_INPUT when `first` is not between 1 and 100 or the cursor is not of this list.
 */
export function pageRequest(
  ctx: Ctx,
  scope: string,
  args: { first?: number | null; after?: string | null },
): PageRequest {
  const first = args.first ?? DEFAULT_PAGE;
  if (first < 1 || first > LARGEST_PAGE) throw failure('BAD_USER_INPUT', `first must be between 1 and ${LARGEST_PAGE}`);
  return { first, scope, after: args.after ? openCursor(ctx, scope, args.after) : undefined };
}

/** Makes a page from up to `first + 1` rows: the row too many only tells that more follows. */
export function toPage<Row>(
  ctx: Ctx,
  request: PageRequest,
  rows: readonly Row[],
  valuesOf: (row: Row) => CursorValues,
): Page<Row> {
  const nodes = rows.length > request.first ? rows.slice(0, request.first) : rows;
  const cursorOf = (row: Row | undefined) => (row === undefined ? null : sealCursor(ctx, request.scope, valuesOf(row)));
  return {
    nodes,
    // GraphQL's default resolver calls a property that is a function, so unasked cursors cost nothing.
    edges: nodes.map((node) => ({ node, cursor: () => sealCursor(ctx, request.scope, valuesOf(node)) })),
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.after !== undefined,
      startCursor: () => cursorOf(nodes[0]),
      endCursor: () => cursorOf(nodes.at(-1)),
    },
  };
}

/** Declares the edge and connection types of a list, for example CustomerEdge and CustomerConnection. */
export function connectionOf<T extends object>(
  node: ClassType<T>,
  name: string,
  options: { totalCount: boolean; aboutInstallation?: boolean },
) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its cursor.` })
  class Edge {
    @Readable(() => String, 'PUBLIC', 'Where this item stands: pass it as `after` to go on from here.')
    cursor: string;
    @Readable(() => node, 'PUBLIC', 'The item.')
    node: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection {
    @Readable(() => [Edge], 'PUBLIC', 'The items with their cursors.')
    edges: Edge[];
    @Readable(() => [node], 'PUBLIC', 'The items alone.')
    nodes: T[];
    @Readable(() => PageInfo, 'PUBLIC', 'Where this page stands.')
    pageInfo: PageInfo;
    totalCount: number;
  }
  if (options.aboutInstallation) for (const type of [Edge, Connection]) AboutInstallation()(type);
  if (options.totalCount) {
    Readable(
      () => Int,
      'INTERNAL',
      'How many items the whole list has. Counted only when asked for.',
    )(Connection.prototype, 'totalCount');
  }
  return Connection;
}
