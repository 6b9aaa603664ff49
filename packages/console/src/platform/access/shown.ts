import type { Visibility } from '../../gql/graphql.ts';

/** How a value stands on the page: as it is, a part of it, or not at all. */
export type Shown = 'full' | 'masked' | 'hidden';

/**
 * How a personal value is shown to whoever sees this much of its customer. One that is kept back and one that is missing look
 * the same, here as on the wire.
 */
export function shownAs(visibility: Visibility, value: unknown): Shown {
  if (visibility === 'FULL') return 'full';
  return value === null || value === undefined || visibility === 'NONE' ? 'hidden' : 'masked';
}
