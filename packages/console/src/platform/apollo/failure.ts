import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** What kind of failure a page has to show; see the architecture's "Errors". Refusals (`userErrors`) are not failures. */
export type FailureKind =
  'unauthenticated' | 'step-up' | 'forbidden' | 'bad-input' | 'rate-limited' | 'unavailable' | 'outdated' | 'internal';

/** A failed operation in terms a page can show. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** The right that is missing, when the server says so. */
  readonly permission: string | undefined;
  /** The places of the API that may not be used in this way, when the server says so. */
  readonly coordinates?: readonly string[];
}

const KINDS: Record<string, FailureKind> = {
  UNAUTHENTICATED: 'unauthenticated',
  // The session's rights have come to need a second factor: signing in leads to setting one up.
  ENROLMENT_REQUIRED: 'unauthenticated',
  STEP_UP_REQUIRED: 'step-up',
  FORBIDDEN: 'forbidden',
  BAD_USER_INPUT: 'bad-input',
  BAD_REQUEST: 'bad-input',
  GRAPHQL_VALIDATION_FAILED: 'outdated',
  PERSISTED_QUERY_NOT_FOUND: 'outdated',
  PERSISTED_QUERY_NOT_SUPPORTED: 'outdated',
  RATE_LIMITED: 'rate-limited',
  UNAVAILABLE: 'unavailable',
};

interface RawError {
  readonly message?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Reads an Apollo error: GraphQL errors by `extensions.code`, also in an answer with an HTTP status of its own; everything else is the network. */
export function toFailure(error: unknown): Failure {
  if (CombinedGraphQLErrors.is(error)) return fromGraphQL(error.errors[0], error.message);
  const message = error instanceof Error ? error.message : String(error);
  if (!ServerError.is(error)) return { kind: 'unavailable', message, requestId: undefined, permission: undefined };
  const inside = firstError(error.bodyText);
  if (inside) return fromGraphQL(inside, message);
  return { kind: fromStatus(error.statusCode), message, requestId: undefined, permission: undefined };
}

function fromGraphQL(error: RawError | undefined, message: string): Failure {
  const extensions = error?.extensions ?? {};
  return {
    kind: KINDS[String(extensions['code'])] ?? 'internal',
    message: error?.message ?? message,
    requestId: text(extensions['requestId']),
    permission: text(extensions['permission']),
    ...(isTexts(extensions['coordinates']) && { coordinates: extensions['coordinates'] }),
  };
}

/** The first GraphQL error of a refused answer's body; undefined when the body is none (a proxy's page). */
function firstError(body: string): RawError | undefined {
  try {
    const parsed: { errors?: RawError[] } | null = JSON.parse(body);
    return parsed?.errors?.[0];
  } catch {
    return undefined;
  }
}

function fromStatus(status: number): FailureKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate-limited';
  return status >= 502 && status <= 504 ? 'unavailable' : 'internal';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
