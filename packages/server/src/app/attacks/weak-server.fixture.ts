import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { accessEpoch, authenticate, underBreakGlass } from '../../modules/access/index.ts';
import { addOauthRoutes, createPartnerSide } from '../../modules/partner/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { createApollo } from '../../platform/graphql/apollo.ts';
import { createDocuments } from '../../platform/graphql/documents.ts';
import { createRequestContexts, type RequestContexts } from '../../platform/http/authentication.ts';
import { addConsoleFiles } from '../../platform/http/console-files.ts';
import { addGraphqlRoute } from '../../platform/http/graphql-route.ts';
import { addGraphqlSockets } from '../../platform/http/graphql-sockets.ts';
import { addHttpRoutes } from '../../platform/http/http-route.ts';
import { createHttpServer } from '../../platform/http/http-server.ts';
import { cookieSettings } from '../../platform/http/request-client.ts';
import { httpRoutes } from '../routes.ts';
import { buildSchema, closedFields } from '../schema.ts';
import type { Installation } from './installation.fixture.ts';
import type { Weakness } from './weaknesses.ts';

let shared: GraphQLSchema | undefined;

/**
 * The server as `createServer` assembles it, from the same parts, but for what it lacks. It is put together here because no
 * setting of the product may lead to it.
 */
export async function createWeakServer(of: Installation, weakness: Weakness): Promise<FastifyInstance> {
  const services = weakness.services?.(of.app.services) ?? of.app.services;
  const { log } = services;
  const publicUrl = undefined;
  const known = weakness.authenticate?.(authenticate) ?? authenticate;
  const contexts = createRequestContexts(services, known, { cookie: cookieSettings(publicUrl), publicUrl });
  const app = createHttpServer({ behindProxy: false, log, languageOf: contexts.languageOf });
  weakness.hooks?.(app, of);
  const schema = weakness.schema?.(of) ?? (shared ??= buildSchema());
  const documents =
    weakness.documents?.(schema) ?? createDocuments(schema, { persisted: of.persisted, introspection: false });
  const policy = {
    documents,
    closedFields: weakness.allOpen ? new Set<string>() : closedFields,
    freeWithSession: weakness.freeWithSession ?? false,
  };
  // What is seen there is not written down.
  const beforeLeaving = async () => ({});
  const sockets = { ...policy, schema, contexts, publicUrl, log, beforeLeaving };
  // Both answer at one address.
  if (!weakness.apolloAsItComes)
    await addGraphqlSockets(app, { ...sockets, accessEpoch: async () => await accessEpoch(services.db.read) });
  const partners = createPartnerSide(services, schema, { publicUrl });
  const other = weakness.noPartners ? {} : { other: remembering(weakness, partners.other) };
  if (weakness.apolloAsItComes) await addApolloAsItComes(app, schema, contexts);
  else
    addGraphqlRoute(app, {
      ...policy,
      ...other,
      apollo: await createApollo(schema, documents, log),
      contexts,
      contextFor: weakness.contextFor ?? underBreakGlass,
      onOperation: () => {},
    });
  partners.addRoutes(app);
  if (weakness.tokenEndpoint) weakness.tokenEndpoint(app, of);
  else addOauthRoutes(app, services, { publicUrl });
  addHttpRoutes(app, httpRoutes, { contexts, onDenials: () => {} });
  addConsoleFiles(app, of.consoleFolder);
  return app;
}

type Other = ReturnType<typeof createPartnerSide>['other'];

// Where endings do not count, they do not for apps.
function remembering({ authenticate: retake }: Weakness, inner: Other): Other {
  if (!retake) return inner;
  const known = new Map<string, NonNullable<Awaited<ReturnType<Other>>>>();
  return async (request, reply) => {
    const key = request.headers.authorization ?? '';
    const found = known.get(key) ?? (await inner(request, reply));
    if (found) known.set(key, found);
    return found;
  };
}

/** Any method and any form of body, batches, introspection, traces, whole errors, a page to try things on. */
async function addApolloAsItComes(
  app: FastifyInstance,
  schema: GraphQLSchema,
  contexts: RequestContexts,
): Promise<void> {
  const apollo = new ApolloServer<Ctx>({
    schema,
    introspection: true,
    csrfPrevention: false,
    allowBatchedHttpRequests: true,
    includeStacktraceInErrorResponses: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'development',
    plugins: [ApolloServerPluginInlineTrace(), ApolloServerPluginLandingPageLocalDefault()],
  });
  await apollo.start();
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 20 * 1024 ** 2 }, (_request, body, done) =>
      done(null, String(body)),
    );
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const ctx = await contexts.of(request, reply);
      const headers = new HeaderMap();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      const search = new URLSearchParams(request.url.split('?', 2)[1]);
      const isPage = request.method === 'GET' && !search.has('query');
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: isPage ? 'GET' : 'POST',
          headers,
          search: '',
          body: isPage ? undefined : bodyOf(request, search),
        },
        context: async () => ctx,
      });
      for (const [name, value] of answer.headers) void reply.header(name, value);
      const parts: string[] = [];
      if (answer.body.kind === 'complete') parts.push(answer.body.string);
      else for await (const part of answer.body.asyncIterator) parts.push(part);
      return await reply.code(answer.status ?? 200).send(parts.join(''));
    };
    scope.route({ method: ['GET', 'POST'], url: '/graphql', handler });
  });
}

function bodyOf({ headers, body }: FastifyRequest, search: URLSearchParams): unknown {
  if (typeof body !== 'string' || body === '') return Object.fromEntries(search);
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return { query: body };
  }
}
