import type { Ctx } from '../../../platform/context/context.ts';
import type { SealedColumn } from '../../../platform/crypto/sealing/place.ts';
import { Sealed, UnsealGrant } from '../../../platform/crypto/sealing/sealed.ts';
import type { Level } from '../../../platform/policy/compile-grants.ts';
import { levelOfRow } from '../../../platform/policy/guard-fields.ts';
import { masked } from '../../../platform/policy/masks.ts';
import { ERASED, type Seen, Shielded } from '../../../platform/policy/shielded.ts';
import { type AddressContent, type ContactContent, contentOf } from './contents.ts';
import { ADDRESS_SEALED, CONTACT_SEALED } from './seal-rows.ts';

/** A row of a request, with its sealed bytes as the repository gave them. */
interface StoredRow {
  readonly key: number;
  readonly subjectKey: number;
  readonly sealed: Uint8Array | null;
}

/**
 * What is sealed of one row, for the fields that show parts of it: opened when the first of them is seen, with a grant that was
 * made from the access decision.
 */
export class ShieldedContent<Content> {
  readonly #sealed: Sealed | undefined;
  readonly #grant: UnsealGrant;
  readonly #level: Level;
  #opened: Content | typeof ERASED | undefined;

  constructor(sealed: Sealed | undefined, grant: UnsealGrant, level: Level) {
    this.#sealed = sealed;
    this.#grant = grant;
    this.#level = level;
  }

  /** A text made of the content, which is undefined for a row without any. */
  text(of: (content: Content | undefined) => string | null | undefined): Shielded {
    return new Shielded((level, mask): Seen => {
      if (this.#level === 'NONE') return null;
      const content = this.#open();
      if (content === ERASED) return ERASED;
      const text = of(content) ?? null;
      // The lesser of what the guard decided for the field, and what the row's own level is.
      if (text === null || (level === 'FULL' && this.#level === 'FULL')) return text;
      return mask ? masked(mask, text) : null;
    });
  }

  #open(): Content | typeof ERASED | undefined {
    if (!this.#sealed || this.#opened !== undefined) return this.#opened;
    const opened = this.#sealed.unseal(this.#grant);
    return (this.#opened = opened.state === 'OPEN' ? contentOf<Content>(opened.text) : ERASED);
  }
}

/** Gives contact points of a request their content: see {@link shield}. */
export async function shieldContacts<StoredAs extends StoredRow>(
  ctx: Ctx,
  rows: readonly StoredAs[],
): Promise<Shields<StoredAs, ContactContent>[]> {
  return await shield(ctx, CONTACT_SEALED, rows);
}

/** Gives addresses of a request their content: see {@link shield}. */
export async function shieldAddresses<StoredAs extends StoredRow>(
  ctx: Ctx,
  rows: readonly StoredAs[],
): Promise<Shields<StoredAs, AddressContent>[]> {
  return await shield(ctx, ADDRESS_SEALED, rows);
}

type Shields<StoredAs, Content> = StoredAs & { readonly content: ShieldedContent<Content> };

/**
 * Gives rows of a request what is sealed of them, as far as the actor may see it: of a row that is hidden from them not even
 * the key is got. One look at the key store for all rows.
 */
async function shield<StoredAs extends StoredRow, Content>(
  ctx: Ctx,
  at: SealedColumn,
  rows: readonly StoredAs[],
): Promise<Shields<StoredAs, Content>[]> {
  const levels = rows.map((row) => levelOfRow(ctx.actor.grants, 'PERSONAL', row));
  const seen = new Map<number, number>();
  for (const [position, { key, subjectKey, sealed }] of rows.entries())
    if (sealed !== null && levels[position] !== 'NONE') seen.set(key, subjectKey);
  const grant = new UnsealGrant({
    keys: await ctx.keyStore.load([...seen.values()]),
    purpose: 'REQUEST',
    allows: (place) => place.at === at && seen.has(place.rowId),
  });
  return rows.map((row, position) => {
    const { key, subjectKey, sealed } = row;
    const value = sealed === null ? undefined : new Sealed({ at, rowId: key, subjectId: subjectKey }, sealed);
    const content = new ShieldedContent<Content>(value, grant, levels[position] ?? 'NONE');
    return Object.assign(row, { content, sealed: null });
  });
}
