import type { ChosenBy, CustomerField } from '../../../gql/graphql.ts';

/** What decides: the parts of one of the values that are not shown. */
interface Alternative {
  readonly isValid: boolean;
  readonly value: string | null;
  readonly lostBy: ChosenBy | null;
}

/** Why a value was not chosen: it could not be read, it is empty, it says the same, or by what it stands behind. */
export type WhyLost =
  | 'invalid'
  | 'empty'
  | 'same'
  | 'priority'
  | 'older'
  | 'unverified'
  | 'shorter'
  | 'fewer'
  | 'pinned'
  | 'secondary'
  | 'away'
  | 'tie';

const BY: Readonly<Record<ChosenBy, WhyLost>> = {
  ONLY_VALUE: 'same',
  SOURCE_PRIORITY: 'priority',
  STAFF_EDIT: 'priority',
  MOST_RECENT: 'older',
  VERIFIED: 'unverified',
  MOST_COMPLETE: 'shorter',
  MOST_FREQUENT: 'fewer',
  PINNED: 'pinned',
  PRIMARY: 'secondary',
  TAKEN_AWAY: 'away',
  TIE_BREAK: 'tie',
};

/** See {@link WhyLost}. */
export function whyLost({ isValid, value, lostBy }: Alternative): WhyLost {
  if (!isValid) return 'invalid';
  if (lostBy === null) return 'same';
  return value === null ? 'empty' : BY[lostBy];
}

const LISTS: readonly CustomerField[] = ['PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT', 'ADDRESS', 'IDENTIFIER', 'TAGS'];

/** Whether a customer has several values of a field at once, so that none wins over the others. */
export function isListField(field: CustomerField): boolean {
  return LISTS.includes(field);
}
