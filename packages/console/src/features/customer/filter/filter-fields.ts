import type { Capability, CustomerGroupBy, DataClass } from '../../../gql/graphql.ts';
import type { Access } from '../../../platform/access/use-access.ts';
import type { Operator } from './operator.ts';

/** How a field's values are written and compared. */
export type ValueKind =
  'text' | 'code' | 'choice' | 'place' | 'number' | 'decimal' | 'date' | 'instant' | 'phone' | 'email' | 'tags' | 'ref';

/** What a condition on a field may be. */
export interface FieldSpec {
  readonly kind: ValueKind;
  /** The code list, enumeration or grouping its choices come from. */
  readonly choices?: string;
  readonly groupBy?: CustomerGroupBy;
  /** Whether several values may be given at once. */
  readonly single?: boolean;
  /** Whether every customer has a value, so that `filled` and `empty` make no sense. */
  readonly always?: boolean;
  /** How sensitive its values are; INTERNAL unless said. */
  readonly dataClass?: DataClass;
}

/** The fields a customer can be filtered by, in the order they are offered. Names are those of the API's `CustomerFilter`. */
export const FILTER_FIELDS = {
  province: { kind: 'place', groupBy: 'PROVINCE' },
  city: { kind: 'place', groupBy: 'CITY' },
  district: { kind: 'place' },
  country: { kind: 'place', groupBy: 'COUNTRY' },
  kind: { kind: 'choice', choices: 'CustomerKind', single: true, always: true, groupBy: 'KIND' },
  stage: { kind: 'code', choices: 'stage', groupBy: 'STAGE' },
  grade: { kind: 'code', choices: 'grade', groupBy: 'GRADE' },
  tags: { kind: 'tags', groupBy: 'TAG' },
  ownerId: { kind: 'ref', groupBy: 'OWNER' },
  status: { kind: 'choice', choices: 'CustomerStatus', always: true, groupBy: 'STATUS' },
  name: { kind: 'text', dataClass: 'PERSONAL' },
  number: { kind: 'text', always: true },
  phone: { kind: 'phone', dataClass: 'PERSONAL' },
  email: { kind: 'email', dataClass: 'PERSONAL' },
  externalId: { kind: 'text' },
  gender: { kind: 'choice', choices: 'Gender', groupBy: 'GENDER', dataClass: 'PERSONAL' },
  birthDate: { kind: 'date', dataClass: 'PERSONAL' },
  age: { kind: 'number', always: true, dataClass: 'PERSONAL' },
  employer: { kind: 'text', dataClass: 'PERSONAL' },
  jobTitle: { kind: 'text', dataClass: 'PERSONAL' },
  industry: { kind: 'code', choices: 'industry', groupBy: 'INDUSTRY', dataClass: 'PUBLIC' },
  size: { kind: 'code', choices: 'size', groupBy: 'SIZE' },
  sourceId: { kind: 'ref', always: true, groupBy: 'SOURCE' },
  importId: { kind: 'ref', always: true },
  createdAt: { kind: 'instant', always: true },
  updatedAt: { kind: 'instant', always: true },
} as const satisfies Readonly<Record<string, FieldSpec>>;

/** A field a customer can be filtered by. */
export type FilterField = keyof typeof FILTER_FIELDS;

/** The fields a customer's purchases can be filtered by; names are those of the API's `OrderConditions`. */
export const ORDER_FIELDS = {
  placedAt: { kind: 'instant', always: true },
  total: { kind: 'decimal', always: true },
  currency: { kind: 'text', always: true },
  status: { kind: 'choice', choices: 'OrderStatus', always: true },
  productId: { kind: 'ref', always: true },
  sourceId: { kind: 'ref', always: true, groupBy: 'SOURCE' },
} as const satisfies Readonly<Record<string, FieldSpec>>;

/** A field a purchase can be filtered by. */
export type OrderField = keyof typeof ORDER_FIELDS;

/** What is known of a customer's field. */
export function fieldSpec(field: FilterField): FieldSpec {
  return FILTER_FIELDS[field];
}

/** What is known of a purchase's field. */
export function orderFieldSpec(field: OrderField): FieldSpec {
  return ORDER_FIELDS[field];
}

/** Whether a name is one of {@link FILTER_FIELDS}. */
export function isFilterField(name: string): name is FilterField {
  return Object.hasOwn(FILTER_FIELDS, name);
}

/** Whether a name is one of {@link ORDER_FIELDS}. */
export function isOrderField(name: string): name is OrderField {
  return Object.hasOwn(ORDER_FIELDS, name);
}

const OPERATORS: Readonly<Record<ValueKind, readonly Operator[]>> = {
  text: ['contains', 'is', 'startsWith'],
  code: ['is'],
  choice: ['is'],
  place: ['is'],
  number: ['between', 'from', 'to', 'is'],
  decimal: ['from', 'to', 'between'],
  date: ['between', 'from', 'to', 'is'],
  instant: ['within', 'olderThan', 'between', 'from', 'to'],
  phone: ['is', 'lastFour'],
  email: ['is'],
  tags: ['hasAny', 'hasNone'],
  ref: ['is'],
};

/** The operators a field offers, the likeliest first. */
export function operatorsOf(spec: FieldSpec): readonly Operator[] {
  // A currency is a code: the API compares it whole.
  const own = spec === ORDER_FIELDS.currency ? (['is'] as const) : OPERATORS[spec.kind];
  return spec.always ? own : [...own, 'filled', 'empty'];
}

/** How many values an operator takes. */
export function arity(operator: Operator, spec: FieldSpec): 'none' | 'one' | 'two' | 'many' {
  if (operator === 'filled' || operator === 'empty') return 'none';
  if (operator === 'between') return 'two';
  if (operator === 'hasAny' || operator === 'hasNone') return 'many';
  const lists: readonly ValueKind[] = ['code', 'choice', 'place', 'ref', 'text'];
  return operator === 'is' && lists.includes(spec.kind) && !spec.single ? 'many' : 'one';
}

/** What an operator takes of the right to narrow by a field. */
const NARROWS: Readonly<Record<Operator, Capability>> = {
  is: 'FILTER_EQ',
  filled: 'FILTER_EQ',
  empty: 'FILTER_EQ',
  hasAny: 'FILTER_EQ',
  hasNone: 'FILTER_EQ',
  contains: 'FILTER_PREFIX',
  startsWith: 'FILTER_PREFIX',
  lastFour: 'FILTER_PREFIX',
  from: 'FILTER_RANGE',
  to: 'FILTER_RANGE',
  between: 'FILTER_RANGE',
  within: 'FILTER_RANGE',
  olderThan: 'FILTER_RANGE',
};

/** The operators of a field that the viewer may use; none for a field they may not narrow by. */
export function offeredOperators(spec: FieldSpec, access: Pick<Access, 'may'>): readonly Operator[] {
  return operatorsOf(spec).filter((one) => access.may(NARROWS[one], spec.dataClass ?? 'INTERNAL'));
}
