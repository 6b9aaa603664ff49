import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { createHash } from 'node:crypto';
import { underBreakGlass } from '../../modules/access/index.ts';
import type { Ctx, Services } from '../../platform/context/context.ts';
import { createDocuments, type Documents } from '../../platform/graphql/documents.ts';
import { sql } from 'kysely';
import type { Installation } from './installation.fixture.ts';
import { boundInputs } from './weak-inputs.ts';
import {
  appsAsPeople,
  everProved,
  everyRight,
  everyRow,
  everyUse,
  everyValue,
  exactFigures,
  noAuthentication,
  noSignatures,
  nothingEnds,
  ofItsPerson,
  type Retake,
  tokensAsPeople,
} from './weak-actors.ts';
import { believingTokenEndpoint } from './weak-token-endpoint.ts';
import { KNOWN_KEY, plainIds } from './weak-keys.ts';
import { concatenating, ofWhomever, telling } from './weak-resolvers.ts';

/** How a build differs from ours. What is not said is ours. */
export interface Weakness {
  readonly authenticate?: Retake;
  readonly services?: (services: Services) => Services;
  readonly schema?: (of: Installation) => GraphQLSchema;
  readonly documents?: (schema: GraphQLSchema) => Documents;
  readonly freeWithSession?: true;
  /** No root field needs credentials. */
  readonly allOpen?: true;
  /** In which context operations run. */
  readonly contextFor?: typeof underBreakGlass;
  /** What is done to every request, or answer, by a hook. */
  readonly hooks?: (server: FastifyInstance, of: Installation) => void;
  /** GraphQL over HTTP as Apollo Server comes, instead of our route. */
  readonly apolloAsItComes?: true;
  readonly noPartners?: true;
  readonly tokenEndpoint?: (server: FastifyInstance, of: Installation) => void;
}

/** All of these are put together by tests; no setting of the product leads to one. */
export const WEAKNESSES = {
  'row rights': { authenticate: everyRow },
  masks: { authenticate: everyValue },
  'capabilities beside reading': { authenticate: everyUse },
  'small groups': { authenticate: exactFigures },
  'rights of functions': { authenticate: everyRight },
  'fresh proofs': { authenticate: everProved },
  'people apart from tokens': { authenticate: tokensAsPeople, freeWithSession: true },
  authentication: { authenticate: noAuthentication, allOpen: true },
  signatures: { authenticate: noSignatures },
  endings: { authenticate: nothingEnds },
  'second factors': { hooks: before('update session set second_factor = 1', 'update api_token set second_factor = 1') },
  'limits of guesses': { hooks: before('delete from guess_count') },
  'limits of look-ups': { hooks: before('delete from look_up') },
  'using up': {
    hooks: before(
      'update totp_factor set last_step = 0',
      'update one_time_link set used_at = null, expires_at = 9007199254740991',
      'delete from partner_assertion',
    ),
  },
  origins: { hooks: asOwnPage },
  'documents of the console': { freeWithSession: true },
  'limits of documents': { documents: unlimited },
  'our HTTP layer': { apolloAsItComes: true, hooks: asOwnPage, freeWithSession: true },
  'sealed ids': { services: (services) => ({ ...services, publicIds: plainIds }) },
  'secret keys': { services: (services) => ({ ...services, keys: { ...services.keys, tokens: KNOWN_KEY } }) },
  'protecting headers': { hooks: bareAnswers },
  'silence about what is hidden': { schema: telling },
  'whose it is': { schema: ofWhomever },
  'closed inputs': { schema: boundInputs },
  'bound parameters': { schema: concatenating },
  'reading only': { contextFor: forEverything },
  'its session': { authenticate: ofItsPerson },
  /** What is seen in these builds is not written down. */
  'an entry for each read': {},
  'a side for apps': { authenticate: appsAsPeople, noPartners: true },
  'proofs of clients': { tokenEndpoint: believingTokenEndpoint },
  /** Rules before root fields by the library as it comes; see `Target.guard`. */
  'our use of the rule library': {},
  /** Cells as they come; see `Target.tableOf`. */
  'neutralised cells': {},
} as const satisfies Record<string, Weakness>;

/** The name of what a build lacks. */
export type WeaknessName = keyof typeof WEAKNESSES;

// Break-glass counts whatever is asked.
function forEverything(...[ctx, { needs, rootFields }]: Parameters<typeof underBreakGlass>): Ctx {
  return underBreakGlass(ctx, { needs: { ...needs, kind: OperationTypeNode.QUERY }, rootFields });
}

function before(...statements: readonly string[]): Weakness['hooks'] {
  return (server, { app }) =>
    void server.addHook('onRequest', async () => {
      await app.services.db.transaction(async (trx) => {
        for (const statement of statements) await sql.raw(statement).execute(trx);
      });
    });
}

/** Every request looks as if one of our own pages sent it. */
function asOwnPage(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ headers }) => {
    delete headers.origin;
    delete headers['sec-fetch-site'];
    headers['x-dossier-csrf'] = '1';
  });
}

function bareAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (name !== 'content-type') reply.removeHeader(name);
      if (name === 'set-cookie') void reply.header(name, String(value).split(';', 1)[0]);
    }
  });
}

/** Every document is treated as one of the console’s own. */
function unlimited(schema: GraphQLSchema): Documents {
  const texts = new Map<string, string>();
  const documents = createDocuments(schema, { persisted: texts, introspection: true });
  return {
    ...documents,
    free: (text) => {
      const hash = createHash('sha256').update(text).digest('hex');
      texts.set(hash, text);
      return documents.persisted(hash) ?? documents.free(text);
    },
  };
}
