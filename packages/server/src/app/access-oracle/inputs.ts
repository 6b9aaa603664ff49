import { type Capability, DATA_CLASSES, type DataClass } from '@dossier/shared/access';
import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from 'graphql';
import { exposureOf, isAboutCustomers } from '../../platform/graphql/exposure.ts';
import type { Use } from './oracle.ts';

/** One thing that can be said in an argument or a field of an input. */
export interface InputCase {
  readonly name: string;
  readonly value: unknown;
  readonly uses: readonly Use[];
}
type Element = GraphQLArgument | GraphQLInputField;

// Of a filter within a filter, a personal and an internal condition stand for all.
const WITHIN = ['phone', 'stage'];
// Codes of these are coordinates: each says something else.
const CODES = ['CustomerSortField', 'CustomerGroupBy', 'CustomerField', 'OrderSortField'];
const SAMPLES: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  LocalDate: '1990-01-01',
  DateTime: '2020-01-01T00:00:00.000Z',
  Decimal: '1',
};
const CAPABILITIES: Readonly<Record<string, Capability>> = {
  write: 'WRITE',
  filter: 'FILTER_EQ',
  sort: 'SORT',
  group: 'GROUP',
  search: 'SEARCH',
  lookUp: 'LOOK_UP',
  export: 'EXPORT',
};

/** Everything that can be said in an element: every leaf below it, and every code that is a coordinate. */
export function inputCases(
  coordinate: string,
  element: Element,
  above: readonly string[] = [],
  of?: DataClass,
): InputCase[] {
  const type = getNamedType(element.type);
  const exposure = exposureOf(element);
  const wrap = (value: unknown) => wrapped(element.type, value);
  if (!isInputObjectType(type)) {
    const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : [SAMPLES[type.name] ?? 'x'];
    return (isEnumType(type) && !CODES.includes(type.name) ? codes.slice(0, 1) : codes).map((code) => ({
      name: CODES.includes(type.name) ? `${coordinate} ${String(code)}` : coordinate,
      value: wrap(code),
      uses: leafUses(coordinate, element, of, String(code)),
    }));
  }
  const own = objectUses(coordinate, element);
  const isLookUp = exposure?.capability === 'lookUp';
  const inside = above.includes(type.name);
  const fields = Object.values(type.getFields()).filter(({ name }) => !inside || WITHIN.includes(name));
  return fields.flatMap((field) =>
    inputCases(`${type.name}.${field.name}`, field, [...above, type.name], exposure?.dataClass).map((child) => {
      const least = required(type, field);
      return {
        name: `${coordinate} > ${child.name}`,
        value: wrap({ ...least.value, [field.name]: child.value }),
        // A document that is looked up is not written: to look it up is the one thing that is done with it.
        uses: isLookUp ? own : aboutCustomers(type, [...least.uses, ...child.uses], exposure?.dataClass),
      };
    }),
  );
}

/** The least that can be said in an element that must be given. */
export function simplest(element: Element): { value: unknown; uses: readonly Use[] } {
  const type = getNamedType(element.type);
  if (isInputObjectType(type)) {
    const least = required(type);
    const dataClass = exposureOf(element)?.dataClass;
    const uses = aboutCustomers(type, least.uses, dataClass);
    return {
      value: wrapped(element.type, least.value),
      uses: least.uses.length > 0 ? uses : objectUses(type.name, element),
    };
  }
  const code = isEnumType(type)
    ? (type.getValues().find((one) => !exposureOf(one) || isInternal(one))?.name ?? 'x')
    : (SAMPLES[type.name] ?? 'x');
  return { value: wrapped(element.type, code), uses: leafUses(type.name, element, undefined, String(code)) };
}

/** A value as it is written in a document. */
export function printValue(value: unknown, type: GraphQLInputType): string {
  const named = getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((one) => printValue(one, named)).join(', ')}]`;
  if (isEnumType(named)) return String(value);
  if (!isInputObjectType(named)) return JSON.stringify(value);
  const fields = named.getFields();
  const parts = Object.entries(Object(value)).map(([name, one]) => {
    const field = fields[name];
    if (!field) throw new Error(`${named.name} has no ${name}`);
    return `${name}: ${printValue(one, field.type)}`;
  });
  return `{ ${parts.join(', ')} }`;
}

const isInternal = (one: { readonly extensions: object }) => exposureOf(one)?.dataClass === 'INTERNAL';

function required(type: GraphQLInputObjectType, but?: GraphQLInputField) {
  const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) && field !== but);
  const parts = fields.map((field) => ({ name: field.name, ...simplest(field) }));
  return {
    value: Object.fromEntries(parts.map(({ name, value }) => [name, value])),
    uses: parts.flatMap(({ uses }) => uses),
  };
}

/** An object is judged by its fields; one without any by itself: it clears, or asks for all there are. */
function objectUses(coordinate: string, element: Element): Use[] {
  const exposure = exposureOf(element);
  if (!exposure || exposure.dataClass === 'PUBLIC') return [];
  if (!['write', 'lookUp', 'export'].includes(exposure.capability)) return [];
  return [{ coordinate, dataClass: exposure.dataClass, takes: CAPABILITIES[exposure.capability] ?? 'READ' }];
}

function leafUses(coordinate: string, element: Element, of: DataClass | undefined, code: string): Use[] {
  const exposure = exposureOf(element);
  if (!exposure) throw new Error(`${coordinate} is not declared`);
  if (exposure.operator) return [{ coordinate, dataClass: of ?? 'PUBLIC', takes: exposure.operator }];
  const takes = CAPABILITIES[exposure.capability];
  // Which one, how many, which end first: says nothing about a value.
  if (!takes || (takes === 'FILTER_EQ' && exposure.dataClass === 'PUBLIC')) return [];
  const type = getNamedType(element.type);
  const value = isEnumType(type) ? type.getValue(code) : undefined;
  const ofCode = value ? exposureOf(value)?.dataClass : undefined;
  return [{ coordinate, dataClass: moreSensitive(exposure.dataClass, ofCode), takes }];
}

// What is said of a decision about the use of data is no content of the customer: the root field alone decides.
const aboutCustomers = (type: GraphQLInputObjectType, uses: readonly Use[], dataClass: DataClass | undefined) =>
  isAboutCustomers(type) ? uses.map((use) => within(use, dataClass)) : [];

/** What stands in an object has at least the class of the field that holds it. */
const within = (use: Use, dataClass: DataClass | undefined): Use => ({
  ...use,
  dataClass: moreSensitive(use.dataClass, dataClass),
});

const moreSensitive = (a: DataClass, b: DataClass | undefined) =>
  b && DATA_CLASSES.indexOf(b) > DATA_CLASSES.indexOf(a) ? b : a;

function wrapped(type: GraphQLInputType, value: unknown): unknown {
  const outer = getNullableType(type);
  return isListType(outer) ? [wrapped(outer.ofType, value)] : value;
}
