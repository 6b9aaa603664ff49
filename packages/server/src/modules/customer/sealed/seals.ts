import { type BlindIndex, createBlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import { bindKeyStore } from '../../../platform/crypto/key-store/bind-key-store.ts';
import type { KeyStoreSpec } from '../../../platform/crypto/key-store/key-store.ts';
import { readHeader, sealValue } from '../../../platform/crypto/sealing/envelope.ts';
import type { KeyRing } from '../../../platform/crypto/sealing/key-ring.ts';
import type { SealedColumn } from '../../../platform/crypto/sealing/place.ts';
import { KeyNotFound, Sealed, UnsealGrant } from '../../../platform/crypto/sealing/sealed.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { NotReady } from '../../../platform/database/not-ready.ts';

const FIRST_GENERATION = 1;

/** What was sealed before, in another thread. */
export interface SealedAhead {
  /** The bytes, if this very text was sealed for this very row. */
  bytesOf(at: SealedColumn, row: Pick<SealedRow, 'id' | 'subject_id'>, text: () => string): Buffer | undefined;
}

/** What sealing works on. */
export type SealingOn = Pick<Ctx, 'db' | 'keyStore' | 'now'>;

/** The columns that a row of any table with sealed values has. */
export interface SealedRow {
  readonly id: number;
  readonly subject_id: number;
  readonly sealed: Uint8Array | null;
}

/**
 * What customers' values are sealed and opened with in one piece of work: the keys of the subjects it met, and the keys of
 * blind indexes. Make one before the transaction, and a new one for the next: what is destroyed meanwhile, it does not know.
 */
export class Seals {
  readonly index: BlindIndex;
  readonly #on: SealingOn;
  readonly #ahead: SealedAhead | undefined;
  readonly #rings = new Map<number, KeyRing>();
  readonly #keyless = new Set<number>();
  readonly #lookedFor = new Set<string>();
  readonly #grant: UnsealGrant;

  constructor(on: SealingOn, index: BlindIndex, purpose: string, ahead?: SealedAhead) {
    this.#on = on;
    this.index = index;
    this.#ahead = ahead;
    const rings = this.#rings;
    const keys: KeyRing = {
      current: (subjectId) => rings.get(subjectId)?.current(subjectId),
      find: (subjectId, generation) => rings.get(subjectId)?.find(subjectId, generation),
    };
    // Whose values the work opens was decided by whoever began it.
    this.#grant = new UnsealGrant({ keys, purpose, allows: () => true });
  }

  /** Gets the keys of these subjects. Never within a transaction: see {@link need}. */
  async load(subjectIds: readonly number[]): Promise<void> {
    this.adopt(subjectIds, await this.#on.keyStore.load(subjectIds));
  }

  /** Takes over keys that were got elsewhere. */
  adopt(subjectIds: Iterable<number>, ring: KeyRing): void {
    for (const id of subjectIds) this.#rings.set(id, ring);
  }

  /** Says that the keys of these subjects are needed: unless they are at hand, the transaction begins again with them. */
  need(rows: Iterable<{ readonly subject_id: number }>): void {
    const missing = [...subjectsOf(rows)].filter((id) => !this.#rings.has(id));
    if (missing.length > 0) throw new NotReady(async () => await this.load(missing));
  }

  /**
   * The bytes of a row's text. Null for a subject whose key was destroyed: nothing more is kept of them. Ask {@link settle}
   * before any of it is written.
   */
  seal(at: SealedColumn, row: Pick<SealedRow, 'id' | 'subject_id'>, text: () => string): Buffer | null {
    const ahead = this.#ahead?.bytesOf(at, row, text);
    if (ahead) return ahead;
    const { id: rowId, subject_id: subjectId } = row;
    const ring = this.#rings.get(subjectId);
    const key = ring?.current(subjectId);
    if (key) return sealValue(key, { at, rowId, subjectId }, text());
    if (ring?.find(subjectId, FIRST_GENERATION) !== 'DESTROYED') this.#keyless.add(subjectId);
    return null;
  }

  /** Makes sure that everything was sealed: subjects without a key get one, and the transaction begins again. */
  settle(): void {
    if (this.#keyless.size === 0) return;
    const missing = [...this.#keyless];
    this.#keyless.clear();
    throw new NotReady(async () => this.adopt(missing, await makeKeys(this.#on, missing)));
  }

  /**
   * The text of a row; undefined when nothing is sealed of it, or its key was destroyed. When it was sealed anew since keys were
   * got, others may have been too: the transaction begins again with all keys of now.
   */
  open(at: SealedColumn, row: SealedRow): string | undefined {
    if (row.sealed === null) return undefined;
    const { id: rowId, subject_id: subjectId, sealed } = row;
    try {
      const opened = new Sealed({ at, rowId, subjectId }, sealed).unseal(this.#grant);
      return opened.state === 'OPEN' ? opened.text : undefined;
    } catch (error) {
      if (!(error instanceof KeyNotFound) || this.#isLookedFor(subjectId, sealed)) throw error;
      throw new NotReady(async () => await this.load([...this.#rings.keys()]));
    }
  }

  /** Whether the key of a value was looked for before: then the key store does not have it. */
  #isLookedFor(subjectId: number, sealed: Uint8Array): boolean {
    const key = `${subjectId}/${readHeader(sealed).generation}`;
    const before = this.#lookedFor.has(key);
    this.#lookedFor.add(key);
    return before;
  }
}

/** Begins to seal and open customers' values for a purpose, which is the name of the work. Not within a transaction. */
export async function beginSeals(ctx: SealingOn, purpose: string): Promise<Seals> {
  return new Seals(ctx, await blindIndex(ctx), purpose);
}

/** How another thread seals customers' values; undefined when none can. Call before it seals the first. */
export async function prepareSealing({ db, keyStore, now }: SealingOn): Promise<KeyStoreSpec | undefined> {
  await bindKeyStore(db, keyStore, now());
  return keyStore.spec;
}

/** The keys of these subjects, made for those that never had one. Not within a transaction. */
export async function makeKeys({ db, keyStore, now }: SealingOn, subjectIds: readonly number[]): Promise<KeyRing> {
  // The database knows its key store before anything in it is sealed.
  await bindKeyStore(db, keyStore, now());
  return await keyStore.ensure(subjectIds);
}

/** The blind index as it is now: for looking for values. */
export async function blindIndex(ctx: Pick<Ctx, 'keyStore'>): Promise<BlindIndex> {
  return createBlindIndex(await ctx.keyStore.indexKeys());
}

function subjectsOf(rows: Iterable<{ readonly subject_id: number }>): Set<number> {
  const subjects = new Set<number>();
  for (const { subject_id } of rows) subjects.add(subject_id);
  return subjects;
}
