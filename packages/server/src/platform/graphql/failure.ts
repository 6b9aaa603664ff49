import { GraphQLError } from 'graphql';

/** Codes of top-level GraphQL errors. */
export type FailureCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'ENROLMENT_REQUIRED'
  | 'STEP_UP_REQUIRED'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'TOO_COMPLEX'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'BAD_REQUEST'
  | 'UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** A top-level error whose text may be shown to the caller. */
export function failure(code: FailureCode, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}
