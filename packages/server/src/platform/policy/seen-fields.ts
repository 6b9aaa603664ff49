import { FIELD_CLASSES, SEEN_FIELDS, type SeenField } from '@dossier/shared/facts';
import type { Tells } from '../graphql/exposure.ts';
import type { RequestAccess } from './request-access.ts';

// Fields as bits: an answer of a thousand rows notes several of each, and a bitwise or of 32 bits is next to nothing.
const BITS: ReadonlyMap<string, number> = new Map(SEEN_FIELDS.map((field, place) => [field, 2 ** place]));
const MOST_FIELDS = 31;
if (SEEN_FIELDS.length > MOST_FIELDS) throw new Error('more fields than bits');

/** Which fields, as a number. */
export function bitsOf(fields: readonly SeenField[]): number {
  return fields.reduce((bits, field) => bits | (BITS.get(field) ?? 0), 0);
}

/** The fields that a number stands for. */
export function fieldsOf(bits: number): readonly SeenField[] {
  return SEEN_FIELDS.filter((field) => (bits & (BITS.get(field) ?? 0)) !== 0);
}

/** What notes, when a field is shown in full, that its row's customer was seen so; undefined for fields that tell of none. */
export function seeing(tells: Tells | undefined): ((access: RequestAccess, row: unknown) => void) | undefined {
  if (tells === undefined) return undefined;
  const fixed = tells === 'FIELD_OF_ROW' ? undefined : bitsOf(tells);
  return ({ seen }, row) => {
    if (!isOfCustomer(row)) throw new Error('personal values of a row that does not say whose they are');
    if (row.customerKey === null) return;
    const bits = fixed ?? bitOfRow(row);
    if (bits !== 0) seen.set(row.customerKey, (seen.get(row.customerKey) ?? 0) | bits);
  };
}

/** Where break-glass counts, notes whose rows an answer is made from, whatever it shows of them; 0 is nobody. */
export function noteMet({ breakGlass }: RequestAccess, rows: readonly { readonly customerKey: number }[]): void {
  if (!breakGlass) return;
  for (const { customerKey } of rows) if (customerKey !== 0) breakGlass.met.add(customerKey);
}

interface OfCustomer {
  /** Null of somebody who is no customer yet. */
  readonly customerKey: number | null;
  readonly field?: keyof typeof FIELD_CLASSES;
}

function isOfCustomer(row: unknown): row is OfCustomer {
  return typeof row === 'object' && row !== null && 'customerKey' in row;
}

// A record says also what is not personal, under the same type.
function bitOfRow({ field }: OfCustomer): number {
  return field !== undefined && FIELD_CLASSES[field] === 'PERSONAL' ? (BITS.get(field) ?? 0) : 0;
}
