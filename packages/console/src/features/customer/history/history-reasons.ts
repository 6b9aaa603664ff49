import type { HistoryReason } from '../../../gql/graphql.ts';

/** Why something is shown differently, in the order in which filters offer it. */
export const HISTORY_REASONS: readonly HistoryReason[] = [
  'NEW_WORD',
  'RULES',
  'PINNED',
  'UNPINNED',
  'VERIFIED',
  'TAGGED',
  'STATUS',
  'TAKEN_BACK',
  'GIVEN_AGAIN',
  'MERGED',
  'UNMERGED',
  'SPLIT',
];
