import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { authenticate } from '../modules/access/index.ts';
import type { Services } from '../platform/context/context.ts';
import { createApollo } from '../platform/graphql/apollo.ts';
import { createDocuments } from '../platform/graphql/documents.ts';
import { createRequestContexts } from '../platform/http/authentication.ts';
import { addGraphqlRoute } from '../platform/http/graphql-route.ts';
import { addHttpRoutes } from '../platform/http/http-route.ts';
import { createHttpServer } from '../platform/http/http-server.ts';
import { cookieSettings } from '../platform/http/request-client.ts';
import { httpRoutes } from './routes.ts';
import { buildSchema, openFields } from './schema.ts';

/** How the server is reached and what it serves beside the API. */
export interface ServerOptions {
  readonly mode: 'production' | 'development';
  readonly publicUrl: string | undefined;
  readonly behindProxy: boolean;
  /** The console's own documents by hash; undefined when the console was not built. */
  readonly persistedDocuments: ReadonlyMap<string, string>;
}

/** Assembles the server; it listens when the caller says so. */
export async function createServer(services: Services, options: ServerOptions): Promise<FastifyInstance> {
  const app = createHttpServer({ behindProxy: options.behindProxy, log: services.log });
  const schema = buildSchema();
  const contexts = createRequestContexts(services, authenticate, {
    cookie: cookieSettings(options.publicUrl),
    publicUrl: options.publicUrl,
  });
  const documents = createDocuments(schema, {
    persisted: options.persistedDocuments,
    introspection: options.mode === 'development',
  });
  addGraphqlRoute(app, {
    apollo: await createApollo(schema, documents, services.log),
    documents,
    contexts,
    freeWithSession: options.mode === 'development',
    openFields,
    onOperation: () => {},
  });
  addHttpRoutes(app, httpRoutes, contexts);
  return app;
}

/** Reads the console's documents as codegen writes them: `{"sha256:<hash>": "<text>"}`. */
export function readPersistedDocuments(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  // Written by our own build.
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return new Map(Object.entries(written).map(([hash, text]) => [hash.replace(/^sha256:/, ''), text]));
}
