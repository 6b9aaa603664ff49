import * as fc from 'fast-check';
import { buildSchema, execute, getOperationAST, type GraphQLSchema, isObjectType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileQuery } from './compile-query.ts';
import { NotPlain, runPlan } from './run.ts';

const schema = buildSchema(`
  directive @other on FIELD
  enum Colour { RED GREEN }
  interface Named { name: String }
  type Query { one(id: Int! = 1): Item, many(first: Int, colours: [Colour!]): [Item!]!, named: Named, odd: [Item] refused: Item told: String }
  type Item implements Named { id: ID! name: String size(unit: String = "cm", times: Int): Float colour: Colour self: Item later: Item tags: [String!] strict: String! kin(first: Int): [Item] }
`);

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly colour: string | null;
  readonly tags: unknown;
  readonly strict: string | null;
}

// Every kind of value a resolver gives: plain, awaited, computed, nothing, wrong.
function item(id: number): Row & Record<string, unknown> {
  return {
    id,
    name: id % 5 === 0 ? null : `Item ${id}`,
    colour: [null, 'RED', 'GREEN'][id % 3] ?? null,
    tags: id % 4 === 0 ? null : id % 4 === 1 ? [] : ['a', Promise.resolve(`b${id}`)],
    strict: id === 7 ? null : 'strict',
    size: ({ unit, times }: { unit: string; times?: number }) =>
      unit === 'mm' ? Promise.resolve(id * 10) : id * (times ?? 1),
    self: () => item(id),
    later: async () => (id % 6 === 0 ? null : item(id + 1)),
    kin: ({ first }: { first?: number }) =>
      id === 11
        ? Promise.reject(new Error('no kin'))
        : Array.from({ length: Math.min(first ?? 2, 4) }, (_, n) =>
            n === 1 ? Promise.resolve(item(id + n)) : n === 2 ? null : item(id + n),
          ),
  };
}

const query = schema.getQueryType()?.getFields() ?? {};
if (query['one']) query['one'].resolve = (_root, { id }) => item(id);
if (query['many'])
  query['many'].resolve = async (_root, { first }) => Array.from({ length: first ?? 3 }, (_, n) => item(n + 1));
if (query['odd']) query['odd'].resolve = () => 'no list';
if (query['refused']) query['refused'].resolve = async () => new Error('no');
if (query['told']) query['told'].resolve = () => new Error('no');
for (const type of Object.values(schema.getTypeMap())) if (isObjectType(type)) delete type.isTypeOf;

async function both(text: string, variables: Record<string, unknown> = {}, on: GraphQLSchema = schema) {
  const document = parse(text);
  expect(validate(on, document)).toEqual([]);
  const operation = getOperationAST(document);
  const plan = operation ? compileQuery(on, document, operation) : undefined;
  const expected = await execute({ schema: on, document, variableValues: variables });
  if (!plan) return { planned: false, expected };
  const data = await runPlan(plan, undefined, variables).catch((error: unknown) => {
    if (error instanceof NotPlain) return 'left to graphql-js';
    throw error;
  });
  return { planned: true, data, expected };
}

const asText = (value: unknown) => JSON.stringify(value);

