import { ApolloServer, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Ctx } from '../context/context.ts';
import type { Logger } from '../log/log.ts';
import { compiledQueries } from './compiled/compiled-queries.ts';
import type { Documents } from './documents.ts';
import { formatError } from './format-error.ts';

/**
 * Apollo Server without what this server does itself or not at all: documents come prepared (read, checked and limited
 * before), nothing is reported to anyone, there is no landing page.
 */
export async function createApollo(
  schema: GraphQLSchema,
  documents: Documents,
  log: Logger,
): Promise<ApolloServer<Ctx>> {
  // Apollo formats errors without saying whose they are; it shows them here first.
  const requestOf = new WeakMap<object, string>();
  const listener: GraphQLRequestListener<Ctx> = {
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) requestOf.set(error, contextValue.requestId);
    },
  };
  const server = new ApolloServer<Ctx>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    documentStore: {
      // Apollo puts a digest of the schema before the document's; there is one schema.
      get: async (key) => documents.known(key.slice(key.lastIndexOf(':') + 1))?.document,
      set: async () => {},
      delete: async () => false,
    },
    formatError: (formatted, thrown) =>
      formatError(log, (isObject(thrown) && requestOf.get(thrown)) || '', formatted, thrown),
    plugins: [
      { requestDidStart: async () => listener },
      compiledQueries(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return server;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
