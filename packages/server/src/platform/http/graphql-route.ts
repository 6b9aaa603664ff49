import type { ApolloServer, GraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../context/context.ts';
import { chooseDocument, type DocumentPolicy, type GraphqlRequest, variablesOf } from '../graphql/choose-document.ts';
import type { PreparedDocument } from '../graphql/documents.ts';
import { failure } from '../graphql/failure.ts';
import { preAuthorise } from '../policy/pre-authorise.ts';
import { withheldFrom } from '../policy/request-access.ts';
import type { RequestContexts } from './authentication.ts';
import { noteRefusedForm, type OnRefusedForm } from './refused-form.ts';

const LARGEST_BODY = 100 * 1024;

/** Longest time (ms) that an operation may take; longer ones are answered with UNAVAILABLE. */
export const DEADLINE_MS = 30_000;

/** What answers operations: a schema, and who may run what on it. */
export interface GraphqlEndpoint extends DocumentPolicy {
  readonly apollo: ApolloServer<Ctx>;
  /** The context in which an operation runs, where that is another than its request's. */
  readonly contextFor?: (ctx: Ctx, operation: Pick<PreparedDocument, 'needs' | 'rootFields'>) => Ctx;
  /** Asked before an operation that may run does; refuses by throwing. */
  readonly admit?: (ctx: Ctx, operation: AdmittedOperation, reply: FastifyReply) => Promise<void>;
  /** Waited for before an answer leaves; what it returns stands in `extensions`. `label` is that of `onOperation`. */
  readonly beforeLeaving?: (ctx: Ctx, label: string) => Promise<object>;
  /** Told after a request of which something was refused for want of a right. */
  readonly onDenials?: (ctx: Ctx) => Promise<void>;
}

/** An operation with what it costs. */
export interface AdmittedOperation {
  readonly cost: number;
}

/** What the GraphQL endpoint is made of: the whole schema, for people and their tokens, and perhaps others. */
export interface GraphqlRoute extends GraphqlEndpoint {
  readonly contexts: RequestContexts;
  /** Who else a request may be for; undefined when it is for the whole schema. */
  readonly other?: (
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<{ readonly ctx: Ctx; readonly endpoint: GraphqlEndpoint } | undefined>;
  /** Told about each operation, for metrics. `label` is the name of a document of the console, or `free`. */
  readonly onOperation: (label: string, milliseconds: number) => void;
  readonly onRefusedForm?: OnRefusedForm;
}

/** `POST /graphql`: one operation per request, its document and cost checked before Apollo runs it. */
export function addGraphqlRoute(app: FastifyInstance, route: GraphqlRoute): void {
  app.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: LARGEST_BODY,
    handler: async (request, reply) => {
      const other = await route.other?.(request, reply);
      const ctx = other?.ctx ?? (await route.contexts.of(request, reply));
      const endpoint = other?.endpoint ?? route;
      try {
        return await respond(route, endpoint, ctx, request, reply);
      } catch (error) {
        noteDenial(ctx, error);
        throw error;
      } finally {
        if (ctx.access.denials.length > 0) await endpoint.onDenials?.(ctx);
      }
    },
  });
}

async function respond(
  { onOperation, onRefusedForm }: Pick<GraphqlRoute, 'onOperation' | 'onRefusedForm'>,
  endpoint: GraphqlEndpoint,
  asker: Ctx,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const started = performance.now();
  const body = readBody(request.body);
  const prepared = chooseDocument(endpoint, asker, body);
  const ctx = endpoint.contextFor?.(asker, prepared) ?? asker;
  prepared.checkCost(variablesOf(body));
  ctx.access.authorised = preAuthorise(ctx.actor.grants, prepared.needs, variablesOf(body));
  await endpoint.admit?.(ctx, { cost: prepared.costOf(variablesOf(body)) }, reply);
  const answer = await withinDeadline(run(endpoint.apollo, ctx, prepared.text, body));
  onOperation(prepared.label, performance.now() - started);
  // Only @defer and @stream answer in parts, and the schema has neither.
  if (answer.body.kind !== 'single') throw new Error('an answer in parts was not expected');
  const { data, errors } = answer.body.singleResult;
  for (const error of errors ?? []) {
    noteDenial(ctx, error);
    noteRefusedForm(onRefusedForm, request, error);
  }
  // Of an answer that an error took whole, nothing was withheld: what stood beside the error was read or not by chance.
  const extensions = { ...(data ? withheldOf(ctx) : {}), ...(await endpoint.beforeLeaving?.(ctx, prepared.label)) };
  const retryAfter = errors?.[0]?.extensions?.['retryAfter'];
  if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
  return await reply
    .code(statusOf(answer))
    .header('cache-control', 'no-store')
    .header('content-type', mediaType(request.headers.accept))
    .send(
      JSON.stringify({
        ...(errors ? { errors } : {}),
        data,
        ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
      }),
    );
}

function noteDenial(ctx: Ctx, error: unknown): void {
  if (typeof error !== 'object' || error === null || !('extensions' in error)) return;
  const { extensions } = error;
  if (typeof extensions !== 'object' || extensions === null || !('code' in extensions)) return;
  if (extensions.code !== 'FORBIDDEN') return;
  const named = 'coordinates' in extensions && Array.isArray(extensions.coordinates) ? extensions.coordinates : [];
  ctx.access.denials.push({ code: 'FORBIDDEN', coordinates: named.filter((one) => typeof one === 'string') });
}

// An answer that has no data because the database is away is for the caller to repeat, whatever its media type.
function statusOf({ http, body }: GraphQLResponse): number {
  if (http.status !== undefined) return http.status;
  const isAway =
    body.kind === 'single' &&
    body.singleResult.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAVAILABLE');
  return isAway && body.singleResult.data == null ? 503 : 200;
}

// What was kept back, so that a program can tell a value that is withheld from one that is not there.
function withheldOf({ access }: Ctx): object {
  return access.withheld.size === 0 ? {} : { withheld: withheldFrom(access) };
}

/** GraphQL over HTTP, section 6: the newer media type for whoever names it, JSON for all others. */
export function mediaType(accept: string | undefined): string {
  return accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';
}

function readBody(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw failure('BAD_REQUEST', 'Send one operation per request.', STATUS_400);
  if (typeof body === 'object' && body !== null) return body;
  throw failure('BAD_REQUEST', 'Send a JSON object.', STATUS_400);
}

// Apollo's own HTTP layer would read and write all of this a second time, at twice the cost of the rest.
async function run(apollo: ApolloServer<Ctx>, ctx: Ctx, query: string, body: GraphqlRequest) {
  const { variables, operationName } = body;
  if (variables != null && typeof variables !== 'object')
    throw failure('BAD_REQUEST', '`variables` is not an object.', STATUS_400);
  if (operationName != null && typeof operationName !== 'string') {
    throw failure('BAD_REQUEST', '`operationName` is not a text.', STATUS_400);
  }
  const request = { query, variables: variablesOf(body), ...(operationName ? { operationName } : {}) };
  return await apollo.executeOperation(request, { contextValue: ctx });
}

const STATUS_400 = { http: { status: 400 } };

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
