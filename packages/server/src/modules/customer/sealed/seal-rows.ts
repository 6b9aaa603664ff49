import type { SourceDocument } from '@dossier/shared/facts';
import { sealedColumn } from '../../../platform/crypto/sealing/place.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { packDocument, unpackDocument } from '../source/pack-record.ts';
import {
  type AddressContent,
  addressText,
  type ContactContent,
  contactEntries,
  contactText,
  contentOf,
  type IdentifierContent,
  identifierEntries,
  identifierText,
  matchKeyOf,
  type OpenAddress,
  type OpenContactPoint,
  type OpenIdentifier,
} from './contents.ts';
import type { SealedRow, Seals } from './seals.ts';

/** Where {@link ContactContent} is. */
export const CONTACT_SEALED = sealedColumn('contact_point', 'sealed');
/** Where {@link AddressContent} is. */
export const ADDRESS_SEALED = sealedColumn('address', 'sealed');
/** Where {@link IdentifierContent} is. */
export const IDENTIFIER_SEALED = sealedColumn('identifier', 'sealed');
/** Where the packed document of a source record is. */
export const RECORD_SEALED = sealedColumn('source_record', 'sealed');

/** All of them. */
export const SEALED_COLUMNS = [CONTACT_SEALED, ADDRESS_SEALED, IDENTIFIER_SEALED, RECORD_SEALED] as const;

/** The row to store of a contact point. */
export function sealContactPoint(seals: Seals, open: OpenContactPoint): Row<'contact_point'> {
  const { value: _value, match_key, holder_name: _name, holder_title: _title, ...row } = open;
  const sealed = seals.seal(CONTACT_SEALED, row, () => contactText(open));
  return { ...row, ...contactEntries(row.type, sealed && match_key, seals.index), sealed };
}

/** A stored contact point, opened. */
export function openContactPoint(seals: Seals, stored: Row<'contact_point'>): OpenContactPoint {
  const { sealed: _sealed, last_four: _lastFour, ...row } = stored;
  const content = contentIn<ContactContent>(seals.open(CONTACT_SEALED, stored)) ?? LOST;
  return {
    ...row,
    value: content.value,
    match_key: matchKeyOf(content),
    holder_name: content.holderName ?? null,
    holder_title: content.holderTitle ?? null,
  };
}

/** The row to store of an identity document. */
export function sealIdentifier(seals: Seals, open: OpenIdentifier): Row<'identifier'> {
  const { value: _value, match_key, ...row } = open;
  const sealed = seals.seal(IDENTIFIER_SEALED, row, () => identifierText(open));
  return { ...row, ...identifierEntries(row.type, sealed && match_key, seals.index), sealed };
}

/** A stored identity document, opened. */
export function openIdentifier(seals: Seals, stored: Row<'identifier'>): OpenIdentifier {
  const { sealed: _sealed, ...row } = stored;
  const content = contentIn<IdentifierContent>(seals.open(IDENTIFIER_SEALED, stored)) ?? LOST;
  return { ...row, value: content.value, match_key: matchKeyOf(content) };
}

/** The row to store of an address. */
export function sealAddress(seals: Seals, open: OpenAddress): Row<'address'> {
  const { line: _line, ...row } = open;
  const text = addressText(open);
  return { ...row, sealed: text === undefined ? null : seals.seal(ADDRESS_SEALED, row, () => text) };
}

/** A stored address, opened. */
export function openAddress(seals: Seals, stored: Row<'address'>): OpenAddress {
  const { sealed: _sealed, ...row } = stored;
  return { ...row, line: contentIn<AddressContent>(seals.open(ADDRESS_SEALED, stored))?.line ?? null };
}

/** The bytes to store of what a source said. */
export function sealDocument(
  seals: Seals,
  record: Pick<SealedRow, 'id' | 'subject_id'>,
  document: SourceDocument,
): Buffer | null {
  return seals.seal(RECORD_SEALED, record, () => packDocument(document));
}

/** What a stored source record says; nothing once it was purged, or its key destroyed. */
export function openDocument(seals: Seals, stored: SealedRow): SourceDocument {
  const text = seals.open(RECORD_SEALED, stored);
  return text === undefined ? { fields: {} } : unpackDocument(text);
}

/** Of a destroyed value: it equals none that is chosen. */
const LOST: ContactContent = { value: '', matchKey: null };

function contentIn<Content>(text: string | undefined): Content | undefined {
  return text === undefined ? undefined : contentOf<Content>(text);
}
