import { keyOfAddress, keyOfContactPoint, keyOfIdentifier } from '../survivorship/value-keys.ts';
import type { Shown } from '../survivorship/belief.ts';
import type { Golden } from '../survivorship/choose.ts';
import type { AddressFact, ContactPointFact, IdentifierFact } from '@dossier/shared/facts';
import type { OpenAddress, OpenContactPoint, OpenIdentifier } from '../sealed/contents.ts';
import type { CustomerState } from './customer-state.ts';

/** In place of a record that went to another customer: the row needs one of its own customer's. */
export const NO_RECORD = 0;

type Owner = { readonly id: number; readonly subject_id: number };

/** The rows of a list as they should be, and the keys of rows that no longer belong to it. */
export interface ListChange<R> {
  readonly rows: readonly R[];
  readonly removed: readonly number[];
}

/** Compares the contact points shown with those that should be; equal ones keep their key. */
export function contactPointChange(
  state: CustomerState,
  golden: Golden,
  nextId: () => number,
): ListChange<OpenContactPoint> {
  return listChange(
    state.contactPoints,
    golden.contactPoints,
    keyOfValueRow,
    keyOfContactPoint,
    nextId,
    (id, shown, position) => contactPointRow(state.row, id, shown, position),
  );
}

/** See {@link contactPointChange}. */
export function addressChange(state: CustomerState, golden: Golden, nextId: () => number): ListChange<OpenAddress> {
  return listChange(state.addresses, golden.addresses, keyOfAddressRow, keyOfAddress, nextId, (id, shown, position) =>
    addressRow(state.row, id, shown, position),
  );
}

/** See {@link contactPointChange}. */
export function identifierChange(
  state: CustomerState,
  golden: Golden,
  nextId: () => number,
): ListChange<OpenIdentifier> {
  return listChange(
    state.identifiers,
    golden.identifiers,
    keyOfValueRow,
    keyOfIdentifier,
    nextId,
    (id, shown, position) => identifierRow(state.row, id, shown, position),
  );
}

function listChange<R extends { id: number; record_id: number }, Fact>(
  before: readonly R[],
  shown: readonly Shown<Fact>[],
  keyOfRow: (row: R) => string,
  keyOf: (fact: Fact) => string,
  nextId: () => number,
  rowOf: (id: number, shown: Shown<Fact>, position: number) => R,
): ListChange<R> {
  if (before.length === 0 && shown.length === 0) return { rows: [], removed: [] };
  const known = new Map(before.map((row) => [keyOfRow(row), row]));
  const rows: R[] = [];
  for (const [position, item] of shown.entries()) {
    const key = keyOf(item.fact);
    const row = known.get(key);
    known.delete(key);
    const wanted = rowOf(row?.id ?? nextId(), item, position);
    // Another record that says the same changes nothing a person sees: the row keeps the one that said it first.
    const isKept = row !== undefined && row.record_id !== NO_RECORD;
    if (!isKept || !isSameRow({ ...row, record_id: 0 }, { ...wanted, record_id: 0 })) rows.push(wanted);
  }
  return { rows, removed: [...known.values()].map(({ id }) => id) };
}

/** Whether two rows of one table hold the same values. */
export function isSameRow(a: object, b: object): boolean {
  const right = new Map(Object.entries(b));
  return Object.entries(a).every(
    ([column, value]) => value === right.get(column) || (value === null && right.get(column) === null),
  );
}

function contactPointRow(
  owner: Owner,
  id: number,
  { fact, record, primary }: Shown<ContactPointFact>,
  position: number,
): OpenContactPoint {
  return {
    customer_id: owner.id,
    id,
    subject_id: owner.subject_id,
    record_id: record.id,
    source_id: record.sourceId,
    type: fact.type,
    label: fact.label ?? null,
    value: fact.value.slice(0, 320),
    match_key: clip(fact.matchKey, 320),
    is_primary: primary ? 1 : 0,
    is_valid: fact.matchKey === undefined ? 0 : 1,
    verified_at: fact.verifiedAt ?? null,
    holder_name: clip(fact.holderName, 200),
    holder_title: clip(fact.holderTitle, 100),
    position,
  };
}

function addressRow(
  owner: Owner,
  id: number,
  { fact, record, primary }: Shown<AddressFact>,
  position: number,
): OpenAddress {
  return {
    customer_id: owner.id,
    id,
    subject_id: owner.subject_id,
    record_id: record.id,
    source_id: record.sourceId,
    type: fact.type ?? null,
    country: clip(fact.country, 2),
    province: clip(fact.province, 100),
    city: clip(fact.city, 100),
    district: clip(fact.district, 100),
    region_code: clip(fact.regionCode, 6),
    line: clip(fact.line, 500),
    postal_code: clip(fact.postalCode, 20),
    is_primary: primary ? 1 : 0,
    position,
  };
}

function identifierRow(
  owner: Owner,
  id: number,
  { fact, record }: Shown<IdentifierFact>,
  position: number,
): OpenIdentifier {
  return {
    customer_id: owner.id,
    id,
    subject_id: owner.subject_id,
    record_id: record.id,
    source_id: record.sourceId,
    type: fact.type,
    issuer: clip(fact.issuer, 100),
    value: fact.value.slice(0, 100),
    match_key: clip(fact.matchKey, 320),
    is_valid: fact.matchKey === undefined ? 0 : 1,
    verified_at: fact.verifiedAt ?? null,
    valid_from: fact.validFrom ?? null,
    valid_to: fact.validTo ?? null,
    position,
  };
}

/** What of a text fits its column; the source record keeps it in full. */
function clip(text: string | undefined, longest: number): string | null {
  return text?.slice(0, longest) ?? null;
}

function keyOfValueRow(row: OpenContactPoint | OpenIdentifier): string {
  return `${row.type}|${row.match_key ?? row.value}`;
}

function keyOfAddressRow(row: OpenAddress): string {
  return keyOfAddress({
    country: row.country ?? undefined,
    province: row.province ?? undefined,
    city: row.city ?? undefined,
    district: row.district ?? undefined,
    line: row.line ?? undefined,
  });
}
