import {
  datePart,
  formatNumber,
  largestSequence,
  numberPattern,
  type NumberPattern,
} from '@dossier/shared/customer-number';
import { sql } from 'kysely';
import { hostname } from 'node:os';
import type { Database } from '../../../platform/database/database.ts';
import { isDuplicateKey, TransactionConflict } from '../../../platform/database/engine-errors.ts';
import { refuse } from '../../../platform/graphql/refused.ts';

const SMALLEST_BLOCK = 100;
const FIRST_SEQUENCE = 1;

/** What a number is made for: the pattern in force, the moment and the zone of its date part. */
export interface NumberOccasion {
  readonly pattern: string;
  readonly at: number;
  readonly timeZone: string;
}

interface Block {
  readonly scope: string;
  next: number;
  last: number;
}

/**
 * Gives customer numbers. A process takes blocks of the sequence from the database and hands them out from memory; what
 * it does not use before it stops is lost, never given again (`doctor numbers` counts both).
 */
export class NumberAllocator {
  readonly #db: Database;
  #block: Block | undefined;
  #taking: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Takes `count` numbers for the caller alone and returns the function that gives them one by one. Call before a
   * transaction begins, never inside one.
   *
   * Refuses NUMBERS_EXHAUSTED when the pattern's sequence cannot write that many more.
   */
  async claim(count: number, occasion: NumberOccasion): Promise<() => string> {
    const pattern = numberPattern(occasion.pattern);
    const scope = scopeOf(pattern, occasion);
    const largest = largestSequence(pattern);
    while (!this.#has(scope, count)) {
      // One block at a time: concurrent callers wait for it and look again.
      this.#taking ??= this.#take(scope, count, largest, occasion).finally(() => {
        this.#taking = undefined;
      });
      await this.#taking;
    }
    const block = this.#block;
    if (!block) throw new Error('a block was just taken');
    let sequence = block.next;
    const end = sequence + count;
    block.next = end;
    return () => {
      if (sequence >= end) throw new Error(`more than the ${count} numbers claimed were needed`);
      return formatNumber(pattern, { instant: occasion.at, zone: occasion.timeZone, sequence: sequence++ });
    };
  }

  #has(scope: string, count: number): boolean {
    return this.#block?.scope === scope && this.#block.last - this.#block.next + 1 >= count;
  }

  async #take(scope: string, count: number, largest: number, occasion: NumberOccasion): Promise<void> {
    const size = Math.max(SMALLEST_BLOCK, count);
    const pattern = numberPattern(occasion.pattern);
    const write = (sequence: number) =>
      formatNumber(pattern, { instant: occasion.at, zone: occasion.timeZone, sequence });
    await this.#db.ids.ensure(1);
    const first = await this.#db.transaction(async (trx) => {
      const advanced = await trx
        .updateTable('number_sequence')
        .set({ next_value: sql<number>`next_value + ${size}` })
        .where('scope', '=', scope)
        .executeTakeFirst();
      if (advanced.numUpdatedRows === 0n) {
        await trx
          .insertInto('number_sequence')
          .values({ scope, next_value: FIRST_SEQUENCE + size })
          .execute()
          .catch((error: unknown) => {
            // Another process made it first: look again.
            throw isDuplicateKey(error) ? new TransactionConflict(error) : error;
          });
      }
      const row = await trx
        .selectFrom('number_sequence')
        .select('next_value')
        .where('scope', '=', scope)
        .executeTakeFirstOrThrow();
      const firstValue = row.next_value - size;
      if (firstValue + count - 1 > largest) refuse('NUMBERS_EXHAUSTED', ['numberPattern'], { pattern: pattern.source });
      const lastValue = Math.min(row.next_value - 1, largest);
      await trx
        .insertInto('number_block')
        .values({
          id: this.#db.ids.take(),
          scope,
          pattern: pattern.source,
          first_value: firstValue,
          last_value: lastValue,
          first_number: write(firstValue),
          last_number: write(lastValue),
          taken_at: occasion.at,
          taken_by: `${hostname()}/${process.pid}`.slice(0, 80),
        })
        .execute();
      return { firstValue, lastValue };
    });
    const known = this.#block;
    // The rest of the block before is used up first when the new one continues it.
    if (known?.scope === scope && known.last + 1 === first.firstValue) known.last = first.lastValue;
    else this.#block = { scope, next: first.firstValue, last: first.lastValue };
  }
}

/** The sequence a number is counted in: its pattern's, restarting with the date part when there is one. */
export function scopeOf(pattern: NumberPattern, occasion: { at: number; timeZone: string }): string {
  const date = pattern.parts.find((part) => part.kind === 'date');
  return `${pattern.source}|${date?.kind === 'date' ? datePart(date.form, occasion.at, occasion.timeZone) : ''}`;
}
