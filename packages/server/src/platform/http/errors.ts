import type { FastifyError, FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { formatError } from '../graphql/format-error.ts';
import type { Logger } from '../log/log.ts';
import { mediaType } from './graphql-route.ts';

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** Answers errors of any route in the form of GraphQL errors, so that clients need one reader. */
export function addErrorAnswers(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler<FastifyError | GraphQLError>((error, request, reply) => {
    const thrown = error instanceof GraphQLError ? error : asGraphqlError(error);
    const formatted = formatError(
      log,
      request.id,
      { ...thrown.toJSON(), extensions: { ...thrown.extensions } },
      thrown,
    );
    const { code } = formatted.extensions;
    const given = statusIn(thrown);
    const status =
      formatted.extensions['code'] === thrown.extensions['code'] && given ? given : (STATUS[String(code)] ?? 400);
    const { http: _http, ...extensions } = formatted.extensions;
    const retryAfter = extensions['retryAfter'];
    if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .header('content-type', mediaType(request.headers.accept))
      .send(JSON.stringify({ errors: [{ ...formatted, extensions }] }));
  });
}

function statusIn(error: GraphQLError): number | undefined {
  const { http } = error.extensions;
  return typeof http === 'object' && http !== null && 'status' in http && typeof http.status === 'number'
    ? http.status
    : undefined;
}

// Fastify's own refusals (size, media type, broken JSON) have a status below 500; anything else is our fault.
function asGraphqlError(error: FastifyError): GraphQLError {
  if (error.statusCode === undefined || error.statusCode >= 500)
    return new GraphQLError(error.message, { originalError: error });
  const message = REFUSALS[error.code] ?? 'The request cannot be read.';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: error.statusCode } } });
}

const REFUSALS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The request is too large.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The request is empty.',
};
