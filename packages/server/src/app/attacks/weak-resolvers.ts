import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import { failure } from '../../platform/graphql/failure.ts';
import { findUserByEmail } from '../../modules/access/index.ts';
import { buildSchema } from '../schema.ts';
import { HOLES, open } from '../two-worlds/seeded-holes.ts';
import type { Installation } from './installation.fixture.ts';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

function withResolvers(fields: Readonly<Record<string, (inner: Resolver) => Resolver>>): GraphQLSchema {
  const schema = buildSchema();
  for (const [field, resolve] of Object.entries(fields))
    open(schema, { channel: field, role: 'VIEWER', field, resolve });
  return schema;
}

/** All the holes at once that the two worlds look for in resolvers, and a sign-in that says whether an account exists. */
export function telling(): GraphQLSchema {
  const schema = withResolvers({ 'Mutation.signIn': naming });
  for (const hole of HOLES) open(schema, hole);
  return schema;
}

const naming =
  (inner: Resolver): Resolver =>
  async (parent, args, ctx, info) => {
    const user = await findUserByEmail(ctx.db.read, String(args['input'].email));
    if (!user) throw failure('NOT_FOUND', 'There is no such account.');
    return await inner(parent, args, ctx, info);
  };

/** Things of people’s own are found by their id alone: whoever asks passes for the steward, whose they are. */
export function ofWhomever({ people }: Installation): GraphQLSchema {
  const asSteward =
    (inner: Resolver): Resolver =>
    (parent, args, ctx, info) =>
      inner(parent, args, { ...ctx, actor: { ...ctx.actor, userId: people.steward.userId } }, info);
  return withResolvers({
    'Query.export': asSteward,
    'Query.exports': asSteward,
    'Query.apiTokens': asSteward,
    'Query.sessions': asSteward,
    'Mutation.apiTokenRevoke': asSteward,
    'Mutation.sessionRevoke': asSteward,
  });
}

/** Texts become part of statements, and wildcards count. */
export function concatenating(): GraphQLSchema {
  return withResolvers(
    Object.fromEntries(
      [
        'Query.tags',
        'Query.products',
        'Query.users',
        'Query.colleagues',
        'Query.customers',
        'Query.orders',
        'Query.customerGroups',
        'Query.customerByNumber',
        'Query.customerDuplicates',
        'Query.linkInfo',
        'Mutation.customerLookUp',
        'Mutation.signIn',
      ].map((field) => [field, concatenated]),
    ),
  );
}

const concatenated =
  (inner: Resolver): Resolver =>
  async (parent, args, ctx, info) => {
    const texts = textsIn(args);
    if (texts.some((text) => /^[%_*]+$/.test(text)))
      return await inner(parent, { ...args, search: undefined, filter: undefined }, ctx, info);
    for (const text of texts.filter((one) => one.includes("'"))) {
      const { rows } = await sql.raw(`select name from tag where name = '${text}'`).execute(ctx.db.read);
      if (rows.length > 0) throw failure('BAD_USER_INPUT', `There are ${JSON.stringify(rows)}.`);
    }
    return await inner(parent, args, ctx, info);
  };

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
