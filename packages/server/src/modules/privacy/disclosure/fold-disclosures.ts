import { bulkAccumulate } from '../../../platform/database/bulk-insert.ts';
import type { Database } from '../../../platform/database/database.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { Duty, DutyServices } from '../../../platform/jobs/lease.ts';
import { unpackKeys } from './pack-keys.ts';

const EVERY_MS = 2_000;
const RESPONSES_PER_ROUND = 300;
/** About as many rows as a transaction of 100 ms writes on the embedded database. */
const ROWS_PER_ROUND = 4_000;

/** What one reader was shown of one customer's fields on one day. */
export interface DisclosedDay {
  readonly customerId: number;
  readonly readerId: number;
  /** One of SEEING_WAYS. */
  readonly way: string;
  readonly purpose: string;
  readonly fieldSetId: number;
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A response as the journal has it. */
export interface JournalRow {
  readonly reader_id: number;
  readonly way: string;
  readonly purpose: string;
  readonly field_set_id: number;
  readonly at: number;
  readonly customers: Uint8Array | null;
}

/** A response that was just folded. */
export interface FoldedResponse {
  readonly readerId: number;
  readonly way: string;
  readonly at: number;
}

/** The day of an instant, in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** What responses come to by customer and day; of the customers asked for only, when some are. */
export function sumResponses(rows: Iterable<JournalRow>, only?: ReadonlySet<number>): Map<string, DisclosedDay> {
  const days = new Map<string, DisclosedDay>();
  for (const { reader_id, way, purpose, field_set_id, at, customers } of rows) {
    const day = dayOf(at);
    for (const customerId of unpackKeys(customers ?? new Uint8Array())) {
      if (only && !only.has(customerId)) continue;
      const one = {
        customerId,
        readerId: reader_id,
        way,
        purpose,
        fieldSetId: field_set_id,
        day,
        count: 1,
        firstAt: at,
        lastAt: at,
      };
      const key = dayKey(one);
      const before = days.get(key);
      days.set(key, before ? addDays(before, one) : one);
    }
  }
  return days;
}

/** Names a day's disclosures: two of the same key are one row. */
export function dayKey(one: Omit<DisclosedDay, 'count' | 'firstAt' | 'lastAt'>): string {
  return `${one.day}|${one.customerId}|${one.readerId}|${one.way}|${one.purpose}|${one.fieldSetId}`;
}

/** Two counts of the same key as one. */
export function addDays(one: DisclosedDay, other: DisclosedDay): DisclosedDay {
  return {
    ...one,
    count: one.count + other.count,
    firstAt: Math.min(one.firstAt, other.firstAt),
    lastAt: Math.max(one.lastAt, other.lastAt),
  };
}

/**
 * Takes responses out of the journal and adds them to the rows of their customers, both in one transaction: each counts once,
 * however often this is stopped or done by two processes at once.
 *
 * @returns how many responses were folded; 0 when none waits
 */
export async function foldDisclosures(db: Database): Promise<number> {
  return (await foldRound(db)).length;
}

async function foldRound(db: Database): Promise<readonly FoldedResponse[]> {
  // A look beforehand, so that an idle round writes nothing.
  const waiting = await db.read.selectFrom('disclosure_journal').select('id').limit(1).executeTakeFirst();
  return waiting ? await db.transaction(foldSome) : [];
}

async function foldSome(trx: Trx): Promise<readonly FoldedResponse[]> {
  const candidates = await trx
    .selectFrom('disclosure_journal')
    .select('id')
    .orderBy('id')
    .limit(RESPONSES_PER_ROUND)
    .execute();
  await lockRows(
    trx,
    'disclosure_journal',
    candidates.map(({ id }) => id),
  );
  // Those that another process folded while we waited for the lock are gone.
  const rows = await trx
    .selectFrom('disclosure_journal')
    .select(['id', 'reader_id', 'way', 'purpose', 'field_set_id', 'at', 'customers'])
    .where('id', 'in', candidates.length > 0 ? candidates.map(({ id }) => id) : [0])
    .orderBy('id')
    .execute();
  let size = 0;
  // A key takes a byte at least, so this never holds more.
  const some = rows.filter((row, place) => (size += row.customers.length) <= ROWS_PER_ROUND || place === 0);
  if (some.length === 0) return [];
  const days = [...sumResponses(some).values()].toSorted(byKey);
  await bulkAccumulate(
    trx,
    'disclosure',
    DAY_KEY,
    { count: 'sum', first_at: 'least', last_at: 'greatest' },
    days.map((one) => [
      one.customerId,
      one.readerId,
      one.way,
      one.purpose,
      one.fieldSetId,
      one.day,
      one.count,
      one.firstAt,
      one.lastAt,
    ]),
  );
  await trx
    .deleteFrom('disclosure_journal')
    .where(
      'id',
      'in',
      some.map(({ id }) => id),
    )
    .execute();
  return some.map(({ reader_id: readerId, way, at }) => ({ readerId, way, at }));
}

const DAY_KEY = ['customer_id', 'reader_id', 'way', 'purpose', 'field_set_id', 'day'] as const;

// The order of the table, so that two processes never wait for each other's rows.
function byKey(a: DisclosedDay, b: DisclosedDay): number {
  return (
    a.customerId - b.customerId ||
    a.readerId - b.readerId ||
    inOrder(a.way, b.way) ||
    inOrder(a.purpose, b.purpose) ||
    a.fieldSetId - b.fieldSetId ||
    inOrder(a.day, b.day)
  );
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Folds the journal every two seconds, one process at a time.
 *
 * @param onFolded told of what was just folded
 */
export function disclosureDuty(
  { db }: Pick<DutyServices, 'db'>,
  onFolded: (folded: readonly FoldedResponse[]) => Promise<void>,
): Duty {
  return {
    name: 'fold.disclosures',
    everyMs: EVERY_MS,
    round: async () => {
      const folded = await foldRound(db);
      if (folded.length > 0) await onFolded(folded);
      return folded.length > 0;
    },
  };
}
