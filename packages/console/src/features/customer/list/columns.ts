import { FIELD_CLASSES } from '@dossier/shared/facts';
import type { CustomerField, CustomerSortField, DataClass } from '../../../gql/graphql.ts';

/** One column of the customer list. */
export interface ColumnSpec {
  /** Where it is at ease, px: what is to spare is shared in proportion to it. */
  readonly width: number;
  /** How narrow it may become before the table scrolls sideways, px; what is cut then stands in its title. Usually its width. */
  readonly least?: number;
  /** The field whose values it shows, where these may be personal. */
  readonly field?: CustomerField;
  readonly sort?: CustomerSortField;
  /** Needs the purchases, which are asked for only when such a column is shown. */
  readonly orders?: boolean;
  readonly figure?: boolean;
}

/** All columns in the order they are offered. The name is always shown, first. */
export const COLUMNS = {
  name: { width: 240, least: 96, sort: 'NAME', field: 'NAME' },
  number: { width: 130, least: 100, sort: 'NUMBER' },
  phone: { width: 134, least: 124, field: 'PHONE' },
  email: { width: 200, least: 140, field: 'EMAIL' },
  region: { width: 170, least: 78 },
  stage: { width: 156, least: 80 },
  grade: { width: 78, least: 60, sort: 'GRADE' },
  tags: { width: 130, least: 58 },
  owner: { width: 110 },
  kind: { width: 96 },
  employer: { width: 180, least: 110, field: 'EMPLOYER' },
  jobTitle: { width: 130, least: 90, field: 'JOB_TITLE' },
  industry: { width: 150, least: 90 },
  size: { width: 110 },
  gender: { width: 70, field: 'GENDER' },
  birthDate: { width: 140, sort: 'BIRTH_DATE', field: 'BIRTH_DATE' },
  completeness: { width: 90, figure: true },
  orderCount: { width: 90, orders: true, figure: true },
  spend: { width: 130, orders: true, figure: true },
  lastOrder: { width: 140, orders: true },
  status: { width: 90 },
  createdAt: { width: 140, sort: 'CREATED_AT' },
  updatedAt: { width: 140, least: 136, sort: 'UPDATED_AT' },
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

/** How sensitive the values of a column are. */
export function columnClass(key: ColumnKey): DataClass {
  const { field } = columnSpec(key);
  return field ? FIELD_CLASSES[field] : 'INTERNAL';
}

/** How sensitive the values of a column are that the list is ordered by. */
export function sortClass(sort: CustomerSortField): DataClass {
  // Object.keys forgets that these are the columns above.
  const key = (Object.keys(COLUMNS) as ColumnKey[]).find((one) => columnSpec(one).sort === sort);
  return key ? columnClass(key) : 'INTERNAL';
}

/** Stored columns as they can be shown now: unknown and double ones left out, the name first. */
export function validColumns(stored: unknown): readonly ColumnKey[] {
  const known = (Array.isArray(stored) ? stored : []).filter((key): key is ColumnKey =>
    Object.hasOwn(COLUMNS, String(key)),
  );
  if (known.length === 0) return DEFAULT_COLUMNS;
  return [...new Set<ColumnKey>(['name', ...known])];
}

/** The template of a row's grid: a place for the check box, then the columns, which share what is left. */
export function gridTemplate(columns: readonly ColumnKey[]): string {
  return [`${CHECK}px`, ...columns.map((key) => `minmax(${leastOf(key)}px, ${COLUMNS[key].width}fr)`)].join(' ');
}

/** The least width of a row, px. */
export function leastWidth(columns: readonly ColumnKey[]): number {
  return columns.reduce((sum, key) => sum + leastOf(key), CHECK);
}

const CHECK = 40;

function leastOf(key: ColumnKey): number {
  const { least, width } = columnSpec(key);
  return least ?? width;
}
