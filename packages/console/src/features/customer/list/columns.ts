import type { CustomerSortField } from '../../../gql/graphql.ts';

/** One column of the customer list. Widths in px at the comfortable size. */
export interface ColumnSpec {
  readonly width: number;
  readonly sort?: CustomerSortField;
  /** Needs the purchases, which are asked for only when such a column is shown. */
  readonly orders?: boolean;
  readonly figure?: boolean;
}

/** All columns in the order they are offered. The name is always shown, first. */
export const COLUMNS = {
  name: { width: 170, sort: 'NAME' },
  number: { width: 140, sort: 'NUMBER' },
  phone: { width: 134 },
  email: { width: 200 },
  region: { width: 130 },
  stage: { width: 96 },
  grade: { width: 78, sort: 'GRADE' },
  tags: { width: 130 },
  owner: { width: 110 },
  kind: { width: 96 },
  employer: { width: 180 },
  jobTitle: { width: 130 },
  industry: { width: 150 },
  size: { width: 110 },
  gender: { width: 70 },
  birthDate: { width: 140, sort: 'BIRTH_DATE' },
  completeness: { width: 90, figure: true },
  orderCount: { width: 90, orders: true, figure: true },
  spend: { width: 130, orders: true, figure: true },
  lastOrder: { width: 140, orders: true },
  status: { width: 90 },
  createdAt: { width: 140, sort: 'CREATED_AT' },
  updatedAt: { width: 140, sort: 'UPDATED_AT' },
} as const satisfies Readonly<Record<string, ColumnSpec>>;

/** A column's name. */
export type ColumnKey = keyof typeof COLUMNS;

/** What is shown until somebody chooses otherwise. */
export const DEFAULT_COLUMNS: readonly ColumnKey[] = [
  'name',
  'number',
  'phone',
  'region',
  'stage',
  'grade',
  'tags',
  'updatedAt',
];

/** What is known of a column. */
export function columnSpec(key: ColumnKey): ColumnSpec {
  return COLUMNS[key];
}

/** Stored columns as they can be shown now: unknown and double ones left out, the name first. */
export function validColumns(stored: unknown): readonly ColumnKey[] {
  const known = (Array.isArray(stored) ? stored : []).filter((key): key is ColumnKey =>
    Object.hasOwn(COLUMNS, String(key)),
  );
  if (known.length === 0) return DEFAULT_COLUMNS;
  return [...new Set<ColumnKey>(['name', ...known])];
}

/** The template of a row's grid: a place for the check box, then the columns; the name takes what is left. */
export function gridTemplate(columns: readonly ColumnKey[]): string {
  const widths = columns.map((key) =>
    key === 'name' ? `minmax(${COLUMNS[key].width}px, 1fr)` : `${COLUMNS[key].width}px`,
  );
  return ['40px', ...widths].join(' ');
}

/** The least width of a row, px. */
export function leastWidth(columns: readonly ColumnKey[]): number {
  return columns.reduce((sum, key) => sum + COLUMNS[key].width, 40);
}
