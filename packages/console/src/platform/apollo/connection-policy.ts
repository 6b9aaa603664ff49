import type { FieldPolicy, Reference } from '@apollo/client/core';

interface Connection {
  readonly nodes?: readonly Reference[];
  readonly edges?: readonly { readonly cursor?: string }[];
  readonly pageInfo?: { readonly startCursor?: string | null };
}

/**
 * Merges the pages of a connection, by `nodes` and `edges` alike (Apollo's own policy knows only `edges`). A page asked
 * with `after` is appended, any other replaces the list. `keyArgs` are the arguments that choose rows.
 */
export function connectionPolicy(keyArgs: string[]): FieldPolicy<Connection> {
  return {
    keyArgs,
    merge(existing, incoming, { args }) {
      if (!existing || !args?.['after']) return incoming;
      return {
        ...incoming,
        ...(incoming.nodes && { nodes: append(existing.nodes, incoming.nodes, (node) => node.__ref) }),
        ...(incoming.edges && { edges: append(existing.edges, incoming.edges, (edge) => edge.cursor) }),
        ...(incoming.pageInfo && {
          pageInfo: { ...incoming.pageInfo, startCursor: existing.pageInfo?.startCursor ?? null },
        }),
      };
    },
  };
}

/** A page that arrives twice (an impatient second click) must not double its rows. */
function append<T>(
  before: readonly T[] = [],
  after: readonly T[],
  keyOf: (one: T) => string | undefined,
): readonly T[] {
  const known = new Set(before.map(keyOf));
  return [...before, ...after.filter((one) => keyOf(one) === undefined || !known.has(keyOf(one)))];
}
