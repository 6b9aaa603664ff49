import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { accessEpoch, authenticate, noteBreakGlassReads, underBreakGlass } from '../modules/access/index.ts';
import { createRefusedRequests, denialsAreWritten, noteDenials } from '../modules/audit/index.ts';
import { addOauthRoutes, createPartnerSide } from '../modules/partner/index.ts';
import { noteSeen, seenIsWritten } from '../modules/privacy/index.ts';
import type { Ctx, Services } from '../platform/context/context.ts';
import { createApollo } from '../platform/graphql/apollo.ts';
import { createDocuments } from '../platform/graphql/documents.ts';
import { createRequestContexts } from '../platform/http/authentication.ts';
import { addConsoleFiles } from '../platform/http/console-files.ts';
import { addGraphqlRoute } from '../platform/http/graphql-route.ts';
import { addGraphqlSockets } from '../platform/http/graphql-sockets.ts';
import { addHttpRoutes } from '../platform/http/http-route.ts';
import { createHttpServer } from '../platform/http/http-server.ts';
import { addOperatorRoutes } from '../platform/http/operator-routes.ts';
import { cookieSettings } from '../platform/http/request-client.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { httpRoutes } from './routes.ts';
import { buildSchema, closedFields } from './schema.ts';

/** How the server is reached and what it serves beside the API. */
export interface ServerOptions {
  readonly mode: 'production' | 'development';
  readonly publicUrl: string | undefined;
  readonly behindProxy: boolean;
  readonly metricsToken?: string | undefined;
  /** The console's own documents by hash. */
  readonly persistedDocuments: ReadonlyMap<string, string>;
  /** Folder of the built console. */
  readonly consoleFolder: string;
  /** Why the process should get no requests now; undefined when it is ready. */
  readonly notReady: () => Promise<string | undefined>;
  /** What an operator should look after although the process is ready. */
  readonly warnings: () => Promise<readonly string[]>;
}

/** Assembles the server; it listens when the caller says so. */
export async function createServer(services: Services, options: ServerOptions): Promise<FastifyInstance> {
  const { mode, publicUrl, behindProxy, notReady, warnings } = options;
  const { log } = services;
  const contexts = createRequestContexts(services, authenticate, { cookie: cookieSettings(publicUrl), publicUrl });
  const https = publicUrl?.startsWith('https://') ?? false;
  const refused = createRefusedRequests(services);
  const onRefusedForm = refused.note;
  const app = createHttpServer({ behindProxy, https, log, languageOf: contexts.languageOf, onRefusedForm });
  const schema = buildSchema();
  const documents = createDocuments(schema, {
    persisted: options.persistedDocuments,
    introspection: mode === 'development',
  });
  const policy = { documents, closedFields, freeWithSession: mode === 'development' };
  const metrics = createMetrics({
    statements: () => services.db.statementCount(),
    sockets: () => app.websocketServer.clients.size,
  });

  addOperatorRoutes(app, { metrics, metricsToken: options.metricsToken, behindProxy, notReady, warnings });
  await addGraphqlSockets(app, {
    ...policy,
    schema,
    contexts,
    publicUrl,
    log,
    beforeLeaving,
    accessEpoch: async () => await accessEpoch(services.db.read),
  });
  const apollo = await createApollo(schema, documents, log);
  const partners = createPartnerSide(services, schema, { publicUrl });
  addGraphqlRoute(app, {
    ...policy,
    apollo,
    contexts,
    contextFor: underBreakGlass,
    beforeLeaving,
    onDenials: async (ctx) => noteDenials(ctx),
    onOperation: metrics.operation,
    onRefusedForm,
    other: partners.other,
  });
  app.addHook('onClose', async () => {
    await seenIsWritten(services.db);
    await denialsAreWritten(services.db);
    await refused.write().catch(() => log.warn({}, 'refused requests could not be written to the audit log'));
  });
  partners.addRoutes(app);
  addOauthRoutes(app, services, { publicUrl });
  addHttpRoutes(app, httpRoutes, { contexts, onDenials: noteDenials });
  addConsoleFiles(app, options.consoleFolder);
  return app;
}

// What members of staff see in full is written down; answers tell nothing of it.
async function beforeLeaving(ctx: Ctx, label: string): Promise<object> {
  await noteBreakGlassReads(ctx, label);
  await noteSeen(ctx, label);
  return {};
}

/** Reads the console's documents as codegen writes them: `{"sha256:<hash>": "<text>"}`. None when there is no such file. */
export function readPersistedDocuments(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  // Written by our own build.
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return new Map(Object.entries(written).map(([hash, text]) => [hash.replace(/^sha256:/, ''), text]));
}
