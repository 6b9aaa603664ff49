import type { Ctx } from '../context/context.ts';
import type { Documents, PreparedDocument } from './documents.ts';
import { failure } from './failure.ts';

/** Who may run which documents. */
export interface DocumentPolicy {
  readonly documents: Documents;
  /** Whether sessions may send documents that the console does not have. */
  readonly freeWithSession: boolean;
  /** Root fields that need credentials. */
  readonly closedFields: ReadonlySet<string>;
}

/** A GraphQL request as it came, not checked. */
export interface GraphqlRequest {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

const STATUS_400 = { http: { status: 400 } };

/**
 * Which document a request means, if its actor may run it. The console names its documents by hash; tokens may send
 * any document within the limits; without credentials only what is open to anyone can be asked.
 *
 * @throws BAD_REQUEST, PERSISTED_QUERY_NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, and what reading the document throws
 */
export function chooseDocument(policy: DocumentPolicy, ctx: Ctx, request: GraphqlRequest): PreparedDocument {
  const hash = persistedHash(request.extensions);
  const known = hash === undefined ? undefined : policy.documents.persisted(hash);
  if (known) return known;
  const { query } = request;
  if (typeof query !== 'string' || query === '') {
    if (hash === undefined) throw failure('BAD_REQUEST', 'Send `query`, or the hash of a known document.', STATUS_400);
    throw failure(
      'PERSISTED_QUERY_NOT_FOUND',
      'The document is not known: the console is of another version.',
      STATUS_400,
    );
  }
  if ((ctx.actor.kind === 'user' || ctx.actor.kind === 'enrolling') && !policy.freeWithSession) {
    throw failure('FORBIDDEN', 'With a session only the console’s own documents run, by their hash. Use a token.', {
      http: { status: 403 },
    });
  }
  if (ctx.actor.kind !== 'anonymous') return policy.documents.free(query);
  return policy.documents.free(query, (rootFields) => {
    if (rootFields.isDisjointFrom(policy.closedFields)) return;
    throw failure('UNAUTHENTICATED', 'Sign in first, or send a token.', { http: { status: 401 } });
  });
}

/** The variables of a request; an empty object when they are not an object, which is refused elsewhere. */
export function variablesOf(request: GraphqlRequest): Readonly<Record<string, unknown>> {
  const { variables } = request;
  if (typeof variables !== 'object' || variables === null) return {};
  // Any object can be looked into by name.
  return variables as Record<string, unknown>;
}

function persistedHash(extensions: unknown): string | undefined {
  if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions)) return undefined;
  const { persistedQuery } = extensions;
  if (typeof persistedQuery !== 'object' || persistedQuery === null || !('sha256Hash' in persistedQuery))
    return undefined;
  return typeof persistedQuery.sha256Hash === 'string' ? persistedQuery.sha256Hash : undefined;
}
