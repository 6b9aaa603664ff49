import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { exposureOf, isAboutCustomers } from '../../platform/graphql/exposure.ts';
import { inputCases, printValue, simplest } from './inputs.ts';
import type { Use } from './oracle.ts';

/** The smallest operation that does one thing with one coordinate. */
export interface Probe {
  /** The coordinate, and with it the operator or the code. */
  readonly name: string;
  readonly operation: Operation;
  readonly root: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly uses: readonly Use[];
}
type Operation = 'query' | 'mutation' | 'subscription';

interface Path {
  readonly type: GraphQLObjectType;
  readonly root: string;
  readonly opened: readonly string[];
  readonly uses: readonly Use[];
}
type OutputField = GraphQLField<unknown, unknown>;

/** For every output coordinate about customers: an operation of each kind that reads it, by the shortest way to its type. */
export function outputProbes(schema: GraphQLSchema): Probe[] {
  return operationsOf(schema).flatMap(([operation, root]) =>
    pathsFrom(root).flatMap((path) =>
      Object.values(path.type.getFields()).map((field) => {
        const called = call(path.type, field);
        return {
          name: `${path.type.name}.${field.name}`,
          operation,
          root: path.root,
          document: close(operation, '', [...path.opened, `${called.text}${isLeaf(field) ? '' : ' { __typename }'}`]),
          variables: {},
          uses: [...path.uses, ...called.uses],
        };
      }),
    ),
  );
}

/** For every way to say something about customers, in any argument: written into the document, in a variable, as its default. */
export function inputProbes(schema: GraphQLSchema): Probe[] {
  return operationsOf(schema).flatMap(([operation, root]) => {
    const atRoot = Object.values(root.getFields())
      .filter(isAbout)
      .flatMap((field) => argumentProbes(operation, { type: root, root: field.name, opened: [], uses: [] }, field));
    const below = pathsFrom(root).flatMap((path) =>
      Object.values(path.type.getFields()).flatMap((field) => argumentProbes(operation, path, field)),
    );
    return [...atRoot, ...below];
  });
}

/** The smallest call of each root field about customers. */
export function rootProbes(schema: GraphQLSchema): Probe[] {
  return operationsOf(schema).flatMap(([operation, root]) =>
    Object.values(root.getFields())
      .filter(isAbout)
      .map((field) => {
        const { text, uses } = call(root, field);
        const document = close(operation, '', [`${text}${isLeaf(field) ? '' : ` { ${harmless(field)} }`}`]);
        return { name: field.name, operation, root: field.name, document, variables: {}, uses };
      }),
  );
}

/** A value that stands somewhere below a customer, and the declarations that decide how it is shown. */
export interface ValueProbe {
  readonly name: string;
  /** The selection below the customer. */
  readonly selection: string;
  /** The names on the way, to find the value in the answer by. */
  readonly steps: readonly string[];
  /** What stands on the way and at its end. */
  readonly uses: readonly Use[];
  readonly hasMask: boolean;
}

