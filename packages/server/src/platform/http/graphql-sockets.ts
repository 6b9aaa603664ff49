import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  createSourceEventStream,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Ctx } from '../context/context.ts';
import { chooseDocument, type DocumentPolicy, variablesOf } from '../graphql/choose-document.ts';
import { failure } from '../graphql/failure.ts';
import { formatError } from '../graphql/format-error.ts';
import type { Logger } from '../log/log.ts';
import type { RequestContexts } from './authentication.ts';
import type { OperationNeeds } from '../policy/operation-needs.ts';
import { preAuthorise } from '../policy/pre-authorise.ts';
import { isOwnOrigin } from './origin.ts';
import { createSocketWatch } from './socket-watch.ts';

const LARGEST_MESSAGE = 100 * 1024;
const MOST_AT_ONCE = 20;
// graphql-ws protocol: Forbidden. RFC 6455 registry: Service Restart.
const FORBIDDEN = 4403;
const RESTARTING = 1012;

/** What subscriptions are made of. */
export interface GraphqlSockets extends DocumentPolicy {
  readonly schema: GraphQLSchema;
  readonly contexts: RequestContexts;
  readonly publicUrl: string | undefined;
  readonly log: Logger;
  /** Waited for before the answer to an event leaves. `label` is the name of a document of the console, or `free`. */
  readonly beforeLeaving: (ctx: Ctx, label: string) => Promise<object>;
  /** Moves whenever a session, a token or a right ends, in whatever process. */
  readonly accessEpoch: () => Promise<number>;
}

type Renew = () => Promise<Ctx | undefined>;

/** What is kept of a subscription while it lasts. */
interface Subscribed {
  readonly ctx: Ctx;
  readonly needs: OperationNeeds;
  readonly label: string;
  readonly renew: Renew;
  readonly close: () => void;
}

/**
 * Subscriptions on `/graphql` (graphql-ws protocol), under the same authentication as requests: the session cookie of
 * our own pages, or a token in `connectionParams.authorization`. Every event is answered with the rights its receiver
 * has then; a socket whose session or token has ended is closed within a second.
 */
export async function addGraphqlSockets(app: FastifyInstance, sockets: GraphqlSockets): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: LARGEST_MESSAGE },
    preClose(done) {
      for (const client of this.websocketServer.clients) client.close(RESTARTING, 'The server restarts.');
      this.websocketServer.close(() => done());
    },
  });
  const handler = createHandler(sockets);
  app.route({
    method: 'GET',
    url: '/graphql',
    preValidation: async (request) => {
      if (!request.ws) throw failure('BAD_REQUEST', 'Send operations by POST.', { http: { status: 405 } });
      if (!isOwnOrigin(request.headers, sockets.publicUrl))
        throw failure('FORBIDDEN', 'The request comes from another site.', { http: { status: 403 } });
    },
    handler: async () => {
      throw failure('BAD_REQUEST', 'Send operations by POST.', { http: { status: 405 } });
    },
    wsHandler: handler,
  });
}

function createHandler(sockets: GraphqlSockets) {
  const watch = createSocketWatch(sockets.accessEpoch);
  const unwatch = new WeakMap<FastifyRequest, () => void>();
  return makeHandler({
    schema: sockets.schema,
    connectionInitWaitTimeout: 5_000,
    onConnect: async ({ connectionParams, extra: { request, socket } }) => {
      const renew = renewal(sockets, request, connectionParams);
      // Watched before it is first looked at: nothing that ends in between is missed.
      unwatch.set(
        request,
        watch.add(async () => {
          if (!(await renew())) socket.close(FORBIDDEN, 'The session has ended.');
        }),
      );
      return (await renew()) !== undefined;
    },
    onClose: ({ extra }) => unwatch.get(extra.request)?.(),
    onSubscribe: async ({ connectionParams, extra, subscriptions }, _id, payload) => {
      const { request } = extra;
      try {
        if (Object.keys(subscriptions).length > MOST_AT_ONCE)
          throw failure('RATE_LIMITED', 'Too many subscriptions at once.');
        const renew = renewal(sockets, request, connectionParams);
        const ctx = await renew();
        if (!ctx) throw failure('UNAUTHENTICATED', 'The session has ended.');
        const prepared = chooseDocument(sockets, ctx, payload);
        prepared.checkCost(variablesOf(payload));
        if (prepared.operation.operation !== OperationTypeNode.SUBSCRIPTION) {
          throw failure('BAD_REQUEST', 'Send queries and mutations by POST.');
        }
        ctx.access.authorised = preAuthorise(ctx.actor.grants, prepared.needs, variablesOf(payload));
        return {
          schema: sockets.schema,
          document: prepared.document,
          variableValues: payload.variables,
          contextValue: {
            ctx,
            needs: prepared.needs,
            label: prepared.label,
            renew,
            close: () => extra.socket.close(FORBIDDEN, 'The session has ended.'),
          },
        };
      } catch (error) {
        return [masked(sockets.log, request.id, error)];
      }
    },
    subscribe: async (args) => {
      // What onSubscribe put there.
      const { ctx, needs, label, renew, close } = args.contextValue as Subscribed;
      const source = await createSourceEventStream({ ...args, contextValue: ctx });
      if (!(Symbol.asyncIterator in source)) return maskedResult(sockets.log, ctx.requestId, source);
      return answerEvents(source, async (event) => {
        const fresh = await renew();
        if (!fresh) return void close();
        fresh.access.authorised = preAuthorise(fresh.actor.grants, needs, args.variableValues ?? {});
        const result = await execute({ ...args, rootValue: event, contextValue: fresh });
        await sockets.beforeLeaving(fresh, label);
        return maskedResult(sockets.log, fresh.requestId, result);
      });
    },
  });
}

function renewal(sockets: GraphqlSockets, request: FastifyRequest, parameters: unknown): Renew {
  const token =
    typeof parameters === 'object' && parameters !== null && 'authorization' in parameters
      ? parameters.authorization
      : undefined;
  const authorization = typeof token === 'string' ? token : undefined;
  return async () => await sockets.contexts.ofSocket(request, authorization);
}

async function* answerEvents(
  source: AsyncIterable<unknown>,
  answer: (event: unknown) => Promise<ExecutionResult | undefined>,
): AsyncGenerator<ExecutionResult, void, undefined> {
  for await (const event of source) {
    const result = await answer(event);
    if (!result) return;
    yield result;
  }
}

function maskedResult(log: Logger, requestId: string, result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => masked(log, requestId, error)) };
}

function masked(log: Logger, requestId: string, error: unknown): GraphQLError {
  const thrown =
    error instanceof GraphQLError
      ? error
      : new GraphQLError('failed', { originalError: error instanceof Error ? error : null });
  const { message, extensions, path } = formatError(log, requestId, thrown.toJSON(), thrown);
  return new GraphQLError(message, { extensions, path: path ?? null });
}
