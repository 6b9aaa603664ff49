import { type Locale, message } from '@dossier/shared/error';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatError } from '../graphql/format-error.ts';
import { isStorageFull } from '../database/engine-errors.ts';
import { Refused } from '../graphql/refused.ts';
import type { Logger } from '../log/log.ts';
import { failureText, hasFailureText } from './failure-texts.ts';
import { mediaType } from './graphql-route.ts';
import { noteRefusedForm, type OnRefusedForm } from './refused-form.ts';

const READ_AWAY_MS = 1_000;

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** What an address that is not GraphQL answers when it refuses or fails: one form for all of them. */
interface PlainError {
  readonly code: string;
  /** For a person, in their language. */
  readonly message: string;
  /** Finds our own fault in the log. */
  readonly requestId?: string;
}

const REFUSED_STATUS: Readonly<Record<string, number>> = { FILE_TOO_LARGE: 413, NOT_FOUND: 404, STORAGE_FULL: 507 };

/**
 * Answers what any route throws: `/graphql` in the form of GraphQL errors, every other address as
 * `{"error": {"code", "message"}}`, its message in the caller's language.
 */
export function addErrorAnswers(
  app: FastifyInstance,
  log: Logger,
  languageOf: (request: FastifyRequest) => Promise<Locale>,
  onRefusedForm?: OnRefusedForm,
): void {
  app.setErrorHandler<FastifyError | GraphQLError | Refused>(async (error, request, reply) => {
    if (!request.raw.readableEnded) await readAway(request.raw);
    const isGraphql = request.url.split('?', 1)[0] === '/graphql';
    if (error instanceof Refused && !isGraphql) return await answerRefusal(reply, error, await languageOf(request));
    const thrown = error instanceof GraphQLError ? error : asGraphqlError(error);
    noteRefusedForm(onRefusedForm, request, thrown);
    const formatted = formatError(
      log,
      request.id,
      { ...thrown.toJSON(), extensions: { ...thrown.extensions } },
      thrown,
    );
    const code = String(formatted.extensions['code']);
    const given = statusIn(thrown);
    const status = code === thrown.extensions['code'] && given ? given : (STATUS[code] ?? 400);
    const { http: _http, ...extensions } = formatted.extensions;
    const retryAfter = extensions['retryAfter'];
    if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    if (isGraphql) {
      const body = JSON.stringify({ errors: [{ ...formatted, extensions }] });
      return await sendError(reply, status, mediaType(request.headers.accept), body);
    }
    const locale = await languageOf(request);
    const known = status === 413 ? 'FILE_TOO_LARGE' : isStorageFull(error) ? 'STORAGE_FULL' : code;
    const { requestId } = extensions;
    return await sendPlain(reply, REFUSED_STATUS[known] ?? status, {
      code: known,
      message: plainText(known, formatted.message, locale),
      ...(typeof requestId === 'string' ? { requestId } : {}),
    });
  });
}

function plainText(code: string, text: string, locale: Locale): string {
  if (code === 'FILE_TOO_LARGE') return message(code, { max: '20 GB' }, locale);
  // English sentences made on the spot say more; other languages have one for each code.
  return locale === 'en' || !hasFailureText(code) ? text : failureText(code, locale);
}

async function answerRefusal(reply: FastifyReply, { refusals }: Refused, locale: Locale): Promise<FastifyReply> {
  const [first] = refusals;
  const code = first?.code ?? 'INVALID';
  return await sendPlain(reply, REFUSED_STATUS[code] ?? 422, { code, message: message(code, first?.params, locale) });
}

async function sendPlain(reply: FastifyReply, status: number, error: PlainError): Promise<FastifyReply> {
  return await sendError(reply, status, 'application/json; charset=utf-8', JSON.stringify({ error }));
}

async function sendError(reply: FastifyReply, status: number, type: string, body: string): Promise<FastifyReply> {
  return await reply.code(status).header('cache-control', 'no-store').header('content-type', type).send(body);
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
function asGraphqlError(error: FastifyError | Refused): GraphQLError {
  if (error instanceof Refused || error.statusCode === undefined || error.statusCode >= 500)
    return new GraphQLError(error.message, { originalError: error });
  const message = REFUSALS[error.code] ?? 'The request cannot be read.';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: error.statusCode } } });
}

const REFUSALS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The request is too large.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The request is empty.',
};
