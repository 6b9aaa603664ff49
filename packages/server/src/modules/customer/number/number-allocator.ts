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

interface Range {
  readonly scope: string;
  readonly first: number;
  readonly last: number;
}

/** Numbers that one caller has to itself. */
export interface ClaimedNumbers {
  /** The next number; throws when more are asked for than were claimed. */
  readonly next: () => string;
  /** Gives back what was not used, for whoever claims next. Call once nothing can ask for more. */
  readonly release: () => void;
}

/**
 * Gives customer numbers. A process takes blocks of the sequence from the database and hands them out from memory; what
 * it has not used when it stops is lost, never given again (`doctor numbers` counts both).
 */
export class NumberAllocator {
  readonly #db: Database;
  #free: Range[] = [];
  #taking: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Takes `count` numbers for the caller alone. Call before a transaction begins, never inside one.
   *
   * Refuses NUMBERS_EXHAUSTED when the pattern's sequence cannot write that many more.
   */
  async claim(count: number, occasion: NumberOccasion): Promise<ClaimedNumbers> {
    const pattern = numberPattern(occasion.pattern);
    const scope = scopeOf(pattern, occasion);
    while (this.#available(scope) < count) {
      // One block at a time: concurrent callers wait for it and look again.
      this.#taking ??= this.#take(scope, count, largestSequence(pattern), occasion).finally(() => {
        this.#taking = undefined;
      });
      await this.#taking;
    }
    const sequences = this.#carve(scope, count);
    let taken = 0;
    return {
      next: () => {
        const sequence = sequences[taken++];
        if (sequence === undefined) throw new Error(`more than the ${count} numbers claimed were needed`);
        return formatNumber(pattern, { instant: occasion.at, zone: occasion.timeZone, sequence });
      },
      release: () => {
        const unused = sequences.slice(taken);
        taken = sequences.length;
        // Back to the front: the next customer gets the next number, as people expect.
        this.#free.unshift(...rangesOf(scope, unused));
      },
    };
  }

  #available(scope: string): number {
    return this.#free.reduce((sum, range) => sum + (range.scope === scope ? range.last - range.first + 1 : 0), 0);
  }

  #carve(scope: string, count: number): number[] {
    const sequences: number[] = [];
    const rest: Range[] = [];
    for (const range of this.#free) {
      // Ranges of another day or pattern will not be asked for again: they are lost.
      if (range.scope !== scope) continue;
      const end = Math.min(range.last, range.first + count - sequences.length - 1);
      for (let sequence = range.first; sequence <= end; sequence++) sequences.push(sequence);
      if (end < range.last) rest.push({ ...range, first: end + 1 });
    }
    this.#free = rest;
    return sequences;
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
    this.#free.push({ scope, first: first.firstValue, last: first.lastValue });
  }
}

/** Runs of neighbouring values. */
function rangesOf(scope: string, sequences: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (const value of sequences) {
    const before = ranges.at(-1);
    if (before && before.last + 1 === value) ranges[ranges.length - 1] = { ...before, last: value };
    else ranges.push({ scope, first: value, last: value });
  }
  return ranges;
}

/** The sequence a number is counted in: its pattern's, restarting with the date part when there is one. */
export function scopeOf(pattern: NumberPattern, occasion: { at: number; timeZone: string }): string {
  const date = pattern.parts.find((part) => part.kind === 'date');
  return `${pattern.source}|${date?.kind === 'date' ? datePart(date.form, occasion.at, occasion.timeZone) : ''}`;
}
