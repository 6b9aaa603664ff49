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

/** One day's disclosures of one customer's fields to one app. */
export interface DisclosedDay {
  readonly customerId: number;
  readonly appId: number;
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
  readonly app_id: number;
  readonly purpose: string;
  readonly field_set_id: number;
  readonly at: number;
  readonly customers: Uint8Array | null;
}

/** The day of an instant, in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** What responses come to by customer and day; of the customers asked for only, when some are. */
export function sumResponses(rows: Iterable<JournalRow>, only?: ReadonlySet<number>): Map<string, DisclosedDay> {
  const days = new Map<string, DisclosedDay>();
  for (const { app_id, purpose, field_set_id, at, customers } of rows) {
    const day = dayOf(at);
    for (const customerId of unpackKeys(customers ?? new Uint8Array())) {
      if (only && !only.has(customerId)) continue;
      const one = {
        customerId,
        appId: app_id,
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
  return `${one.day}|${one.customerId}|${one.appId}|${one.purpose}|${one.fieldSetId}`;
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
  // A look beforehand, so that an idle round writes nothing.
  const waiting = await db.read.selectFrom('disclosure_journal').select('id').limit(1).executeTakeFirst();
  return waiting ? await db.transaction(foldSome) : 0;
}

async function foldSome(trx: Trx): Promise<number> {
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
    .select(['id', 'app_id', 'purpose', 'field_set_id', 'at', 'customers'])
    .where('id', 'in', candidates.length > 0 ? candidates.map(({ id }) => id) : [0])
    .orderBy('id')
    .execute();
  let size = 0;
  // A key takes a byte at least, so this never holds more.
  const some = rows.filter((row, place) => (size += row.customers.length) <= ROWS_PER_ROUND || place === 0);
  if (some.length === 0) return 0;
  const days = [...sumResponses(some).values()].toSorted(byKey);
  await bulkAccumulate(
    trx,
    'disclosure',
    ['customer_id', 'app_id', 'purpose', 'field_set_id', 'day'],
    { count: 'sum', first_at: 'least', last_at: 'greatest' },
    days.map((one) => [
      one.customerId,
      one.appId,
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
  return some.length;
}

// The order of the table, so that two processes never wait for each other's rows.
function byKey(a: DisclosedDay, b: DisclosedDay): number {
  return (
    a.customerId - b.customerId ||
    a.appId - b.appId ||
    (a.purpose < b.purpose ? -1 : Number(a.purpose > b.purpose)) ||
    a.fieldSetId - b.fieldSetId ||
    (a.day < b.day ? -1 : Number(a.day > b.day))
  );
}

/** Folds the journal every two seconds, one process at a time. */
export function disclosureDuty({ db }: Pick<DutyServices, 'db'>): Duty {
  return { name: 'fold.disclosures', everyMs: EVERY_MS, round: async () => (await foldDisclosures(db)) > 0 };
}
