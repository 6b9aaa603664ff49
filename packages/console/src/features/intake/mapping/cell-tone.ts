import type { ImportPreviewQuery } from '../../../gql/graphql.ts';

/** One previewed cell. */
export type PreviewedCell = NonNullable<ImportPreviewQuery['import']>['preview']['rows'][number]['cells'][number];

/** How a cell looks: what the server says of it, and whether standardising changed it. */
export type CellTone = 'ok' | 'changed' | 'warning' | 'invalid' | 'empty';

/** See {@link CellTone}. */
export function toneOfCell({ state, raw, value }: Pick<PreviewedCell, 'state' | 'raw' | 'value'>): CellTone {
  const name = state.toLowerCase();
  if (name === 'invalid' || name === 'warning' || name === 'empty') return name;
  return value !== null && raw !== value ? 'changed' : 'ok';
}
