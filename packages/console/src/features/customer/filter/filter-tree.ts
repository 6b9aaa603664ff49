import type { FilterField, OrderField } from './filter-fields.ts';
import type { Operator } from './operator.ts';

/** One statement about one field. Values are text whatever their kind; `within` and `olderThan` count days. */
export interface Condition<Field extends string = FilterField> {
  readonly kind: 'condition';
  readonly field: Field;
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** Purchases of the customer: some, or none, that meet all the conditions. */
export interface OrdersCondition {
  readonly kind: 'orders';
  readonly quantifier: 'some' | 'none';
  readonly items: readonly Condition<OrderField>[];
  readonly negated: boolean;
}

/** Conditions joined by one word. */
export interface Group {
  readonly kind: 'group';
  readonly join: 'and' | 'or';
  readonly items: readonly FilterNode[];
  readonly negated: boolean;
}

/** One part of a filter. */
export type FilterNode = Condition | OrdersCondition | Group;

/** Where a node stands: the positions from the root down. */
export type NodePath = readonly number[];

/** A filter that says nothing: every customer. */
export const NO_FILTER: Group = { kind: 'group', join: 'and', items: [], negated: false };

/** A condition that is not negated. */
export function condition<Field extends string>(
  field: Field,
  operator: Operator,
  values: readonly string[] = [],
): Condition<Field> {
  return { kind: 'condition', field, operator, values, negated: false };
}

/**
 * The same filter in its plainest form: no empty groups, no groups of one, none of the same word inside one another. The root stays a
 * group without negation.
 */
export function normalise(root: Group): Group {
  const plain = simplify(root);
  if (!plain) return NO_FILTER;
  if (plain.kind === 'group' && !plain.negated) return plain;
  return { ...NO_FILTER, items: [plain] };
}

function simplify(node: FilterNode): FilterNode | undefined {
  if (node.kind !== 'group') return node;
  const items = node.items.flatMap((item) => {
    const plain = simplify(item);
    if (!plain) return [];
    return plain.kind === 'group' && !plain.negated && plain.join === node.join ? plain.items : [plain];
  });
  const [first, ...others] = items;
  if (!first) return undefined;
  if (others.length === 0) return node.negated ? { ...first, negated: !first.negated } : first;
  return { ...node, items };
}

/** The filter with the node at `path` replaced, or removed when `change` answers undefined. */
export function changeAt(root: Group, path: NodePath, change: (node: FilterNode) => FilterNode | undefined): Group {
  const changed = changeNode(root, path, change);
  return changed?.kind === 'group' ? changed : NO_FILTER;
}

function changeNode(
  node: FilterNode,
  path: NodePath,
  change: (node: FilterNode) => FilterNode | undefined,
): FilterNode | undefined {
  const [at, ...rest] = path;
  if (at === undefined) return change(node);
  if (node.kind !== 'group') return node;
  return {
    ...node,
    items: node.items.flatMap((item, index) => (index === at ? (changeNode(item, rest, change) ?? []) : [item])),
  };
}

/** The group at a path; the root when there is none. */
export function groupAt(root: Group, path: NodePath): Group {
  const [at, ...rest] = path;
  const next = at === undefined ? undefined : root.items[at];
  return next?.kind === 'group' ? groupAt(next, rest) : root;
}

/** The filter with a node added to the group at `path`. */
export function addAt(root: Group, path: NodePath, added: FilterNode): Group {
  return changeAt(root, path, (node) => (node.kind === 'group' ? { ...node, items: [...node.items, added] } : node));
}

/** The condition the quick filters show for a field: a plain `is` that stands alone or is joined by `and`. */
export function quickValues(root: Group, field: FilterField): readonly string[] {
  if (root.join === 'or' && root.items.length > 1) return [];
  return root.items.find((item): item is Condition => isQuick(item, field))?.values ?? [];
}

/** The filter with a quick condition set; without values it is removed. `operator` is what the field's quick filter says. */
export function withQuick(
  root: Group,
  field: FilterField,
  values: readonly string[],
  operator: Operator = 'is',
): Group {
  const base: Group =
    root.join === 'or' && root.items.length > 1 ? { ...NO_FILTER, items: [root] } : { ...root, join: 'and' };
  const next = values.length > 0 ? [condition(field, operator, values)] : [];
  const at = base.items.findIndex((item) => isQuick(item, field));
  const items = at < 0 ? [...base.items, ...next] : base.items.toSpliced(at, 1, ...next);
  return { ...base, items };
}

function isQuick(node: FilterNode, field: FilterField): node is Condition {
  return node.kind === 'condition' && node.field === field && !node.negated && ['is', 'hasAny'].includes(node.operator);
}