describe('compiled queries', () => {
  it.each([
    [
      'fields, aliases, arguments',
      '{ a: one(id: 2) { id size sized: size(unit: "mm") n: name } many(first: 2) { colour } }',
      {},
    ],
    [
      'lists in lists, awaited and empty places',
      '{ many(first: 6) { tags kin(first: 4) { id kin { name } } later { later { id } } } }',
      {},
    ],
    [
      'variables and their defaults',
      'query ($n: Int = 3, $u: String) { many(first: $n) { size(unit: $u, times: $n) } }',
      { u: 'mm' },
    ],
    [
      'fragments, one key asked for twice',
      '{ one { ...F self { id } ... on Item { self { name } } ...F } } fragment F on Item { name self { colour } }',
      {},
    ],
    ['a fragment on an interface that the type has', '{ one { ... on Named { name } } }', {}],
    [
      'conditions',
      'query ($yes: Boolean!, $no: Boolean!) { one { id @include(if: $yes) name @skip(if: $yes) ... @include(if: $no) { colour } a: size @skip(if: false) b: size @skip(if: true) } }',
      { yes: true, no: false },
    ],
    ['the type’s name', '{ __typename one { __typename t: __typename } }', {}],
    ['nothing found', '{ one(id: 6) { later { id } } }', {}],
  ])('answer as graphql-js does: %s', async (_name, text, variables) => {
    const { planned, data, expected } = await both(text, variables);
    expect(planned).toBe(true);
    expect(expected.errors).toBeUndefined();
    expect(asText(data)).toBe(asText(expected.data));
  });

  it.each([
    ['an error of a field', '{ one(id: 11) { kin { id } } }', {}],
    ['an error further in, after others were answered', '{ one { id } two: one(id: 10) { later { kin { id } } } }', {}],
    ['null where none may be', '{ many(first: 9) { strict } }', {}],
    ['a value that is no list', '{ odd { id } }', {}],
    ['an error that is returned in place of an object', '{ refused { __typename name } }', {}],
    ['an error that is returned in place of a text', '{ told }', {}],
    ['a variable that does not fit', 'query ($n: Int) { many(first: $n) { id } }', { n: 'three' }],
    ['a variable that is missing', 'query ($n: Int!) { many(first: $n) { id } }', {}],
  ])('leave the answer to graphql-js: %s', async (_name, text, variables) => {
    const { data, expected } = await both(text, variables);
    expect(expected.errors?.length).toBeGreaterThan(0);
    expect(data).toBe('left to graphql-js');
  });

  it.each([
    ['interfaces', '{ named { name } }'],
    ['introspection', '{ __schema { queryType { name } } }'],
    [
      'one key under two conditions',
      'query ($a: Boolean!, $b: Boolean!) { one { id @include(if: $a) id @include(if: $b) } }',
    ],
    ['directives of others', '{ one { id @other } }'],
    ['a key that is no plain one', '{ __proto__: one { id } }'],
  ])('do not plan %s', async (_name, text) => {
    expect(await both(text, { a: true, b: false })).toMatchObject({ planned: false });
  });

  it('answer any document as graphql-js does, or leave it', async () => {
    const leaf = fc.constantFrom(
      'id',
      'name',
      'x: name',
      'colour',
      'tags',
      'size',
      's: size(unit: "mm")',
      'size2: size(times: $n)',
      '__typename',
      'strict',
      'id @skip(if: $no)',
      'name @include(if: $yes)',
    );
    const { fields } = fc.letrec((tie) => ({
      fields: fc
        .array(fc.oneof({ maxDepth: 4 }, leaf, tie('field')), { minLength: 1, maxLength: 5 })
        .map((all) => all.join(' ')),
      field: fc
        .tuple(
          fc.constantFrom(
            'self',
            'later',
            'kin',
            'k: kin(first: $n)',
            '... on Item',
            '... on Named',
            '... @include(if: $yes)',
            'y: self @skip(if: $no)',
          ),
          tie('fields'),
        )
        .map(([name, inner]) =>
          String(name) === '... on Named' ? '... on Named { name }' : `${String(name)} { ${String(inner)} }`,
        ),
    }));
    await fc.assert(
      fc.asyncProperty(
        fields,
        fc.integer({ min: 0, max: 12 }),
        fc.boolean(),
        fc.boolean(),
        async (inner, n, yes, no) => {
          const text = `query ($n: Int, $yes: Boolean!, $no: Boolean!) { many(first: $n) { ${String(inner)} } other: one(id: 3) { id size(times: $n) @skip(if: $no) name @include(if: $yes) } }`;
          if (validate(schema, parse(text)).length > 0) return;
          const { planned, data, expected } = await both(text, { n, yes, no });
          if (!planned) return;
          if (expected.errors) expect(data).toBe('left to graphql-js');
          else expect(asText(data)).toBe(asText(expected.data));
        },
      ),
      { numRuns: 300 },
    );
  });
});
