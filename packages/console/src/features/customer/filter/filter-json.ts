import type { CustomerFilter } from '../../../gql/graphql.ts';
import { fieldSpec, isFilterField, isOrderField, orderFieldSpec } from './filter-fields.ts';
import type { FieldSpec, OrderField } from './filter-fields.ts';
import { normalise } from './filter-tree.ts';
import type { Condition, FilterNode, Group, OrdersCondition } from './filter-tree.ts';
import type { Operator } from './operator.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The filter as the API takes it, except that instants may be relative (`-90d`: so many days before now), which
 * `resolveInstants` turns into instants when it is sent. Undefined when it says nothing. This is also what the URL holds.
 */
export function toFilter(root: Group): CustomerFilter | undefined {
  const plain = normalise(root);
  if (plain.items.length === 0) return undefined;
  const [only, ...others] = plain.items;
  // The keys and leaves written below are those of the generated type.
  return (only && others.length === 0 ? toJson(only) : toJson(plain)) as CustomerFilter;
}

/** Reads a filter of {@link toFilter}, of a link made elsewhere, or typed by hand. Undefined when it is none. */
export function fromFilter(filter: unknown): Group | undefined {
  const items = readObject(filter);
  return items && normalise({ kind: 'group', join: 'and', items, negated: false });
}

function toJson(node: FilterNode): Json {
  const own =
    node.kind === 'group'
      ? { [node.join]: node.items.map(toJson) }
      : node.kind === 'orders'
        ? { orders: { [node.quantifier]: orderLeaves(node.items) } }
        : { [node.field]: leaf(node, fieldSpec(node.field)) };
  return node.negated ? { not: own } : own;
}

function orderLeaves(items: readonly Condition<OrderField>[]): Json {
  const leaves: Record<string, Json> = {};
  for (const one of items) leaves[one.field] = { ...leaves[one.field], ...leaf(one, orderFieldSpec(one.field)) };
  return leaves;
}

function leaf({ operator, values }: Condition<string>, { kind }: FieldSpec): Json {
  const typed = kind === 'number' ? values.map(Number) : values;
  const [first, second] = typed;
  switch (operator) {
    case 'is':
      return values.length > 1 ? { in: typed } : { eq: first };
    case 'filled':
      return kind === 'tags' ? { isEmpty: false } : { isNull: false };
    case 'empty':
      return kind === 'tags' ? { isEmpty: true } : { isNull: true };
    case 'from':
      return { gte: first };
    case 'to':
      return { lte: first };
    case 'between':
      return { gte: first, lte: second };
    case 'within':
      return { gte: `-${String(first)}d` };
    case 'olderThan':
      return { lte: `-${String(first)}d` };
    case 'hasAny':
      return { some: values };
    case 'hasNone':
      return { none: values };
    case 'contains':
    case 'startsWith':
    case 'lastFour':
      return { [operator]: first };
  }
}

function readObject(json: unknown): FilterNode[] | undefined {
  if (!isObject(json)) return undefined;
  const nodes: FilterNode[] = [];
  for (const [key, value] of Object.entries(json)) {
    if (value === null || value === undefined) continue;
    const read = readEntry(key, value);
    if (!read) return undefined;
    nodes.push(...read);
  }
  return nodes;
}

function readEntry(key: string, value: unknown): readonly FilterNode[] | undefined {
  if (key === 'and' || key === 'or') return readGroup(key, value);
  if (key === 'not') {
    const items = readObject(value);
    return items && [{ kind: 'group', join: 'and', items, negated: true }];
  }
  if (key === 'orders') return readOrders(value);
  return isFilterField(key) ? readLeaf(key, value, fieldSpec(key)) : undefined;
}

function readGroup(join: 'and' | 'or', value: unknown): readonly FilterNode[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: FilterNode[] = [];
  for (const part of value) {
    const nodes = readObject(part);
    if (!nodes) return undefined;
    items.push({ kind: 'group', join: 'and', items: nodes, negated: false });
  }
  return [{ kind: 'group', join, items, negated: false }];
}

function readOrders(value: unknown): readonly OrdersCondition[] | undefined {
  if (!isObject(value)) return undefined;
  const all: OrdersCondition[] = [];
  for (const quantifier of ['some', 'none'] as const) {
    const conditions = value[quantifier];
    if (conditions === undefined || conditions === null) continue;
    const items = readOrderFields(conditions);
    if (!items) return undefined;
    all.push({ kind: 'orders', quantifier, items, negated: false });
  }
  return Object.keys(value).every((key) => key === 'some' || key === 'none') ? all : undefined;
}

function readOrderFields(json: unknown): readonly Condition<OrderField>[] | undefined {
  if (!isObject(json)) return undefined;
  const items: Condition<OrderField>[] = [];
  for (const [field, value] of Object.entries(json)) {
    if (value === null || value === undefined) continue;
    const read = isOrderField(field) ? readLeaf(field, value, orderFieldSpec(field)) : undefined;
    if (!read) return undefined;
    items.push(...read);
  }
  return items;
}

/** One condition per comparison; a lower and an upper bound together are one range. */
function readLeaf<Field extends string>(field: Field, value: unknown, spec: FieldSpec): Condition<Field>[] | undefined {
  if (!isObject(value)) return undefined;
  const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  const make = (operator: Operator, values: readonly string[]): Condition<Field> => ({
    kind: 'condition',
    field,
    operator,
    values,
    negated: false,
  });
  const { gte, lte } = value;
  const days = [daysOf(gte), daysOf(lte)];
  if (isScalar(gte) && isScalar(lte) && given.length === 2 && days.every((one) => one === undefined))
    return [make('between', [String(gte), String(lte)])];
  const conditions: Condition<Field>[] = [];
  for (const [key, one] of given) {
    const read = readComparison(key, one, spec);
    if (!read) return undefined;
    conditions.push(make(read[0], read[1]));
  }
  return conditions;
}

function readComparison(key: string, value: unknown, { kind }: FieldSpec): [Operator, readonly string[]] | undefined {
  if (key === 'isNull' || key === 'isEmpty')
    return typeof value === 'boolean' ? [value ? 'empty' : 'filled', []] : undefined;
  if (key === 'in' || key === 'some' || key === 'none') {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isScalar)) return undefined;
    return [key === 'in' ? 'is' : key === 'some' ? 'hasAny' : 'hasNone', value.map(String)];
  }
  if (!isScalar(value)) return undefined;
  const days = daysOf(value);
  if (key === 'gte') return days !== undefined && kind === 'instant' ? ['within', [days]] : ['from', [String(value)]];
  if (key === 'lte') return days !== undefined && kind === 'instant' ? ['olderThan', [days]] : ['to', [String(value)]];
  if (key === 'eq') return ['is', [String(value)]];
  return key === 'contains' || key === 'startsWith' || key === 'lastFour' ? [key, [String(value)]] : undefined;
}

function daysOf(value: unknown): string | undefined {
  return typeof value === 'string' ? /^-(\d{1,5})d$/.exec(value)?.[1] : undefined;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
