import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { completeSchema } from '../platform/graphql/complete-schema.ts';
import { guarded, mergeRules } from '../platform/graphql/guarded.ts';
import type { NodeFinder } from '../platform/graphql/module.ts';
import { guardFields } from '../platform/policy/guard-fields.ts';
import { createNodeResolver } from '../platform/graphql/node.resolver.ts';
import { Node } from '../platform/graphql/node.type.ts';
import { isOpenToAnyone, staff } from '../platform/graphql/rules.ts';
import type { IdType } from '../platform/crypto/public-ids.ts';
import { apiModules } from './modules.ts';

/** The rules of all root fields, as the modules declare them. */
export const rules = mergeRules([
  ...apiModules.map((module) => module.rules),
  // Each finder checks the rights to its own type.
  { Query: { node: staff() } },
]);

/** Root fields that need credentials: all but those whose rule lets anyone pass. */
export const closedFields: ReadonlySet<string> = new Set(
  Object.values(rules).flatMap((fields) =>
    Object.entries(fields)
      .filter(([, rule]) => !isOpenToAnyone(rule))
      .map(([name]) => name),
  ),
);

/** Builds the schema that answers: every root field behind its rule. */
export function buildSchema(): GraphQLSchema {
  return guarded(bareSchema, rules);
}

// TypeGraphQL asks for topics of its own; ours are the committed events, which `subscribe` follows through `ctx.events`.
const noTopics: PubSub = {
  publish: () => {
    throw new Error('publish through the outbox');
  },
  subscribe: () => {
    throw new Error('a subscription follows ctx.events in `subscribe`');
  },
};

/** The schema with neither rules nor guards: the bench measures against it what they cost. Nothing is served by it. */
export function buildOpenSchema(): GraphQLSchema {
  const finders = new Map<IdType, NodeFinder>();
  for (const module of apiModules) {
    // Object.entries forgets that the keys are id prefixes.
    for (const [type, finder] of Object.entries(module.nodes ?? {})) finders.set(type as IdType, finder);
  }
  const [first, ...others] = [createNodeResolver(finders), ...apiModules.flatMap((module) => module.resolvers)];
  const schema = buildSchemaSync({
    resolvers: [first, ...others],
    orphanedTypes: [Node, ...apiModules.flatMap((module) => module.orphanTypes ?? [])],
    // Inputs are checked in the use cases by the schemas shared with the console; unknown fields GraphQL itself refuses.
    validate: false,
    pubSub: noTopics,
  });
  completeSchema(schema);
  return schema;
}

function buildBareSchema(): GraphQLSchema {
  const schema = buildOpenSchema();
  guardFields(schema);
  return schema;
}

/** The schema without its rules: for printing and for the tests that look at its declarations. */
export const bareSchema: GraphQLSchema = buildBareSchema();
