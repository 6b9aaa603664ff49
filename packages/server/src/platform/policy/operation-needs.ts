import {
  type DocumentNode,
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { DATA_CLASSES, type Capability, type DataClass } from '@dossier/shared/access';
import { type Exposure, exposureOf, isAboutCustomers } from '../graphql/exposure.ts';

/** Something of the schema that an operation uses: `Customer.name`, `CustomerFilter.phone`, `CustomerSortField.NAME`. */
export interface Use {
  readonly coordinate: string;
  /** The class it was declared with, or that of what it stands in, whichever is more sensitive. */
  readonly dataClass: DataClass;
  readonly capability: Capability;
}

/** An input value that comes with the request. */
interface Given {
  readonly variable: string;
  readonly type: GraphQLInputType;
  readonly within: Within;
}

/** What a value inside an input inherits from where it stands. */
interface Within {
  readonly coordinate: string;
  readonly dataClass: DataClass;
  readonly capability: Exposure['capability'];
  readonly operator: Capability | undefined;
}

/** All that an operation uses of the schema, as far as its text tells. */
export interface OperationNeeds {
  readonly kind: OperationDefinitionNode['operation'];
  /** Output fields about customers, whatever their conditions. */
  readonly outputs: readonly Use[];
  /** Uses by arguments written in the text. */
  readonly inputs: readonly Use[];
  /** Uses by the values of variables. @param variables the raw values of the request, not checked */
  readonly ofVariables: (variables: Readonly<Record<string, unknown>>) => readonly Use[];
}

/**
 * Walks a valid operation once, through its fragments, and lists every coordinate that it uses: fields, arguments, fields of
 * input objects and values of enums, those in variables by a function.
 */
export function operationNeeds(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationNeeds {
  const outputs = new Map<string, Use>();
  const inputs: Use[] = [];
  const given: Given[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      // A document has one operation; its fragments are visited as definitions.
      Field: (node) => {
        const field = types.getFieldDef();
        const parent = types.getParentType();
        if (!field || !parent || field.name.startsWith('__')) return;
        const exposure = exposureOf(field);
        if (isObjectType(parent) && isAboutCustomers(parent) && exposure) {
          const coordinate = `${parent.name}.${field.name}`;
          outputs.set(coordinate, {
            coordinate,
            dataClass: exposure.dataClass,
            capability: outputCapability(exposure),
          });
        }
        if (!isAboutCustomers(getNamedType(field.type))) return;
        for (const { name, value } of node.arguments ?? []) {
          const argument = field.args.find((one) => one.name === name.value);
          const within = argument && entering(undefined, `${parent.name}.${field.name}(${name.value}:)`, argument);
          if (within) readLiteral(argument.type, value, within, inputs, given);
        }
      },
    }),
  );
  const defaults = (operation.variableDefinitions ?? []).flatMap((one) =>
    one.defaultValue
      ? [{ name: one.variable.name.value, value: one.defaultValue, type: typeFromAST(schema, one.type) }]
      : [],
  );
  for (const { variable, within, type } of given)
    for (const { name, value } of defaults) if (name === variable) readLiteral(type, value, within, inputs, []);
  return {
    kind: operation.operation,
    outputs: [...outputs.values()],
    inputs,
    ofVariables: (variables) => {
      const uses: Use[] = [];
      for (const { variable, type, within } of given) readValue(type, variables[variable], within, uses);
      return uses;
    },
  };
}

function outputCapability({ capability }: Exposure): Capability {
  if (capability === 'aggregate') return 'AGGREGATE';
  return capability === 'reveal' ? 'REVEAL' : 'READ_FULL';
}

function entering(
  outer: Within | undefined,
  coordinate: string,
  field: GraphQLArgument | GraphQLInputField,
): Within | undefined {
  const exposure = exposureOf(field);
  // Undeclared things do not exist: a test of the schema sees to it.
  if (!exposure) return undefined;
  return {
    coordinate: exposure.operator && outer ? outer.coordinate : coordinate,
    dataClass: moreSensitive(outer?.dataClass ?? 'PUBLIC', exposure.dataClass),
    // What describes somebody who is looked up is not written, and which end comes first is part of an order.
    capability: outer?.capability === 'lookUp' || outer?.capability === 'sort' ? outer.capability : exposure.capability,
    operator: exposure.operator,
  };
}

