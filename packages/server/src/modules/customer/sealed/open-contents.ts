import type { SourceDocument } from '@dossier/shared/facts';
import type { SealedColumn } from '../../../platform/crypto/sealing/place.ts';
import { untilReady } from '../../../platform/database/not-ready.ts';
import { type AddressContent, type ContactContent, contentOf, type IdentifierContent } from './contents.ts';
import { ADDRESS_SEALED, CONTACT_SEALED, IDENTIFIER_SEALED, openDocument } from './seal-rows.ts';
import { beginSeals, type SealedRow, type SealingOn, type Seals } from './seals.ts';

/** A stored row with what was sealed of it; undefined where nothing is, or nobody can open it any more. */
type Opened<StoredAs, Content> = Omit<StoredAs, 'sealed'> & { readonly content: Content | undefined };

/**
 * Opens stored contact points for a purpose, which is the name of the work: one look at the key store for all of them.
 * Whether they may be opened, the caller has decided.
 */
export async function openContacts<StoredAs extends SealedRow>(
  on: SealingOn,
  purpose: string,
  rows: readonly StoredAs[],
): Promise<Opened<StoredAs, ContactContent>[]> {
  return await openAll(on, purpose, CONTACT_SEALED, rows);
}

/** Opens addresses: see {@link openContacts}. */
export async function openAddresses<StoredAs extends SealedRow>(
  on: SealingOn,
  purpose: string,
  rows: readonly StoredAs[],
): Promise<Opened<StoredAs, AddressContent>[]> {
  return await openAll(on, purpose, ADDRESS_SEALED, rows);
}

/** Opens identity documents: see {@link openContacts}. */
export async function openIdentifiers<StoredAs extends SealedRow>(
  on: SealingOn,
  purpose: string,
  rows: readonly StoredAs[],
): Promise<Opened<StoredAs, IdentifierContent>[]> {
  return await openAll(on, purpose, IDENTIFIER_SEALED, rows);
}

/** Opens what sources said: see {@link openContacts}. */
export async function openDocuments<StoredAs extends SealedRow>(
  on: SealingOn,
  purpose: string,
  rows: readonly StoredAs[],
): Promise<(Omit<StoredAs, 'sealed'> & { readonly document: SourceDocument })[]> {
  const seals = await sealsFor(on, purpose, rows);
  return await untilReady(async () =>
    rows.map((row) => ({ ...row, sealed: null, document: openDocument(seals, row) })),
  );
}

async function openAll<StoredAs extends SealedRow, Content>(
  on: SealingOn,
  purpose: string,
  at: SealedColumn,
  rows: readonly StoredAs[],
): Promise<Opened<StoredAs, Content>[]> {
  const seals = await sealsFor(on, purpose, rows);
  return await untilReady(async () =>
    rows.map((row) => {
      const text = seals.open(at, row);
      return { ...row, sealed: null, content: text === undefined ? undefined : contentOf<Content>(text) };
    }),
  );
}

async function sealsFor(on: SealingOn, purpose: string, rows: readonly SealedRow[]): Promise<Seals> {
  const seals = await beginSeals(on, purpose);
  await seals.load(rows.map((row) => row.subject_id));
  return seals;
}
