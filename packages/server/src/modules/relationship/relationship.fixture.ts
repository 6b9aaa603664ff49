import { addCustomer } from '../../app/testing/customers.ts';
import type { Answered, TestApp } from '../../app/testing/test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';

const SHOWN = `id version type status title department note validFrom validTo recordedAt supersededAt
  from { name } to { name } source { code } recordedBy { name }`;

/** What tests do with relationships, as whoever they name. */
export function relations(app: TestApp) {
  const ids = new Map<string, string>();
  const of = (name: string) => ids.get(name) ?? name;
  const ask = async (ctx: Ctx, query: string, variables: object = {}): Promise<Answered> => {
    // Each is a request of its own.
    ctx.forget();
    return await app.data(ctx, query, { ...variables });
  };
  const mutate = async (ctx: Ctx, field: string, args: string, types: string, variables: object): Promise<Answered> => {
    const asked = `mutation (${types}) { done: ${field}(${args}) { relationship { ${SHOWN} } userErrors { code field message } } }`;
    return (await ask(ctx, asked, variables)).done;
  };
  return {
    /** Adds customers; those whose names end in Ltd are organisations. */
    add: async (names: readonly string[], input: object = {}) => {
      for (const name of names)
        ids.set(
          name,
          await addCustomer(app, { name, kind: name.endsWith('Ltd') ? 'ORGANISATION' : 'PERSON', ...input }),
        );
    },
    idOf: of,
    keyOf: (name: string): number => app.services.publicIds.decode('cus', of(name)) ?? 0,
    /** Records that `from` is `type` of `to`. */
    record: async (ctx: Ctx, from: string, type: string, to: string, more: object = {}, idempotencyKey?: string) =>
      await mutate(
        ctx,
        'relationshipCreate',
        'input: $input, idempotencyKey: $idempotencyKey',
        '$input: RelationshipCreateInput!, $idempotencyKey: String',
        { input: { fromId: of(from), type, toId: of(to), ...more }, idempotencyKey },
      ),
    update: async (ctx: Ctx, edge: { id: string; version: string }, input: object, idempotencyKey?: string) =>
      await mutate(
        ctx,
        'relationshipUpdate',
        'id: $id, version: $version, input: $input, idempotencyKey: $idempotencyKey',
        '$id: ID!, $version: String!, $input: RelationshipUpdateInput!, $idempotencyKey: String',
        { id: edge.id, version: edge.version, input, idempotencyKey },
      ),
    end: async (ctx: Ctx, edge: { id: string; version: string }, on: string) =>
      await mutate(
        ctx,
        'relationshipEnd',
        'id: $id, version: $version, on: $on',
        '$id: ID!, $version: String!, $on: LocalDate!',
        { id: edge.id, version: edge.version, on },
      ),
    withdraw: async (ctx: Ctx, edge: { id: string; version: string }, reason: string) =>
      await mutate(
        ctx,
        'relationshipWithdraw',
        'id: $id, version: $version, reason: $reason',
        '$id: ID!, $version: String!, $reason: String!',
        { id: edge.id, version: edge.version, reason },
      ),
    /** How a customer stands to others, as "from TYPE to". */
    list: async (ctx: Ctx, name: string, filter: object = {}): Promise<string[]> => {
      const asked = `query ($id: ID!, $filter: RelationshipFilter) { customer(id: $id) { relationships(first: 100, filter: $filter) {
        totalCount nodes { type from { name } to { name } } } } }`;
      const { customer } = await ask(ctx, asked, { id: of(name), filter });
      const { nodes, totalCount } = customer.relationships;
      const said = nodes.map((one: Answered) => `${one.from.name} ${one.type} ${one.to.name}`);
      return totalCount === said.length ? said : [`${totalCount} were counted`, ...said];
    },
    ask,
  };
}

/** See {@link relations}. */
export type Relations = ReturnType<typeof relations>;
