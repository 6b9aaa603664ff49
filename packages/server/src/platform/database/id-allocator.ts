import { type Kysely, sql } from 'kysely';
import { isDuplicateKey, isTransient } from './engine-errors.ts';
import type { Tables } from './tables.ts';

const BLOCK = 2_000;
const SEQUENCE = 'row';
const FIRST_ID = 1_000;
const TRIES = 5;

/**
 * Gives primary keys: 53-bit integers from blocks that this process took from the database. Keys are unique across all
 * tables and never reused; a process that stops leaves a gap. Not in order of commit.
 */
export class IdAllocator {
  readonly #database: Kysely<Tables>;
  #next = 0;
  #end = 0;
  #refill: Promise<void> | undefined;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  /** Makes sure that `count` keys can be taken without waiting. Call before a transaction begins, never inside one. */
  async ensure(count: number): Promise<void> {
    while (this.#end - this.#next < count) await this.#refilled(count);
  }

  /** One refill at a time: concurrent callers share it and look again. */
  #refilled(count: number): Promise<void> {
    this.#refill ??= this.#fetch(Math.max(BLOCK, count)).finally(() => {
      this.#refill = undefined;
    });
    return this.#refill;
  }

  /**
   * The next key, at once. Inside `transaction` a few may be taken without `ensure`: when none is left, `NoKeysLeft`
   * rolls it back, a block is fetched outside, and the transaction runs again.
   */
  take(): number {
    if (this.#next >= this.#end) throw new NoKeysLeft();
    return this.#next++;
  }

  /**
   * Takes `count` keys for the caller alone and returns the function that gives them one by one, and after them what
   * `take` gives. Call before a transaction begins, never inside one; keys not used are lost.
   */
  async claim(count: number): Promise<() => number> {
    // Checked again after each wait: others who waited for the same block may have gone first.
    while (this.#end - this.#next < count) await this.ensure(count);
    let next = this.#next;
    const end = next + count;
    this.#next = end;
    return () => {
      // A transaction that is run again asks once more: its first keys may be in use by now for all it knows.
      return next < end ? next++ : this.take();
    };
  }

  /** A run of `count` keys of the caller's own, apart from `take`; returns the first. For bulk writes. */
  async reserve(count: number): Promise<number> {
    return await this.#advance(count);
  }

  async #fetch(count: number): Promise<void> {
    const first = await this.#advance(count);
    // A rest of the old block is dropped when the new one does not continue it: gaps are allowed, mixing is not.
    if (first !== this.#end) this.#next = first;
    this.#end = first + count;
  }

  async #advance(count: number): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#advanceOnce(count);
      } catch (error) {
        // The very first row may be made by two processes at once; the second then finds it.
        if (attempt >= TRIES || !(isDuplicateKey(error) || isTransient(error))) throw error;
      }
    }
  }

  async #advanceOnce(count: number): Promise<number> {
    return await this.#database.transaction().execute(async (trx) => {
      const updated = await trx
        .updateTable('id_sequence')
        .set({ next_id: sql<number>`next_id + ${count}` })
        .where('name', '=', SEQUENCE)
        .executeTakeFirst();
      if (updated.numUpdatedRows === 0n) {
        await trx
          .insertInto('id_sequence')
          .values({ name: SEQUENCE, next_id: FIRST_ID + count })
          .execute();
        return FIRST_ID;
      }
      const row = await trx
        .selectFrom('id_sequence')
        .select('next_id')
        .where('name', '=', SEQUENCE)
        .executeTakeFirstOrThrow();
      return row.next_id - count;
    });
  }
}

/** No primary key is left in the block at hand; see {@link IdAllocator.take}. */
export class NoKeysLeft extends Error {
  constructor() {
    super('no primary keys left: ensure() was not called for this many');
    this.name = 'NoKeysLeft';
  }
}
