import type { FastifyError, FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatError } from '../graphql/format-error.ts';
import type { Logger } from '../log/log.ts';
import { mediaType } from './graphql-route.ts';

const READ_AWAY_MS = 1_000;

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
  app.setErrorHandler<FastifyError | GraphQLError>(async (error, request, reply) => {
    if (!request.raw.readableEnded) await readAway(request.raw);
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
    return await reply
      .code(status)
      .header('cache-control', 'no-store')
      .header('content-type', mediaType(request.headers.accept))
      .send(JSON.stringify({ errors: [{ ...formatted, extensions }] }));
  });
}

// A connection that is closed while its client still sends takes the answer with it: the rest is read and dropped.
async function readAway(request: IncomingMessage): Promise<void> {
  request.resume();
  const patience = new AbortController();
  await Promise.race([
    once(request, 'close', { signal: patience.signal }),
    once(request, 'end', { signal: patience.signal }),
    sleep(READ_AWAY_MS, undefined, { signal: patience.signal }),
  ]).catch(() => {});
  patience.abort();
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
