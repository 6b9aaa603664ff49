import type { Row } from '../../../platform/database/tables.ts';
import { newState } from './customer-state.ts';

// The order in which rows are written; taken from a sample row, so that a new column cannot be forgotten here.
const sample = newState({ id: 0, number: '', at: 0 }).row;

/** Columns of `customer`. */
export const CUSTOMER_COLUMNS = Object.keys(sample) as (keyof Row<'customer'>)[];

/** Columns of `contact_point`. */
export const CONTACT_POINT_COLUMNS: readonly (keyof Row<'contact_point'>)[] = [
  'customer_id',
  'id',
  'subject_id',
  'record_id',
  'source_id',
  'type',
  'label',
  'match_key',
  'last_four',
  'is_primary',
  'is_valid',
  'verified_at',
  'position',
  'sealed',
];

/** Columns of `address`. */
export const ADDRESS_COLUMNS: readonly (keyof Row<'address'>)[] = [
  'customer_id',
  'id',
  'subject_id',
  'record_id',
  'source_id',
  'type',
  'country',
  'province',
  'city',
  'district',
  'region_code',
  'postal_code',
  'is_primary',
  'position',
  'sealed',
];

/** Columns of `identifier`. */
export const IDENTIFIER_COLUMNS: readonly (keyof Row<'identifier'>)[] = [
  'customer_id',
  'id',
  'subject_id',
  'record_id',
  'source_id',
  'type',
  'issuer',
  'match_key',
  'is_valid',
  'verified_at',
  'valid_from',
  'valid_to',
  'position',
  'sealed',
];

/** Columns of `source_record` that a new one has: when it was taken back comes later, and two nulls a row would be bound for nothing. */
export const SOURCE_RECORD_COLUMNS: readonly (keyof Row<'source_record'>)[] = [
  'customer_id',
  'id',
  'subject_id',
  'source_id',
  'external_id',
  'current_key',
  'channel',
  'import_id',
  'line_number',
  'actor_id',
  'recorded_from',
  'recorded_to',
  'retracted',
  'present',
  'sealed',
];
