import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { arity, fieldSpec, operatorsOf } from './filter-fields.ts';
import type { FieldSpec, FilterField } from './filter-fields.ts';
import { condition } from './filter-tree.ts';
import type { Condition, FilterNode, OrdersCondition } from './filter-tree.ts';
import type { Operator } from './operator.ts';

/** What is being written about a field: the comparison and its values. */
export interface Comparison {
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** The editor of one part of a filter. */
export interface FilterEditorState {
  /** `orders` stands for the purchases. */
  readonly field: Ref<FilterField | 'orders' | undefined>;
  readonly spec: ComputedRef<FieldSpec | undefined>;
  readonly comparison: Ref<Comparison>;
  readonly orders: Ref<Pick<OrdersCondition, 'quantifier' | 'items'>>;
  readonly negated: Ref<boolean>;
  readonly choose: (field: FilterField | 'orders') => void;
  /** The part as it stands, or undefined while something is missing. */
  readonly result: ComputedRef<FilterNode | undefined>;
}

/** See {@link FilterEditorState}; begins with `node`, or with choosing a field. */
export function useFilterEditor(node: FilterNode | undefined): FilterEditorState {
  const field = ref<FilterField | 'orders' | undefined>(
    node?.kind === 'condition' ? node.field : node?.kind === 'orders' ? 'orders' : undefined,
  );
  const comparison = ref<Comparison>(
    node?.kind === 'condition' ? { operator: node.operator, values: node.values } : { operator: 'is', values: [] },
  );
  const orders = ref<Pick<OrdersCondition, 'quantifier' | 'items'>>(
    node?.kind === 'orders'
      ? { quantifier: node.quantifier, items: node.items }
      : { quantifier: 'some', items: [condition('placedAt', 'within', ['90'])] },
  );
  const negated = ref(node?.negated ?? false);
  const spec = computed(() => (field.value && field.value !== 'orders' ? fieldSpec(field.value) : undefined));

  const result = computed((): FilterNode | undefined => {
    if (field.value === undefined) return undefined;
    if (field.value === 'orders') {
      const { quantifier, items } = orders.value;
      const complete = items.every((item) => isComplete(item, item.field));
      return complete ? { kind: 'orders', quantifier, items, negated: negated.value } : undefined;
    }
    const made: Condition = {
      ...condition(field.value, comparison.value.operator, comparison.value.values),
      negated: negated.value,
    };
    return isComplete(made, field.value) ? made : undefined;
  });

  return {
    field,
    spec,
    comparison,
    orders,
    negated,
    choose: (chosen) => {
      field.value = chosen;
      if (chosen === 'orders') return;
      const operator = operatorsOf(fieldSpec(chosen))[0] ?? 'is';
      comparison.value = { operator, values: operator === 'within' ? ['90'] : [] };
    },
    result,
  };
}

/** Whether all values are there and, for a range, in order. */
export function isComplete({ operator, values }: Comparison, field: string): boolean {
  if (operator === 'filled' || operator === 'empty') return true;
  const filled = values.filter((value) => value.trim() !== '');
  if (operator !== 'between') return filled.length > 0 && filled.length === values.length;
  const [from, to] = filled;
  if (from === undefined || to === undefined) return false;
  return field === 'age' || field === 'total' ? Number(from) <= Number(to) : from <= to;
}

/** The values that stay when the comparison changes: as many as the new one takes. */
export function valuesFor(
  operator: Operator,
  spec: FieldSpec,
  { operator: before, values }: Comparison,
): readonly string[] {
  const isDays = (one: Operator): boolean => one === 'within' || one === 'olderThan';
  const isInstant = spec.kind === 'instant';
  if (isInstant && isDays(operator) !== isDays(before)) return isDays(operator) ? ['90'] : [];
  const places = arity(operator, spec);
  if (places === 'none') return [];
  return places === 'many' ? values : values.slice(0, places === 'two' ? 2 : 1);
}
