import type { MappedColumnFragment } from '../../../gql/graphql.ts';

/** Which columns are shown. */
export const COLUMN_FILTERS = ['all', 'unsure', 'mapped', 'other'] as const;

/** See {@link COLUMN_FILTERS}. */
export type ColumnFilter = (typeof COLUMN_FILTERS)[number];

/** Suggestions below it are put to a person; the same limit as for files. */
export const SURE = 0.8;

/** Whether a column belongs to a filter. */
export function isShown(column: Pick<MappedColumnFragment, 'target' | 'confidence'>, filter: ColumnFilter): boolean {
  const hasMeaning = column.target !== 'OTHER_DATA' && column.target !== 'IGNORE';
  if (filter === 'unsure') return isUnsure(column);
  if (filter === 'mapped') return hasMeaning;
  return filter === 'all' || !hasMeaning;
}

/** Whether a suggested meaning should be looked at. What nothing speaks for stays other data: that is no doubt. */
export function isUnsure({ target, confidence }: Pick<MappedColumnFragment, 'target' | 'confidence'>): boolean {
  return confidence !== null && confidence > 0 && confidence < SURE && target !== 'IGNORE';
}
