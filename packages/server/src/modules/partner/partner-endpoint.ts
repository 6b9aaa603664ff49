import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { createContext, type Ctx, type Services } from '../../platform/context/context.ts';
import { createApollo } from '../../platform/graphql/apollo.ts';
import { createDocuments } from '../../platform/graphql/documents.ts';
import { exposureOf } from '../../platform/graphql/exposure.ts';
import { failure } from '../../platform/graphql/failure.ts';
import type { GraphqlEndpoint, GraphqlRoute } from '../../platform/http/graphql-route.ts';
import { cookieSettings, createClient, readBearer, readLanguage } from '../../platform/http/request-client.ts';
import { type Cost, spend } from './budget/spend.ts';
import { weightOfClass } from './budget/weights.ts';
import { actorOf, authenticateApp, type KnownApp, purposeOf } from './credential/authenticate-app.ts';
import { TOKEN_PREFIX } from './credential/issue-token.ts';
import { journalAnswer } from './journal-answer.ts';
import { partnerSchema, printedSchema } from './scope/partner-schema.ts';

/** Schemas are kept for so many different lists of fields. */
const KEPT = 50;
const SDL_PATH = '/partner/schema.graphql';

/** The side of the API that partner apps see. */
export interface PartnerSide {
  /** Whose request it is, when it shows the token of an app. */
  readonly other: NonNullable<GraphqlRoute['other']>;
  /** Adds what apps get beside GraphQL: their schema as text. */
  addRoutes(app: FastifyInstance): void;
}

/** What a token shows is for an app; other tokens are for people. */
function appToken({ headers }: FastifyRequest): string | undefined {
  const token = readBearer(headers.authorization);
  return token?.startsWith(TOKEN_PREFIX) ? token : undefined;
}

/**
 * Answers partner apps: each on the schema of its own terms, for one purpose, within its budget; what an answer gives away is in
 * the journal before it leaves.
 *
 * @param schema the whole schema, behind its rules
 */
export function createPartnerSide(
  services: Services,
  schema: GraphQLSchema,
  { publicUrl }: { readonly publicUrl: string | undefined },
): PartnerSide {
  const endpoints = new Map<string, Promise<GraphqlEndpoint>>();

  async function endpointOf({ terms }: KnownApp): Promise<GraphqlEndpoint> {
    const key = terms.fields.join();
    let endpoint = endpoints.get(key);
    if (!endpoint) {
      const [oldest] = endpoints.size >= KEPT ? endpoints.keys() : [];
      if (oldest !== undefined) endpoints.delete(oldest);
      endpoint = createEndpoint(services, partnerSchema(schema, terms.fields));
      endpoints.set(key, endpoint);
      endpoint.catch(() => endpoints.delete(key));
    }
    return await endpoint;
  }

  return {
    other: async (request, reply) => {
      const token = appToken(request);
      if (token === undefined) return undefined;
      const app = await authenticateApp(services, token, request.ip);
      const ctx = createContext(services, {
        actor: actorOf(app, purposeOf(app, request), schema),
        locale: readLanguage(request.headers['accept-language']) ?? (await services.settings()).defaultLocale,
        requestId: request.id,
        client: createClient(request, reply, cookieSettings(publicUrl), publicUrl),
      });
      return { ctx, endpoint: withBudget(await endpointOf(app), app) };
    },
    addRoutes: (server) => {
      server.get(SDL_PATH, async (request, reply) => {
        const token = appToken(request);
        if (token === undefined) throw failure('UNAUTHENTICATED', 'Send the token of a partner app.');
        const { terms } = await authenticateApp(services, token, request.ip);
        void reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
        return await reply.send(printedSchema(partnerSchema(schema, terms.fields)));
      });
    },
  };
}

async function createEndpoint(services: Services, schema: GraphQLSchema): Promise<GraphqlEndpoint> {
  const documents = createDocuments(schema, { persisted: new Map(), introspection: true, weightOf });
  return {
    documents,
    freeWithSession: false,
    closedFields: new Set(),
    apollo: await createApollo(schema, documents, services.log),
  };
}

function weightOf(field: GraphQLField<unknown, unknown>): number {
  return weightOfClass(exposureOf(field)?.dataClass ?? 'PUBLIC');
}

function withBudget(endpoint: GraphqlEndpoint, { id, terms }: KnownApp): GraphqlEndpoint {
  let cost: Cost | undefined;
  return {
    ...endpoint,
    admit: async (ctx, operation, reply) => {
      cost = await spend(ctx, { appId: id, burst: terms.burst, perDay: terms.perDay }, operation.cost).catch(
        (error: unknown) => {
          tell(reply, error instanceof Error && 'extensions' in error ? costIn(error.extensions) : undefined);
          throw error;
        },
      );
      tell(reply, cost);
    },
    beforeLeaving: async (ctx: Ctx) => {
      await journalAnswer(ctx);
      return { cost };
    },
  };
}

function costIn(extensions: unknown): Cost | undefined {
  const isCost = typeof extensions === 'object' && extensions !== null && 'cost' in extensions;
  // Only `spend` writes it.
  return isCost ? (extensions.cost as Cost) : undefined;
}

// The same as in `extensions.cost`.
function tell(reply: FastifyReply, cost: Cost | undefined): void {
  if (!cost) return;
  void reply.headers({
    'x-cost-requested': String(cost.requested),
    'x-cost-remaining': String(cost.remaining),
    'x-cost-remaining-today': String(cost.remainingToday),
    'x-cost-reset-at': cost.resetAt,
  });
}
