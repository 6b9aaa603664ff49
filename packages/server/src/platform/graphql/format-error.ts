import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isStorageFull, isTooLong, isUnreachable } from '../database/engine-errors.ts';
import { framesOf, nameError } from '../log/describe-error.ts';
import type { Logger } from '../log/log.ts';

const RETRY_SECONDS = 2;
const RETRY_LONG_SECONDS = 5;

// Failures of ours, and those that Apollo and graphql-js make about the request itself. Nothing else is shown.
const SHOWN = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'ENROLMENT_REQUIRED',
  'STEP_UP_REQUIRED',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'TOO_COMPLEX',
]);
const SHOWN_EXTENSIONS = ['code', 'permission', 'retryAfter', 'cost', 'http'] as const;

/**
 * What of an error the caller may see. Our own failures pass with their text; an unreachable database becomes
 * UNAVAILABLE; everything else becomes INTERNAL_SERVER_ERROR with the request id, and the log gets the rest.
 */
export function formatError(log: Logger, requestId: string, formatted: GraphQLFormattedError, thrown: unknown) {
  const cause = causeOf(thrown);
  const code = String(formatted.extensions?.['code'] ?? '');
  const place = {
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
  };
  if (isUnreachable(cause) || isStorageFull(cause)) {
    const message = isStorageFull(cause)
      ? 'The disk of the server is full: nothing can be changed until there is space.'
      : 'The database cannot be reached at the moment. Try again.';
    log.warn({ requestId, error: nameError(cause) }, message);
    return { message, ...place, extensions: { code: 'UNAVAILABLE', retryAfter: RETRY_SECONDS } };
  }
  if (isTooLong(cause)) {
    log.warn({ requestId, path: formatted.path?.join('.') }, 'a statement took too long and was ended');
    const message = 'The answer took too long.';
    return { message, ...place, extensions: { code: 'UNAVAILABLE', retryAfter: RETRY_LONG_SECONDS } };
  }
  // Only what was made as a GraphQL error has a text meant for callers; a driver's error may carry such a code, too.
  if (cause instanceof GraphQLError && SHOWN.has(code)) {
    const extensions = Object.fromEntries(
      SHOWN_EXTENSIONS.filter((name) => formatted.extensions?.[name] !== undefined).map((name) => [
        name,
        formatted.extensions?.[name],
      ]),
    );
    return { message: withoutValues(formatted.message), ...place, extensions };
  }
  log.error(
    { requestId, error: nameError(cause), stack: framesOf(cause).join('\n'), path: formatted.path?.join('.') },
    'a request failed',
  );
  return { message: 'Something went wrong here.', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } };
}

/** Takes values and schema hints out of graphql-js's own sentences: what a caller sent may be personal. */
export function withoutValues(message: string): string {
  return (
    message
      .replace(/ Did you mean .*$/s, '')
      // A document may hold values, too.
      .replace(/^(Syntax Error: .*?\b(?:String|BlockString|Int|Float)) ".*"/s, '$1')
      .replace(
        /got invalid value .*?(?= at "[\w.[\]]+"; |; (?:\w+ cannot|Enum "|Value "|Field "|[Ee]xpected ))/s,
        'got an invalid value',
      )
      .replace(/(cannot represent [^:"]*?) ?(?:value)?:? .*$/s, '$1 value.')
      .replace(/Value ".*?" does not exist in/s, 'The value does not exist in')
      .replace(/^(Expected value of type "[^"]+"), found .*$/s, '$1.')
  );
}

// graphql-js and Apollo wrap what was thrown, sometimes more than once.
function causeOf(thrown: unknown): unknown {
  return thrown instanceof GraphQLError && thrown.originalError ? causeOf(thrown.originalError) : thrown;
}
