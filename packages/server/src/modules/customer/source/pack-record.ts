import { CUSTOMER_FIELDS, type CustomerField, type SourceDocument } from '@dossier/shared/facts';
import type { RecordInForce } from '../survivorship/fold-records.ts';

const BIT = new Map(CUSTOMER_FIELDS.map((field, bit) => [field, 2 ** bit]));
const CONTACT_FIELD = { PHONE: 'PHONE', EMAIL: 'EMAIL', WECHAT: 'WECHAT', OTHER: 'OTHER_CONTACT' } as const;

/** The document as it is sealed: JSON without empty parts. */
export function packDocument(document: SourceDocument): string {
  const { fields, contactPoints, addresses, identifiers, tags, other, hidden, pins, verified } = document;
  return JSON.stringify({
    fields,
    ...(contactPoints ? { contactPoints } : {}),
    ...(addresses ? { addresses } : {}),
    ...(identifiers ? { identifiers } : {}),
    ...(tags ? { tags } : {}),
    ...(other && Object.keys(other).length > 0 ? { other } : {}),
    ...(hidden && hidden.length > 0 ? { hidden } : {}),
    ...(pins ? { pins } : {}),
    ...(verified && verified.length > 0 ? { verified } : {}),
  });
}

/** Reads a packed document. */
export function unpackDocument(text: string): SourceDocument {
  // Only packDocument makes such texts.
  return JSON.parse(text) as SourceDocument;
}

/** The fields a document speaks about. */
export function fieldsOf(document: SourceDocument): CustomerField[] {
  const said = new Set<CustomerField>();
  // Keys of `fields` are single fields by type.
  for (const field of Object.keys(document.fields) as CustomerField[]) said.add(field);
  for (const { type } of document.contactPoints ?? []) said.add(CONTACT_FIELD[type]);
  for (const address of document.addresses ?? []) {
    said.add('ADDRESS');
    if (address.country !== undefined) said.add('COUNTRY');
    if (address.province !== undefined) said.add('PROVINCE');
    if (address.city !== undefined) said.add('CITY');
    if (address.district !== undefined) said.add('DISTRICT');
  }
  if ((document.identifiers ?? []).length > 0) said.add('IDENTIFIER');
  if ((document.tags ?? []).length > 0) said.add('TAGS');
  return [...said];
}

/** One bit per field that the document speaks about. */
export function presentOf(document: SourceDocument): number {
  // Addition, since each field counts once and bit operators end at 32 bits.
  return fieldsOf(document).reduce((bits, field) => bits + (BIT.get(field) ?? 0), 0);
}

/** What of a stored row survivorship reads; its content is opened from `sealed`. */
export const RECORD_COLUMNS = [
  'customer_id',
  'id',
  'subject_id',
  'source_id',
  'external_id',
  'import_id',
  'recorded_from',
  'sealed',
] as const;

/** A stored row as survivorship reads it, with the document that was opened of it. */
export function toRecordInForce(row: {
  id: number;
  subject_id: number;
  source_id: number;
  external_id: string | null;
  import_id: number | null;
  recorded_from: number;
  document: SourceDocument;
}): RecordInForce {
  return {
    id: row.id,
    subjectId: row.subject_id,
    sourceId: row.source_id,
    externalId: row.external_id,
    importId: row.import_id,
    recordedFrom: row.recorded_from,
    document: row.document,
  };
}