/** For every leaf below a customer: the way to it. Files and imports are not of one customer. */
export function valueProbes(schema: GraphQLSchema): ValueProbe[] {
  const customer = schema.getType('Customer');
  if (!isObjectType(customer)) throw new Error('there are no customers');
  const root: Path = { type: customer, root: '', opened: [], uses: [] };
  return [root, ...pathsFrom(customer)].flatMap((path) =>
    path.type === customer && path.opened.length > 0
      ? []
      : Object.values(path.type.getFields())
          .filter((field) => isLeaf(field) && !path.opened.some((one) => one === 'import'))
          .map((field) => {
            const texts = [...path.opened, field.name];
            return {
              name: `${path.type.name}.${field.name}`,
              selection: `${texts.join(' { ')}${' }'.repeat(path.opened.length)}`,
              steps: texts.map((text) => text.replace(/\(.*/, '')),
              uses: [...path.uses, ...call(path.type, field).uses],
              hasMask: exposureOf(field)?.mask !== undefined,
            };
          }),
  );
}

/** The way to each type that is about customers, from the fields of a root. */
function pathsFrom(root: GraphQLObjectType): Path[] {
  const seen = new Map<string, Path>();
  let edge: Path[] = [{ type: root, root: '', opened: [], uses: [] }];
  while (edge.length > 0) {
    const next: Path[] = [];
    for (const path of edge)
      for (const field of Object.values(path.type.getFields())) {
        const type = getNamedType(field.type);
        if (!isObjectType(type) || !isAboutCustomers(type) || seen.has(type.name)) continue;
        const called = call(path.type, field);
        const found = {
          type,
          root: path.root || field.name,
          opened: [...path.opened, called.text],
          uses: [...path.uses, ...called.uses],
        };
        seen.set(type.name, found);
        next.push(found);
      }
    edge = next;
  }
  return [...seen.values()];
}

function argumentProbes(operation: Operation, path: Path, field: OutputField): Probe[] {
  return field.args.flatMap((arg) =>
    inputCases(`${path.type.name}.${field.name}(${arg.name}:)`, arg).flatMap(({ name, value, uses }) => {
      const about = {
        name,
        operation,
        root: path.root,
        uses: [...path.uses, ...call(path.type, field, arg).uses, ...uses],
      };
      const document = (definition: string, text: string) => {
        const leaf = `${call(path.type, field, arg, text).text}${isLeaf(field) ? '' : ` { ${harmless(field)} }`}`;
        return close(operation, definition, [...path.opened, leaf]);
      };
      const literal = printValue(value, arg.type);
      const variable = String(arg.type);
      return [
        { ...about, document: document('', literal), variables: {} },
        { ...about, document: document(`($v: ${variable})`, '$v'), variables: { v: value } },
        { ...about, document: document(`($v: ${variable.replace(/!$/, '')} = ${literal})`, '$v'), variables: {} },
      ];
    }),
  );
}

/** A field with what it must be given, and with one argument more. */
function call(parent: GraphQLObjectType, field: OutputField, more?: GraphQLArgument, text?: string) {
  const given = field.args
    .filter((arg) => arg !== more && String(arg.type).endsWith('!') && arg.defaultValue === undefined)
    .map((arg) => ({ arg, ...simplest(arg) }));
  const texts = given.map(
    ({ arg, value }) => `${arg.name}: ${printValue(isEnd(parent, arg) ? LATE : value, arg.type)}`,
  );
  if (more && text !== undefined) texts.push(`${more.name}: ${text}`);
  const exposure = isRoot(parent) ? undefined : exposureOf(field);
  const own: Use[] = exposure
    ? [
        {
          coordinate: `${parent.name}.${field.name}`,
          dataClass: exposure.dataClass,
          takes: TAKES[exposure.capability] ?? 'READ',
        },
      ]
    : [];
  return {
    text: texts.length > 0 ? `${field.name}(${texts.join(', ')})` : field.name,
    uses: [...own, ...given.flatMap(({ uses }) => uses)],
  };
}

// The past is looked at from its end: at its beginning, nobody was a customer.
const LATE = '2999-12-31T00:00:00.000Z';
const isEnd = (parent: GraphQLObjectType, { name }: GraphQLArgument) =>
  parent.name === 'Customer' && (name === 'at' || name === 'to');

const TAKES: Readonly<Record<string, Use['takes']>> = { read: 'READ', reveal: 'REVEAL', aggregate: 'AGGREGATE' };

const close = (operation: Operation, definition: string, opened: readonly string[]) =>
  `${operation} ${definition} { ${opened.join(' { ')}${' }'.repeat(opened.length)}`;

// What says least: errors, then the name of the type.
const harmless = (field: OutputField) => {
  const type = getNamedType(field.type);
  return isObjectType(type) && 'userErrors' in type.getFields() ? 'userErrors { code }' : '__typename';
};
const isLeaf = (field: OutputField) => !('getFields' in getNamedType(field.type));
const isRoot = (type: GraphQLObjectType) => ['Query', 'Mutation', 'Subscription'].includes(type.name);
const isAbout = (field: OutputField) => isAboutCustomers(getNamedType(field.type));

function operationsOf(schema: GraphQLSchema): [Operation, GraphQLObjectType][] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([operation, type]) => (type ? [[operation, type] as [Operation, GraphQLObjectType]] : []));
}
