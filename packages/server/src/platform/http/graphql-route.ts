import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../context/context.ts';
import type { Documents, PreparedDocument } from '../graphql/documents.ts';
import { failure } from '../graphql/failure.ts';
import type { RequestContexts } from './authentication.ts';

const LARGEST_BODY = 100 * 1024;
const DEADLINE_MS = 30_000;

/** What the GraphQL endpoint is made of. */
export interface GraphqlRoute {
  readonly apollo: ApolloServer<Ctx>;
  readonly documents: Documents;
  readonly contexts: RequestContexts;
  /** Whether sessions may send documents that the console does not have. */
  readonly freeWithSession: boolean;
  /** Root fields that need no credentials. */
  readonly openFields: ReadonlySet<string>;
  /** Told about each operation, for metrics. */
  readonly onOperation: (label: string, milliseconds: number, failed: boolean) => void;
}

interface Body {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** `POST /graphql`: one operation per request, checked before Apollo runs it. */
export function addGraphqlRoute(app: FastifyInstance, route: GraphqlRoute): void {
  app.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: LARGEST_BODY,
    handler: async (request, reply) => {
      const started = performance.now();
      const ctx = await route.contexts.of(request, reply);
      const body = readBody(request.body);
      const prepared = choose(route, ctx, body);
      prepared.checkCost(variablesOf(body));
      const answer = await withinDeadline(run(route.apollo, ctx, request, body, prepared));
      for (const [name, value] of answer.headers) void reply.header(name, value);
      route.onOperation(
        prepared.label,
        performance.now() - started,
        answer.status !== undefined && answer.status >= 400,
      );
      return await send(reply, answer);
    },
  });
}

/** Which document a request means, if it may run it. */
export function choose(
  route: Pick<GraphqlRoute, 'documents' | 'freeWithSession' | 'openFields'>,
  ctx: Ctx,
  body: Body,
): PreparedDocument {
  if (typeof body.query !== 'string' || body.query === '') {
    const hash = persistedHash(body.extensions);
    if (hash === undefined) throw failure('BAD_REQUEST', 'Send `query`, or the hash of a known document.', STATUS_400);
    const known = route.documents.persisted(hash);
    if (known) return known;
    throw failure(
      'PERSISTED_QUERY_NOT_FOUND',
      'The document is not known: the console is of another version.',
      STATUS_400,
    );
  }
  if (ctx.actor.kind === 'user' && !route.freeWithSession) {
    throw failure('FORBIDDEN', 'With a session only the console’s own documents run, by their hash. Use a token.', {
      http: { status: 403 },
    });
  }
  const prepared = route.documents.free(body.query);
  if (ctx.actor.kind === 'anonymous' && !isOpen(prepared, route.openFields)) {
    throw failure('UNAUTHENTICATED', 'Sign in first, or send a token.', { http: { status: 401 } });
  }
  return prepared;
}

const STATUS_400 = { http: { status: 400 } };

function isOpen(prepared: PreparedDocument, openFields: ReadonlySet<string>): boolean {
  return [...prepared.rootFields].every((field) => openFields.has(field) || field === '__typename');
}

function readBody(body: unknown): Body {
  if (Array.isArray(body)) throw failure('BAD_REQUEST', 'Send one operation per request.', STATUS_400);
  if (typeof body !== 'object' || body === null) throw failure('BAD_REQUEST', 'Send a JSON object.', STATUS_400);
  return body;
}

function variablesOf(body: Body): Readonly<Record<string, unknown>> {
  const { variables } = body;
  // Apollo refuses what is not an object with its own sentence.
  return typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
}

function persistedHash(extensions: unknown): string | undefined {
  if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions)) return undefined;
  const { persistedQuery } = extensions;
  if (typeof persistedQuery !== 'object' || persistedQuery === null || !('sha256Hash' in persistedQuery))
    return undefined;
  return typeof persistedQuery.sha256Hash === 'string' ? persistedQuery.sha256Hash : undefined;
}

async function run(
  apollo: ApolloServer<Ctx>,
  ctx: Ctx,
  request: FastifyRequest,
  body: Body,
  prepared: PreparedDocument,
) {
  const headers = new HeaderMap();
  for (const name of ['accept', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers,
      search: '',
      body: { ...body, query: prepared.text, extensions: null },
    },
    context: async () => ctx,
  });
}

async function send(reply: FastifyReply, answer: Awaited<ReturnType<typeof run>>): Promise<FastifyReply> {
  void reply.code(answer.status ?? 200);
  if (answer.body.kind === 'complete') return await reply.send(answer.body.string);
  // Only @defer and @stream answer in parts, and the schema has neither.
  throw new Error('an answer in parts was not expected');
}

async function withinDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(failure('UNAVAILABLE', 'The answer took too long.', { http: { status: 503 }, retryAfter: 5 })),
      DEADLINE_MS,
    );
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
