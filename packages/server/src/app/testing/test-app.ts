import { BUILT_IN_POLICY, FORMER_ROLES, type Permission, type Role, ROLES } from '@dossier/shared/access';
import type { FastifyInstance } from 'fastify';
import {
  type DocumentNode,
  execute as run,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { type Actor, ALL_GRANTS, ANONYMOUS } from '../../platform/context/actor.ts';
import { createContext, type Ctx, type Services } from '../../platform/context/context.ts';
import { readSettings } from '../../modules/dictionary/index.ts';
import { compileGrants, type CompiledGrants } from '../../platform/policy/compile-grants.ts';
import { type OperationNeeds, operationNeeds } from '../../platform/policy/operation-needs.ts';
import { preAuthorise } from '../../platform/policy/pre-authorise.ts';
import { createTestDatabase } from '../../platform/testing/test-database.ts';
import { createTestServices } from '../../platform/testing/test-context.ts';
import { buildSchema } from '../schema.ts';
import { createServer, type ServerOptions } from '../server.ts';

/** The whole API on a fresh database of the engine under test. */
export interface TestApp {
  readonly services: Services;
  /** What answers; one for all apps of the process. */
  readonly schema: GraphQLSchema;
  /** A context of a made-up user with a role, with all that administrators were, or with exactly these permissions and all data. */
  ctxFor(rights: Rights, userId?: number): Ctx;
  /**
   * Runs a document through the real schema, rules included, as Apollo would. Throws when it is not valid, which is not looked at
   * where `isValid` says that it is.
   */
  execute(ctx: Ctx, document: string, variables?: Record<string, unknown>, isValid?: boolean): Promise<ExecutionResult>;
  /** As `execute`, but throws when there are errors; returns the data. */
  data(ctx: Ctx, document: string, variables?: Record<string, unknown>): Promise<Answered>;
  /** The HTTP server over the same services; use its `inject`. Made at the first call. */
  http(options?: Partial<ServerOptions>, on?: Services): Promise<FastifyInstance>;
  close(): Promise<void>;
}

/** What was answered to a document: whoever asked knows its shape, and compares what is in it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a document that is text has no type, and every test would cast it to one
export type Answered = any;

/** What a made-up user may do. */
export type Rights = Role | 'ADMIN' | 'STEWARD' | 'anonymous' | readonly Permission[];

let builtSchema: GraphQLSchema | undefined;

/** Makes a {@link TestApp} with a migrated database of its own. */
export async function createTestApp(overrides: Partial<Services> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const services = createTestServices(database.db, database.folder, {
    settings: async () => await readSettings(database.db),
    passwordCost: { memoryKiB: 64, passes: 1 },
    ...overrides,
  });
  const schema = (builtSchema ??= buildSchema());
  const servers: FastifyInstance[] = [];

  async function execute(
    ctx: Ctx,
    document: string,
    variables: Record<string, unknown> = {},
    isValid = false,
  ): Promise<ExecutionResult> {
    const { parsed, needs } = prepare(schema, document, isValid);
    ctx.access.withheld.clear();
    try {
      ctx.access.authorised = preAuthorise(ctx.actor.grants, needs, variables);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
    return await run({ schema, document: parsed, contextValue: ctx, variableValues: variables });
  }
  return {
    services,
    schema,
    ctxFor: (rights, userId = 1) =>
      createContext(services, { actor: actorWith(rights, userId), locale: 'en', requestId: 'test' }),
    execute,
    data: async (ctx, document, variables) => {
      const { data, errors } = await execute(ctx, document, variables);
      if (errors?.[0]) throw errors[0].originalError ?? errors[0];
      // Prototype-free objects do not equal literals; JSON is what a client gets.
      return JSON.parse(JSON.stringify(data));
    },
    http: async (options = {}, on = services) => {
      const server = await createServer(on, {
        mode: 'development',
        publicUrl: undefined,
        behindProxy: false,
        persistedDocuments: new Map(),
        consoleFolder: '',
        notReady: async () => undefined,
        warnings: async () => [],
        ...options,
      });
      servers.push(server);
      return server;
    },
    close: async () => {
      for (const server of servers) await server.close();
      services.events.stop();
      await database.drop();
    },
  };
}

interface Prepared {
  readonly parsed: DocumentNode;
  readonly needs: OperationNeeds;
}
const PREPARED = 500;
const preparedBySchema = new WeakMap<GraphQLSchema, Map<string, Prepared>>();

/** A document ready to be run; as the server, it remembers those of late. Throws when it is not valid. */
function prepare(schema: GraphQLSchema, document: string, isValid: boolean): Prepared {
  let known = preparedBySchema.get(schema);
  if (!known) preparedBySchema.set(schema, (known = new Map()));
  const before = known.get(document);
  if (before) return before;
  const parsed = parse(document);
  const [mistake] = isValid ? [] : validate(schema, parsed);
  if (mistake) throw mistake;
  const operation = getOperationAST(parsed);
  if (!operation) throw new Error('one operation at a time');
  const prepared = { parsed, needs: operationNeeds(schema, parsed, operation) };
  if (known.size >= PREPARED) known.clear();
  known.set(document, prepared);
  return prepared;
}

function actorWith(rights: Rights, userId: number): Actor {
  if (rights === 'anonymous') return ANONYMOUS;
  const grants = grantsWith(rights, userId);
  return {
    kind: 'user',
    userId,
    name: 'Test User',
    permissions: grants.permissions,
    grants,
    sessionId: undefined,
    tokenId: undefined,
    secondFactor: true,
    // Always just now, wherever the test moves the clock.
    provedAt: Number.MAX_SAFE_INTEGER,
  };
}

function grantsWith(rights: Exclude<Rights, 'anonymous'>, userId: number): CompiledGrants {
  if (typeof rights !== 'string') return { ...ALL_GRANTS, permissions: new Set(rights) };
  const roles = FORMER_ROLES[rights] ?? ROLES.filter((one) => one === rights);
  return compileGrants(BUILT_IN_POLICY, roles, { userId, teamMembers: [], territories: [] });
}
