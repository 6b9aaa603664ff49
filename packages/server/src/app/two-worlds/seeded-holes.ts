import {
  BUILT_IN_POLICY,
  type Capability,
  type DataClass,
  type Permission,
  type Policy,
  type Role,
} from '@dossier/shared/access';
import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { ALL_GRANTS } from '../../platform/context/actor.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { failure } from '../../platform/graphql/failure.ts';

/** A way to let out what must stay hidden, of one channel of the access model. */
export interface Hole {
  readonly channel: string;
  /** From whom it is hidden. */
  readonly role: Role;
  /** The policy with a grant too many. */
  readonly policy?: Policy;
  /** A field of the schema that answers wrongly, and how. */
  readonly field?: string;
  readonly resolve?: (inner: Resolver) => Resolver;
}
type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/** Puts a hole into the schema; what it returns closes it again. */
export function open(schema: GraphQLSchema, { field: coordinate, resolve }: Hole): () => void {
  if (!coordinate || !resolve) return () => {};
  const [typeName = '', name = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`there is no ${coordinate}`);
  const before = field.resolve;
  field.resolve = resolve(before ?? defaultFieldResolver);
  return () => {
    if (before) field.resolve = before;
    else delete field.resolve;
  };
}

/** The built-in policy in which a role may do something with the values of every customer. */
function granting(
  role: Role,
  classes: readonly DataClass[],
  capability: Capability,
  permissions: readonly Permission[] = [],
): Policy {
  const own = BUILT_IN_POLICY.roles[role];
  if (!own) throw new Error(`there is no ${role}`);
  const grants = { ...own.grants };
  for (const dataClass of classes) grants[dataClass] = { ...grants[dataClass], [capability]: ['ALL'] };
  return {
    roles: { ...BUILT_IN_POLICY.roles, [role]: { ...own, permissions: [...own.permissions, ...permissions], grants } },
  };
}

const told = (channel: string, role: Role, capability: Capability, dataClass: DataClass = 'PERSONAL'): Hole => ({
  channel,
  role,
  policy: granting(role, [dataClass], capability),
});
const wrong = (channel: string, role: Role, field: string, resolve: Hole['resolve']): Hole => ({
  channel,
  role,
  field,
  resolve,
});

/** The field of everybody's rows, whoever asks. */
const ofAll =
  (inner: Resolver): Resolver =>
  (parent, args, ctx, info) =>
    inner(parent, args, { ...ctx, actor: { ...ctx.actor, grants: ALL_GRANTS } }, info);
/** The field without what masks and hides it. */
const unguarded = (): Resolver => defaultFieldResolver;

const countOf = async (ctx: Ctx, table: 'customer' | 'customer_tag' | 'order_line' | 'source_record') => {
  const row = await ctx.db.read
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
};
const counting = (table: Parameters<typeof countOf>[1]) => (): Resolver => async (_parent, _args, ctx) =>
  await countOf(ctx, table);

/** Tells somebody who finds nothing whether there is something. */
const forbidden =
  (inner: Resolver): Resolver =>
  async (parent, args, ctx, info) => {
    const found: unknown = await inner(parent, args, ctx, info);
    const key = ctx.publicIds.decode('cus', String(args['id']));
    if (found || key === undefined) return found;
    const row = await ctx.db.read.selectFrom('customer').select('id').where('id', '=', key).executeTakeFirst();
    if (row) throw failure('FORBIDDEN', 'You do not have the right to do this.');
    return found;
  };

/** What is stored of the customer that was asked for, beside the answer. */
const quoting =
  (inner: Resolver): Resolver =>
  async (parent, args, ctx, info) => {
    const key = ctx.publicIds.decode('cus', String(args['id']));
    const row = await ctx.db.read
      .selectFrom('customer')
      .select('name')
      .where('id', '=', key ?? 0)
      .executeTakeFirst();
    if (row) throw failure('BAD_USER_INPUT', `This does not fit ${row.name}.`);
    return await inner(parent, args, ctx, info);
  };

/** A readable cursor: the name of the newest customer. */
const plainCursor = (): Resolver => async (_parent, _args, ctx) => {
  const row = await ctx.db.read.selectFrom('customer').select('name').orderBy('id').executeTakeFirstOrThrow();
  return Buffer.from(String(row.name)).toString('base64url');
};

/** A statement for each customer there is. */
const oneByOne =
  (inner: Resolver): Resolver =>
  async (parent, args, ctx, info) => {
    for (let left = await countOf(ctx, 'customer'); left > 0; left--) await countOf(ctx, 'customer_tag');
    return await inner(parent, args, ctx, info);
  };

