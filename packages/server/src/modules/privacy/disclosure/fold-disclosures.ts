import { bulkAccumulate } from '../../../platform/database/bulk-insert.ts';
import type { Database } from '../../../platform/database/database.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { Duty, DutyServices } from '../../../platform/jobs/lease.ts';
import { unpackKeys } from './pack-keys.ts';

/** People look at the same lists: what is seen again within this time is added up before it is written. */
const EVERY_MS = 5_000;
const RESPONSES_PER_ROUND = 5_000;
/** Of packed keys, read at once; a key takes a byte or more. */
const BYTES_PER_ROUND = 1_000_000;
/** The embedded database, where other writers wait meanwhile, writes so many in well under 100 ms. */
const ROWS_PER_ROUND = 20_000;

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
  for (const row of rows) addResponse(days, row, only);
  return days;
}

function addResponse(days: Map<string, DisclosedDay>, row: JournalRow, only?: ReadonlySet<number>): void {
  const { reader_id: readerId, way, purpose, field_set_id: fieldSetId, at, customers } = row;
  const day = dayOf(at);
  for (const customerId of unpackKeys(customers ?? new Uint8Array())) {
    if (only && !only.has(customerId)) continue;
    const one = { customerId, readerId, way, purpose, fieldSetId, day, count: 1, firstAt: at, lastAt: at };
    const key = dayKey(one);
    const before = days.get(key);
    days.set(key, before ? addDays(before, one) : one);
  }
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

/** A part of the journal that was folded. */
interface Folded {
  readonly responses: readonly FoldedResponse[];
  /** Whether more of the journal may wait. */
  readonly hasMore: boolean;
}

/**
 * Takes responses out of the journal and adds them to the rows of their customers, both in one transaction: each counts once,
 * however often this is stopped or done by two processes at once.
 *
 * @returns how many responses were folded; 0 when none waits
 */
export async function foldDisclosures(db: Database): Promise<number> {
  return (await foldRound(db)).responses.length;
}

async function foldRound(db: Database): Promise<Folded> {
  // A look beforehand, so that an idle round writes nothing.
  const waiting = await db.read.selectFrom('disclosure_journal').select('id').limit(1).executeTakeFirst();
  return waiting ? await db.transaction(foldSome) : { responses: [], hasMore: false };
}

async function foldSome(trx: Trx): Promise<Folded> {
  const candidates = await trx
    .selectFrom('disclosure_journal')
    .select(['id', (eb) => eb.fn<number>('length', ['customers']).as('size')])
    .orderBy('id')
    .limit(RESPONSES_PER_ROUND)
    .execute();
  let size = 0;
  const ids = candidates
    .filter((one, place) => (size += one.size) <= BYTES_PER_ROUND || place === 0)
    .map(({ id }) => id);
  await lockRows(trx, 'disclosure_journal', ids);
  // Those that another process folded while we waited for the lock are gone.
  const rows = await trx
    .selectFrom('disclosure_journal')
    .select(['id', 'reader_id', 'way', 'purpose', 'field_set_id', 'at', 'customers'])
    .where('id', 'in', ids.length > 0 ? ids : [0])
    .orderBy('id')
    .execute();
  const sums = new Map<string, DisclosedDay>();
  const some = rows.filter((row) => {
    if (sums.size >= ROWS_PER_ROUND) return false;
    addResponse(sums, row);
    return true;
  });
  const hasMore = some.length < rows.length || ids.length < candidates.length || ids.length === RESPONSES_PER_ROUND;
  if (some.length === 0) return { responses: [], hasMore };
  const days = [...sums.values()].toSorted(byKey);
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
  return { responses: some.map(({ reader_id: readerId, way, at }) => ({ readerId, way, at })), hasMore };
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
 * Folds the journal every five seconds, one process at a time. Only a full round is followed by another at once: while people
 * read all the time, a round for every few answers would write the same rows again and again.
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
      const { responses, hasMore } = await foldRound(db);
      if (responses.length > 0) await onFolded(responses);
      return hasMore;
    },
  };
}
