import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** What kind of failure a page has to show; see the architecture's "Errors". Refusals (`userErrors`) are not failures. */
export type FailureKind =
  'unauthenticated' | 'forbidden' | 'bad-input' | 'rate-limited' | 'unavailable' | 'outdated' | 'internal';

/** A failed operation in terms a page can show. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** The right that is missing, when the server says so. */
  readonly permission: string | undefined;
}

const KINDS: Record<string, FailureKind> = {
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  BAD_USER_INPUT: 'bad-input',
  GRAPHQL_VALIDATION_FAILED: 'outdated',
  PERSISTED_QUERY_NOT_FOUND: 'outdated',
  PERSISTED_QUERY_NOT_SUPPORTED: 'outdated',
  RATE_LIMITED: 'rate-limited',
  UNAVAILABLE: 'unavailable',
};

/** Reads an Apollo error: GraphQL errors by `extensions.code`, HTTP status for the rest, everything else is the network. */
export function toFailure(error: unknown): Failure {
  if (CombinedGraphQLErrors.is(error)) return fromGraphQL(error);
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: ServerError.is(error) ? fromStatus(error.statusCode) : 'unavailable',
    message,
    requestId: undefined,
    permission: undefined,
  };
}

function fromGraphQL(error: CombinedGraphQLErrors): Failure {
  const [first] = error.errors;
  const extensions = first?.extensions ?? {};
  return {
    kind: KINDS[String(extensions['code'])] ?? 'internal',
    message: first?.message ?? error.message,
    requestId: text(extensions['requestId']),
    permission: text(extensions['permission'] ?? extensions['capability']),
  };
}

function fromStatus(status: number): FailureKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate-limited';
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
