import type { Translate } from '../../../platform/i18n/use-t.ts';
import type { FilterField, OrderField } from './filter-fields.ts';
import { normalise } from './filter-tree.ts';
import type { Condition, FilterNode, Group, OrdersCondition } from './filter-tree.ts';

/** What a sentence needs: the language, and how a value reads (a code's label, a tag's name, a date in the user's way). */
export interface FilterWords {
  readonly t: Translate;
  readonly value: (field: FilterField, value: string) => string;
  readonly orderValue: (field: OrderField, value: string) => string;
}

/** A filter as one sentence: `省份 = 广东 且 最近下单 < 90 天`. Groups inside others stand in brackets. */
export function sayFilter(root: Group, words: FilterWords): string {
  const plain = normalise(root);
  return plain.items.map((item) => sayNode(item, words)).join(joiner(plain.join, words.t));
}

/** One part of a filter as a sentence. */
export function sayNode(node: FilterNode, words: FilterWords): string {
  const text =
    node.kind === 'group'
      ? sayGroup(node, words)
      : node.kind === 'orders'
        ? sayOrders(node, words)
        : say(node, words.t(`customer.filter.field.${node.field}`), words.t, (value) => words.value(node.field, value));
  return node.negated ? words.t('customer.filter.not', { what: text }) : text;
}

/** The word between two parts, with its spaces. */
export function joiner(join: 'and' | 'or', t: Translate): string {
  return ` ${t(`customer.filter.${join}`)} `;
}

/** One condition on a purchase as a sentence. */
export function sayOrderCondition(one: Condition<OrderField>, words: FilterWords): string {
  return say(one, words.t(`customer.filter.orderField.${one.field}`), words.t, (value) =>
    words.orderValue(one.field, value),
  );
}

function sayOrders({ quantifier, items }: OrdersCondition, words: FilterWords): string {
  const { t } = words;
  const [only, ...others] = items;
  if (!only) return t(`customer.filter.orders.${quantifier}Any`);
  if (others.length === 0 && only.field === 'placedAt' && only.operator === 'within')
    return t(`customer.filter.orders.${quantifier}Within`, { days: only.values[0] ?? '' });
  const what = items.map((one) => sayOrderCondition(one, words)).join(joiner('and', t));
  return t(`customer.filter.orders.${quantifier}`, { what });
}

function say(
  { operator, values }: Condition<string>,
  field: string,
  t: Translate,
  label: (value: string) => string,
): string {
  const shown = values.map((value) => (operator === 'within' || operator === 'olderThan' ? value : label(value)));
  const list = shown.join(t('customer.filter.listOr'));
  if (operator === 'is' && values.length > 1) return t('customer.filter.says.isAny', { field, value: list });
  return t(`customer.filter.says.${operator}`, { field, value: list, first: shown[0] ?? '', second: shown[1] ?? '' });
}

/** A negated group has its brackets from the negation. */
function sayGroup({ items, join, negated }: Group, words: FilterWords): string {
  const what = items.map((item) => sayNode(item, words)).join(joiner(join, words.t));
  return negated ? what : words.t('customer.filter.bracket', { what });
}