/** How many pairs there are, seen or not. */
const countingPairs = (): Resolver => async (_parent, _args, ctx) => {
  const row = await ctx.db.read
    .selectFrom('match_pair')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'OPEN')
    .executeTakeFirstOrThrow();
  return Number(row.n);
};

/** One for each class of side channels that the product has: section "What is decided" of docs/access.md, the other way round. */
export const HOLES: readonly Hole[] = [
  told('filter by equality', 'VIEWER', 'FILTER_EQ'),
  told('filter by a part', 'VIEWER', 'FILTER_PREFIX'),
  told('filter by a range', 'VIEWER', 'FILTER_RANGE'),
  told('filter of some rows, values of others', 'SALES', 'FILTER_EQ'),
  told('sort', 'VIEWER', 'SORT'),
  told('group', 'VIEWER', 'GROUP'),
  told('search', 'VIEWER', 'SEARCH'),
  told('look-up of documents', 'VIEWER', 'LOOK_UP', 'SENSITIVE'),
  told('reading in full', 'AUDITOR', 'READ_FULL'),
  { channel: 'rows of others', role: 'SALES', policy: granting('SALES', ['PUBLIC', 'INTERNAL'], 'READ_FULL') },
  { channel: 'reveal', role: 'SALES', policy: granting('SALES', ['PERSONAL', 'SENSITIVE'], 'REVEAL') },
  { channel: 'disclosures of others', role: 'SALES', policy: granting('SALES', [], 'READ_FULL', ['DISCLOSURE_READ']) },
  wrong('total count', 'SALES', 'CustomerConnection.totalCount', counting('customer')),
  wrong('cursor', 'VIEWER', 'PageInfo.endCursor', plainCursor),
  wrong(
    'next page',
    'SALES',
    'PageInfo.hasNextPage',
    // A bit of the number of all customers.
    () => async (_parent, _args, ctx) => (await countOf(ctx, 'customer')) % 2 === 1,
  ),
  wrong('relationships with others', 'SALES', 'Relationship.title', ofAll),
  wrong('a graph over others', 'SALES', 'Query.relationshipGraph', ofAll),
  wrong('facets', 'SALES', 'Query.customerGroups', ofAll),
  wrong('figures of data quality', 'SALES', 'Query.dataQuality', ofAll),
  wrong('not found or forbidden', 'SALES', 'Query.customer', forbidden),
  wrong('node', 'SALES', 'Query.node', forbidden),
  wrong('text of an error', 'SALES', 'Mutation.customerUpdate', quoting),
  wrong('customer numbers', 'SALES', 'Query.customerByNumber', ofAll),
  wrong('duplicates', 'SALES', 'Query.customerDuplicates', ofAll),
  wrong('orders of others', 'SALES', 'Query.orders', ofAll),
  wrong('selection of a change', 'SALES', 'Mutation.customersTag', ofAll),
  wrong('statistics of products', 'SALES', 'Product.orderLineCount', counting('order_line')),
  wrong('counts beside tags', 'SALES', 'Tag.customerCount', counting('customer_tag')),
  wrong('counts beside sources', 'SALES', 'Source.customerCount', counting('source_record')),
  wrong('values of sources', 'VIEWER', 'FactValue.value', unguarded),
  wrong('evidence of consents', 'VIEWER', 'ConsentEntry.evidenceText', unguarded),
  wrong('subjects of cases', 'VIEWER', 'SupportCase.subject', unguarded),
  wrong('values of files', 'VIEWER', 'OtherData.value', unguarded),
  wrong('statements', 'SALES', 'Query.customers', oneByOne),
  wrong('pairs of others', 'MANAGER', 'Query.matchPairs', ofAll),
  wrong('a pair of others', 'MANAGER', 'Query.matchPair', ofAll),
  wrong('who hangs together', 'MANAGER', 'Query.matchCluster', ofAll),
  wrong('groups of others', 'MANAGER', 'Query.matchClusters', ofAll),
  wrong('counts of all pairs', 'MANAGER', 'MatchCounts.open', countingPairs),
  wrong('figures of recognition', 'MANAGER', 'Query.matchRun', ofAll),
  wrong('what was learned of all', 'MANAGER', 'Query.matchModels', ofAll),
  wrong('reasons of operations of others', 'MANAGER', 'Query.mergeOperations', ofAll),
  wrong('candidates whom one does not see', 'SALES', 'Query.customerMatches', ofAll),
  wrong('history of values', 'VIEWER', 'CustomerHistoryEntry.after', ofAll),
  wrong('values as they were', 'VIEWER', 'CustomerAsOf.name', unguarded),
  wrong('difference of two moments', 'VIEWER', 'CustomerDifference.after', ofAll),
];
