import type { LineRow, VersionRow } from './line-content.ts';

/** All columns of a line, in the order that bulk writes use. */
export const LINE_COLUMNS = [
  'order_id',
  'line_key',
  'id',
  'revision',
  'import_id',
  'retracted',
  'given',
  'product_id',
  'description',
  'quantity',
  'unit_price',
  'amount',
  'kind',
  'placed_at',
  'named_customer_id',
  'stated_status',
] as const satisfies readonly (keyof LineRow)[];

/** All columns of a version of a line, in the order that bulk writes use. */
export const VERSION_COLUMNS = [
  'order_id',
  'line_key',
  'revision',
  'import_id',
  'retracted',
  'given',
  'product_id',
  'description',
  'quantity',
  'unit_price',
  'amount',
  'kind',
  'placed_at',
  'named_customer_id',
  'stated_status',
] as const satisfies readonly (keyof VersionRow)[];