/** The more sensitive of two classes. */
export function moreSensitive(a: DataClass, b: DataClass): DataClass {
  return DATA_CLASSES.indexOf(a) < DATA_CLASSES.indexOf(b) ? b : a;
}

const CAPABILITY_OF: Readonly<Record<Exposure['capability'], Capability | undefined>> = {
  read: undefined,
  reveal: undefined,
  aggregate: undefined,
  write: 'WRITE',
  filter: 'FILTER_EQ',
  sort: 'SORT',
  group: 'GROUP',
  search: 'SEARCH',
  lookUp: 'LOOK_UP',
  export: 'EXPORT',
};

function leaf(type: GraphQLNamedType, value: unknown, within: Within, uses: Use[]): void {
  const capability = within.operator ?? CAPABILITY_OF[within.capability];
  if (capability === undefined) return;
  const { coordinate, dataClass } = within;
  // Which end comes first, and conditions that are left empty, tell nothing.
  if (dataClass === 'PUBLIC' && within.capability === 'filter' && !within.operator) return;
  const code = isEnumType(type) && typeof value === 'string' ? type.getValue(value) : undefined;
  const own = code ? exposureOf(code) : undefined;
  uses.push(
    own && isEnumType(type)
      ? { coordinate: `${type.name}.${code?.name}`, dataClass: moreSensitive(dataClass, own.dataClass), capability }
      : { coordinate, dataClass, capability },
  );
}

/** An empty list or object: it says nothing by what is in it, but clears, or asks for any. */
function emptied(type: GraphQLInputType, within: Within, uses: Use[]): void {
  if (within.dataClass !== 'PUBLIC') leaf(getNamedType(type), undefined, within, uses);
}

function readLiteral(
  type: GraphQLInputType | undefined,
  node: ValueNode,
  within: Within,
  uses: Use[],
  given: Given[],
): void {
  if (!type) return;
  if (node.kind === Kind.VARIABLE) return void given.push({ variable: node.name.value, type, within });
  if (isNonNullType(type)) return readLiteral(type.ofType, node, within, uses, given);
  if (node.kind === Kind.LIST) {
    if (node.values.length === 0) return emptied(type, within, uses);
    const item = isListType(type) ? type.ofType : type;
    for (const value of node.values) readLiteral(item, value, within, uses, given);
    return;
  }
  if (isListType(type)) return readLiteral(type.ofType, node, within, uses, given);
  if (!isInputObjectType(type)) return leaf(type, node.kind === Kind.ENUM ? node.value : undefined, within, uses);
  if (!isAboutCustomers(type)) return;
  if (node.kind !== Kind.OBJECT) return leaf(type, undefined, within, uses);
  if (node.fields.length === 0) return emptied(type, within, uses);
  for (const { name, value } of node.fields) {
    const field = type.getFields()[name.value];
    const inner = field && entering(within, `${type.name}.${name.value}`, field);
    if (inner) readLiteral(field.type, value, inner, uses, given);
  }
}

function readValue(type: GraphQLInputType, value: unknown, within: Within, uses: Use[]): void {
  if (value === undefined) return;
  if (isNonNullType(type)) return readValue(type.ofType, value, within, uses);
  if (Array.isArray(value)) {
    if (value.length === 0) return emptied(type, within, uses);
    const item = isListType(type) ? type.ofType : type;
    for (const one of value) readValue(item, one, within, uses);
    return;
  }
  if (isListType(type)) return readValue(type.ofType, value, within, uses);
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return leaf(type, value, within, uses);
  if (!isAboutCustomers(type)) return;
  if (Object.keys(value).length === 0) return emptied(type, within, uses);
  const fields = type.getFields();
  for (const [name, one] of Object.entries(value)) {
    const field = fields[name];
    const inner = field && entering(within, `${type.name}.${name}`, field);
    if (inner) readValue(field.type, one, inner, uses);
  }
}
