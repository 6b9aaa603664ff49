import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { printValue } from '../access-oracle/inputs.ts';
import type { Values } from './values.ts';

/** An operation that somebody could send. */
export interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The coordinates of what stands in its answer, by name there: each name stands once. */
  readonly places: ReadonlyMap<string, string>;
  /** The coordinates of what is said in it: arguments, fields of inputs, codes. */
  readonly said: readonly string[];
}

/** What an operation is grown from. */
export interface Ground {
  readonly schema: GraphQLSchema;
  readonly values: Values;
  /** The root fields, each as often as it shall be tried. */
  readonly roots: { readonly query: readonly string[]; readonly mutation: readonly string[] };
  /** Ways through queries to every field there is, by name: chance alone seldom finds those that lie deep. */
  readonly ways: readonly (readonly string[])[];
  /** Coordinates that are refused whatever is said: mostly left out, so that operations run. */
  readonly closed: ReadonlySet<string>;
}

/** How many fields stand within one another at most. */
export const DEEPEST = 4;
const DEEPEST_INPUT = 3;
const MOST_FIELDS = 6;
// A closed coordinate is tried all the same now and then.
const ONE_IN = 12;

/**
 * Grows an operation from a list of numbers, each of which decides one thing; where the list ends, the simplest is taken. So a
 * shorter list of smaller numbers is a simpler operation, and whatever makes lists makes operations and shrinks them. With a cursor
 * it is the same operation from there on.
 */
export function growOperation(ground: Ground, decisions: readonly number[], cursor?: string): Operation {
  const { schema, values, closed } = ground;
  let decided = 0;
  let aliases = 0;
  let latestId = '';
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const places = new Map<string, string>();
  const said: string[] = [];
  const choose = (count: number) => (count < 2 ? 0 : (decisions[decided++] ?? 0) % count);
  const oneOf = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const one = list[choose(list.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  };

  // Changes are made one at a time, as clients do.
  const kind = choose(5) === 4 ? 'mutation' : 'query';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`there is no ${kind}`);
  const count = kind === 'query' ? 1 + choose(3) : 1;
  const selected = Array.from({ length: count }, () => {
    const [name = oneOf(ground.roots[kind]), ...rest] = kind === 'query' && choose(3) === 2 ? oneOf(ground.ways) : [];
    const field = root.getFields()[name];
    if (!field) throw new Error(`there is no ${name}`);
    return fieldText(root, field, DEEPEST, rest);
  });
  const header = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  return { kind, document: `${kind} ${header}{ ${selected.join(' ')} }`, variables, places, said };

  function fieldText(
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    depth: number,
    way: readonly string[],
  ): string {
    const args = field.args
      .filter(
        (arg) => arg.name !== 'after' && (isRequiredArgument(arg) || wants(`${parent.name}.${field.name}.${arg.name}`)),
      )
      .map((arg) => {
        said.push(`${parent.name}.${field.name}(${arg.name}:)`);
        return `${arg.name}: ${argumentText(arg, field.name)}`;
      });
    const isPaged = depth === DEEPEST && field.args.some(({ name }) => name === 'after');
    if (isPaged && cursor !== undefined) args.push(`after: ${JSON.stringify(cursor)}`);
    const type = getNamedType(field.type);
    // Every field has a name of its own: two of the same name and other arguments would not be valid together.
    const alias = `${field.name}_${++aliases}`;
    places.set(alias, `${parent.name}.${field.name}`);
    return `${alias}: ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection(type, depth - 1, way)}`;
  }

  /** What is asked of a type: some of its fields, and the next one of the way. */
  function selection(type: GraphQLNamedType, depth: number, [next, ...rest]: readonly string[]): string {
    if (isInterfaceType(type)) {
      const of = oneOf(
        schema
          .getPossibleTypes(type)
          .toSorted((a, b) => values.weight(b.name) - values.weight(a.name))
          .slice(0, 6),
      );
      return ` { __typename ... on ${of.name}${selection(of, depth, [])} }`;
    }
    if (!isObjectType(type)) return '';
    const fields = Object.values(type.getFields()).filter(
      (field) => (depth > 0 || !isObjectType(getNamedType(field.type))) && isOpen(`${type.name}.${field.name}`),
    );
    const picked = new Set<GraphQLField<unknown, unknown>>();
    for (let wanted = fields.length === 0 ? 0 : 1 + choose(MOST_FIELDS); wanted > 0; wanted--)
      picked.add(oneOf(fields));
    const onward = next === undefined ? undefined : type.getFields()[next];
    if (onward) picked.add(onward);
    const texts = [...picked].map((field) => fieldText(type, field, depth, field === onward ? rest : []));
    const inner = texts.length > 0 ? texts.join(' ') : '__typename';
    return choose(8) === 7 ? ` { ... on ${type.name} { ${inner} } }` : ` { ${inner} }`;
  }

  function wants(coordinate: string): boolean {
    return isOpen(coordinate) && choose(2) === 1;
  }

  function isOpen(coordinate: string): boolean {
    return !closed.has(coordinate) || choose(ONE_IN) === ONE_IN - 1;
  }

  function argumentText(arg: GraphQLArgument, of: string): string {
    const value = inputValue(arg.type, [of, arg.name], DEEPEST_INPUT);
    if (choose(3) < 2) return printValue(value, arg.type);
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${String(arg.type)}`);
    variables[name] = value;
    return `$${name}`;
  }

  /** A value of a type; `path`: the names of the field and the inputs that it stands in, the nearest last. */
  function inputValue(type: GraphQLInputType, path: readonly string[], depth: number): unknown {
    const outer = getNullableType(type);
    if (isListType(outer)) {
      const length = isInputObjectType(getNamedType(outer)) ? 1 + choose(2) : 1 + choose(3);
      return Array.from({ length }, () => inputValue(outer.ofType, path, depth));
    }
    if (isEnumType(outer)) {
      const names = outer.getValues().map(({ name }) => name);
      const open = names.filter((name) => !closed.has(`${outer.name}.${name}`));
      const name = oneOf(open.length > 0 && choose(ONE_IN) !== ONE_IN - 1 ? open : names);
      said.push(`${outer.name}.${name}`);
      return name;
    }
    if (path.at(-1) === 'version' && choose(4) < 3) return values.versionOf(latestId);
    if (!isInputObjectType(outer)) {
      const value = oneOf(values.of(String(outer), path));
      if (path.at(-1) === 'id') latestId = String(value);
      return value;
    }
    const fields = Object.values(outer.getFields());
    const optional = fields.filter(
      (field) =>
        !isRequiredInputField(field) && isOpen(`${outer.name}.${field.name}`) && (depth > 0 || !isNested(field)),
    );
    const picked = new Set(fields.filter(isRequiredInputField));
    // Of conditions mostly one: two together seldom hold of anybody.
    const most = outer.name.endsWith('Filter') ? (choose(4) === 3 ? 2 : 1) : 1 + choose(4);
    for (let wanted = optional.length === 0 ? 0 : most; wanted > 0; wanted--) picked.add(oneOf(optional));
    return Object.fromEntries(
      [...picked].map((field) => {
        said.push(`${outer.name}.${field.name}`);
        return [field.name, inputValue(field.type, [...path, field.name], depth - 1)];
      }),
    );
  }
}

// Conditions on values have no conditions within.
const isNested = (field: GraphQLInputField) => {
  const type = getNamedType(field.type);
  return (
    isInputObjectType(type) && Object.values(type.getFields()).some((one) => isInputObjectType(getNamedType(one.type)))
  );
};
