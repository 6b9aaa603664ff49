import { createContext, type Ctx } from '../../../platform/context/context.ts';
import type { PreparedDocument } from '../../../platform/graphql/documents.ts';

/** Root fields that are asked for as changes only because they write down that something was read. */
const REVEALING: ReadonlySet<string> = new Set(['customerReveal']);

/**
 * The context in which an operation runs. Break-glass adds to what its holder may read: it counts in queries and in revealing.
 * Whatever changes or follows something, or comes in another way (tokens, sockets, files, jobs), does so with the rights of one's
 * roles alone, so that seeing more for an hour cannot be made into something that lasts.
 */
export function underBreakGlass(ctx: Ctx, operation: Pick<PreparedDocument, 'needs' | 'rootFields'>): Ctx {
  const { breakGlass } = ctx.actor;
  if (!breakGlass || !isReading(operation)) return ctx;
  const { access, locale, requestId, client } = ctx;
  const { id, grants } = breakGlass;
  access.breakGlass = { id, met: new Set() };
  const actor = { ...ctx.actor, grants, permissions: grants.permissions };
  return createContext(ctx, { actor, access, locale, requestId, client });
}

function isReading({ needs, rootFields }: Pick<PreparedDocument, 'needs' | 'rootFields'>): boolean {
  return needs.kind === 'query' || (needs.kind === 'mutation' && rootFields.isSubsetOf(REVEALING));
}
