import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import {
  custodyOf,
  type CustodyRow,
  movesOf,
  type PastMove,
  shownAs,
  subjectAt,
  subjectsAt,
} from '../../custody/index.ts';
import { among } from '../scope/among.ts';
import { visibleCondition } from '../scope/customer-scope.ts';
import { openDocuments } from '../sealed/open-contents.ts';
import { RECORD_COLUMNS, toRecordInForce } from '../source/pack-record.ts';
import type { RecordInForce } from '../survivorship/fold-records.ts';

/** A stretch of time in which a record did not count: from this millisecond until before that one; open: still. */
interface Span {
  readonly from: number;
  readonly to: number | null;
}

/** A source record with all that decides when it counted for whom. */
export interface PastRecord {
  readonly row: RecordRow;
  readonly record: RecordInForce;
  /** When it was taken back. */
  readonly retracted: readonly Span[];
}

type RecordRow = Pick<
  Row<'source_record'>,
  'id' | 'customer_id' | 'subject_id' | 'source_id' | 'import_id' | 'channel' | 'actor_id' | 'recorded_from'
>;

/** All records that ever counted for a customer, and whose they were when. */
export interface PastRecords {
  readonly customerId: number;
  readonly records: readonly PastRecord[];
  readonly custody: readonly CustodyRow[];
  readonly moves: readonly PastMove[];
  /** The customer, and those who were ever part of it and whom the actor sees. */
  readonly subjects: readonly number[];
  /** Customers of whom some record counted here once, and who are now others: how much of them may be seen decides, too. */
  readonly others: readonly number[];
  /** Whether records were left out, because the customers who have them now are not visible to the actor. */
  readonly isPartial: boolean;
}

/**
 * Reads everything that ever counted for a customer whom the actor sees. Records that belong to somebody else by now (after a merge was
 * taken back, or a split) are left out unless the actor sees that customer, too: rights are those of now.
 */
export async function readPastRecords(ctx: Ctx, customerId: number): Promise<PastRecords> {
  const { read } = ctx.db;
  const custody = await custodyOf(read, [customerId]);
  const held = everHeld({ customerId, custody });
  const moves = await movesOf(read, held);
  const subjects = [...new Set([...held, ...moves.flatMap(({ from, to }) => [from, to])])];
  const holderOf = await shownAs(read, subjects);
  const holders = [...new Set(subjects.map(holderOf))];
  const visible = visibleCondition(ctx);
  const seen = visible ? await among(read, holders, [visible]) : new Set(holders);
  const rows = await read
    .selectFrom('source_record')
    .select([...RECORD_COLUMNS, 'channel', 'actor_id', 'retracted_at', 'retracted_before'])
    .where('customer_id', 'in', [...seen, customerId])
    .orderBy('recorded_from')
    .orderBy('id')
    .execute();
  const records = (await openDocuments(ctx, 'HISTORY', rows)).map((row) => ({
    row,
    record: toRecordInForce(row),
    retracted: spansOf(row),
  }));
  const isSeen = (subject: number) => subject === customerId || seen.has(holderOf(subject));
  const past = { customerId, records, custody, moves, subjects: held.filter(isSeen), others: [], isPartial: false };
  const own = records.filter((one) => everCounted(past, one));
  return {
    ...past,
    records: own,
    others: [...new Set(own.map(({ row }) => row.customer_id))].filter((id) => id !== customerId),
    isPartial: holders.some((id) => !seen.has(id)),
  };
}

/** The records that counted for the customer at an instant, with what they say; none while it was part of another. */
export function recordsAt(past: PastRecords, at: number): RecordInForce[] {
  const subjects = new Set(subjectsAt(past.custody, past.customerId, at));
  if (subjects.size === 0) return [];
  return past.records.flatMap((one) => {
    const { record, retracted } = one;
    if (record.recordedFrom > at || retracted.some(({ from, to }) => from <= at && (to === null || at < to))) return [];
    // Whoever it was split off to since: threads and tags go by whose it was then.
    const subjectId = subjectOf(past, one, at);
    return subjects.has(subjectId) ? [subjectId === record.subjectId ? record : { ...record, subjectId }] : [];
  });
}

/** The customer, and everybody who was ever part of it. */
function everHeld({ customerId, custody }: Pick<PastRecords, 'customerId' | 'custody'>): number[] {
  const held = custody.flatMap((row) => (row.holder_id === customerId ? [row.customer_id] : []));
  return [...new Set([customerId, ...held])];
}

/** Whether the customer was part of another at an instant. */
export function wasMergedAt(past: PastRecords, at: number): boolean {
  return subjectsAt(past.custody, past.customerId, at).length === 0;
}

/** Whose a record was at an instant, whoever held that customer. */
function subjectOf({ moves }: PastRecords, { record, row }: PastRecord, at: number): number {
  return subjectAt(moves, { key: record.id, subject: row.subject_id }, at);
}

function everCounted(past: PastRecords, one: PastRecord): boolean {
  const instants = [
    one.record.recordedFrom,
    ...past.moves.map(({ at }) => at),
    ...past.custody.flatMap(({ from_at, to_at }) => [from_at, to_at ?? from_at]),
  ];
  return instants.some(
    (at) =>
      at >= one.record.recordedFrom && subjectsAt(past.custody, past.customerId, at).includes(subjectOf(past, one, at)),
  );
}

/** The spans in which a record was taken back, the present one last. */
function spansOf(row: { retracted_at: number | null; retracted_before: string | null }): Span[] {
  const before = (row.retracted_before ?? '').split(';').flatMap((span) => {
    const [from, to] = span.split('-').map(Number);
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  return row.retracted_at === null ? before : [...before, { from: row.retracted_at, to: null }];
}
