import type { ChosenBy, CustomerField } from '../../../gql/graphql.ts';

/** What decides: the parts of a fact and of one of its alternatives. */
interface Alternative {
  readonly isValid: boolean;
  readonly value: string | null;
}
interface Decision {
  readonly chosenBy: ChosenBy | null;
  readonly chosen: { readonly value: string | null } | null;
}

/** Why a value was not chosen: it could not be read, it is empty, it says the same, its source ranks lower, or it is older. */
export type WhyLost = 'invalid' | 'empty' | 'same' | 'staff' | 'priority' | 'older';

/** See {@link WhyLost}. */
export function whyLost(alternative: Alternative, { chosenBy, chosen }: Decision): WhyLost {
  if (!alternative.isValid) return 'invalid';
  if (alternative.value === null) return 'empty';
  if (alternative.value === chosen?.value) return 'same';
  if (chosenBy === 'STAFF_EDIT') return 'staff';
  return chosenBy === 'MOST_RECENT' ? 'older' : 'priority';
}

const LISTS: readonly CustomerField[] = ['PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT', 'ADDRESS', 'IDENTIFIER', 'TAGS'];

/** Whether a customer has several values of a field at once, so that none wins over the others. */
export function isListField(field: CustomerField): boolean {
  return LISTS.includes(field);
}
