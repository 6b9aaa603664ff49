import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Ctx } from '../context/context.ts';
import { chooseDocument, type DocumentPolicy, type GraphqlRequest, variablesOf } from '../graphql/choose-document.ts';
import { failure } from '../graphql/failure.ts';
import type { RequestContexts } from './authentication.ts';

const LARGEST_BODY = 100 * 1024;
const DEADLINE_MS = 30_000;

/** What the GraphQL endpoint is made of. */
export interface GraphqlRoute extends DocumentPolicy {
  readonly apollo: ApolloServer<Ctx>;
  readonly contexts: RequestContexts;
  /** Told about each operation, for metrics. `label` is the name of a document of the console, or `free`. */
  readonly onOperation: (label: string, milliseconds: number) => void;
}

/** `POST /graphql`: one operation per request, its document and cost checked before Apollo runs it. */
export function addGraphqlRoute(app: FastifyInstance, route: GraphqlRoute): void {
  app.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: LARGEST_BODY,
    handler: async (request, reply) => {
      const started = performance.now();
      const ctx = await route.contexts.of(request, reply);
      const body = readBody(request.body);
      const prepared = chooseDocument(route, ctx, body);
      prepared.checkCost(variablesOf(body));
      const answer = await withinDeadline(run(route.apollo, ctx, request, { ...body, query: prepared.text }));
      for (const [name, value] of answer.headers) void reply.header(name, value);
      route.onOperation(prepared.label, performance.now() - started);
      // Only @defer and @stream answer in parts, and the schema has neither.
      if (answer.body.kind !== 'complete') throw new Error('an answer in parts was not expected');
      return await reply.code(answer.status ?? 200).send(answer.body.string);
    },
  });
}

function readBody(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw failure('BAD_REQUEST', 'Send one operation per request.', { http: { status: 400 } });
  if (typeof body === 'object' && body !== null) return body;
  throw failure('BAD_REQUEST', 'Send a JSON object.', { http: { status: 400 } });
}

async function run(
  apollo: ApolloServer<Ctx>,
  ctx: Ctx,
  request: FastifyRequest,
  body: GraphqlRequest,
): Promise<HTTPGraphQLResponse> {
  // Apollo looks at these two only: to choose the media type, and to refuse what a form could send.
  const headers = new HeaderMap();
  const { accept, 'content-type': type } = request.headers;
  if (accept !== undefined) headers.set('accept', accept);
  if (type !== undefined) headers.set('content-type', type);
  return await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: { ...body, extensions: null } },
    context: async () => ctx,
  });
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
