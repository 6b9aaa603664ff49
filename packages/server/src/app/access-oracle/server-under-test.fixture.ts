import { BREAK_GLASS_POLICY, BUILT_IN_POLICY, type Policy, type GrantedRole } from '@dossier/shared/access';
import { getOperationAST, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { Actor } from '../../platform/context/actor.ts';
import { createContext, type Ctx } from '../../platform/context/context.ts';
import { compileGrants } from '../../platform/policy/compile-grants.ts';
import { operationNeeds } from '../../platform/policy/operation-needs.ts';
import { preAuthorise } from '../../platform/policy/pre-authorise.ts';
import type { TestApp } from '../testing/test-app.ts';
import { ACTOR, STANDING } from './world.fixture.ts';

/** As the server compiles it. */
const IN_FORCE: Policy = { roles: { ...BUILT_IN_POLICY.roles, BREAK_GLASS: BREAK_GLASS_POLICY } };

/** A context of the one whom the world is arranged around, in some roles, under the built-in policy or another one. */
export function actingAs(app: TestApp, roles: readonly GrantedRole[], policy: Policy = IN_FORCE): Ctx {
  return createContext(app.services, { actor: actorIn(app, policy, roles), locale: 'en', requestId: 'oracle' });
}

const actors = new WeakMap<Policy, Map<string, Actor>>();

/** Their grants are compiled once, as the server does for as long as nothing of them changes. */
function actorIn(app: TestApp, policy: Policy, roles: readonly GrantedRole[]): Actor {
  let byRoles = actors.get(policy);
  if (!byRoles) actors.set(policy, (byRoles = new Map()));
  const known = byRoles.get(roles.join());
  if (known) return known;
  const grants = compileGrants(policy, roles, { userId: ACTOR, ...STANDING });
  const actor = { ...app.ctxFor('VIEWER', ACTOR).actor, permissions: grants.permissions, grants };
  byRoles.set(roles.join(), actor);
  return actor;
}

/** Asks the server, before anything runs, whether a document may. Documents are prepared once. */
export function preAuthoriser(schema: GraphQLSchema) {
  const prepared = new Map<string, ReturnType<typeof operationNeeds>>();
  return (ctx: Ctx, document: string, variables: Readonly<Record<string, unknown>>): boolean => {
    const needs = prepared.get(document) ?? prepare(document);
    prepared.set(document, needs);
    try {
      preAuthorise(ctx.actor.grants, needs, { ...variables });
      return true;
    } catch (error) {
      if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN') return false;
      throw error;
    }
  };

  function prepare(document: string) {
    const parsed = parse(document);
    const [mistake] = validate(schema, parsed);
    const operation = getOperationAST(parsed);
    if (mistake || !operation) throw new Error(`${document}: ${mistake?.message}`);
    return operationNeeds(schema, parsed, operation);
  }
}

/** Whether an answer refuses the operation. */
export function isRefused(answer: { readonly errors?: readonly GraphQLError[] }): boolean {
  return answer.errors?.some(({ extensions }) => extensions['code'] === 'FORBIDDEN') ?? false;
}
