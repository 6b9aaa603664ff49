import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { deny, type IRule, shield } from 'graphql-shield';
import type { Ctx } from '../context/context.ts';
import { failure } from './failure.ts';
import type { Rules } from './rules.ts';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/** The rules of all modules as one table. Throws when two modules rule the same field. */
export function mergeRules(parts: readonly Rules[]): Required<Rules> {
  const all: Record<keyof Rules, Record<string, IRule>> = { Query: {}, Mutation: {}, Subscription: {} };
  for (const part of parts) {
    for (const type of ['Query', 'Mutation', 'Subscription'] as const) {
      for (const [field, rule] of Object.entries(part[type] ?? {})) {
        if (all[type][field]) throw new Error(`two modules have a rule for ${type}.${field}`);
        all[type][field] = rule;
      }
    }
  }
  return all;
}

/**
 * Puts the rules before the root fields. Shield wraps every field of every type, whatever the rules are, at four times
 * the cost of an answer; so only the wrappers of root fields are installed. A root field without a rule is refused.
 */
export function guarded(schema: GraphQLSchema, rules: Required<Rules>): GraphQLSchema {
  const { Subscription: subscriptionRules, ...others } = rules;
  const middleware = shield(withoutEmpty(others), {
    fallbackRule: deny,
    // A resolver's own error passes (formatError decides what of it may be seen); a refused rule becomes FORBIDDEN.
    fallbackError: (thrown: unknown) =>
      thrown instanceof Error ? thrown : failure('FORBIDDEN', 'You do not have the right to do this.'),
  });
  const generated: Record<string, unknown> = { ...middleware.generate(schema) };
  const roots = Object.fromEntries(
    [schema.getQueryType(), schema.getMutationType()]
      .filter((type) => type != null)
      .map((type) => [type.name, generated[type.name]]),
  );
  // The middleware's own type for its tree does not admit the part of it that is wanted here.
  const result = applyMiddleware(schema, roots as Parameters<typeof applyMiddleware>[1]);
  guardSubscriptions(result, subscriptionRules);
  return result;
}

function withoutEmpty(rules: Omit<Required<Rules>, 'Subscription'>): Record<string, Record<string, IRule>> {
  return Object.fromEntries(Object.entries(rules).filter(([, fields]) => Object.keys(fields).length > 0));
}

// Shield only guards the value of a subscription: its source would be opened all the same. The rule is asked before the
// source opens and again for every event, with the context of that event.
function guardSubscriptions(schema: GraphQLSchema, rules: Readonly<Record<string, IRule>>): void {
  for (const [name, field] of Object.entries(schema.getSubscriptionType()?.getFields() ?? {})) {
    field.subscribe = behind(rules[name], field.subscribe ?? defaultFieldResolver);
    field.resolve = behind(rules[name], field.resolve ?? defaultFieldResolver);
  }
}

function behind(rule: IRule | undefined, inner: Resolver): Resolver {
  return async (parent, args, ctx, info) => {
    // Shield's types want its own cache in the context; rules made by `can` and its siblings never look at it.
    const verdict = await rule?.resolve(
      (parent ?? {}) as object,
      args,
      ctx as unknown as Parameters<IRule['resolve']>[2],
      info,
      SHIELD_OPTIONS,
    );
    if (verdict === true) return inner(parent, args, ctx, info);
    throw verdict instanceof Error ? verdict : failure('FORBIDDEN', 'You do not have the right to do this.');
  };
}

const SHIELD_OPTIONS: Parameters<IRule['resolve']>[4] = {
  debug: false,
  allowExternalErrors: false,
  fallbackRule: deny,
  hashFunction: () => '',
};
