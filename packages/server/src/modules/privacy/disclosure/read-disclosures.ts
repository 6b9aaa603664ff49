import type { SeeingWay } from '@dossier/shared/privacy';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { CursorValues } from '../../../platform/graphql/cursor.ts';
import type { PageRequest } from '../../../platform/graphql/connection.ts';
import { addDays, dayKey, type DisclosedDay, sumResponses } from './fold-disclosures.ts';

const DAY_MS = 86_400_000;

/** Which disclosures; all that is given must hold. */
export interface DisclosureConditions {
  /** Keys of customers; several when some were merged. */
  readonly customerIds?: readonly number[];
  /** The partner app or the member of staff. */
  readonly readerId?: number;
  readonly way?: SeeingWay;
  readonly purpose?: string;
  /** First day, `YYYY-MM-DD` in UTC. */
  readonly from?: string;
  /** Last day. */
  readonly to?: string;
}

/**
 * Who was shown what by day, the latest first, then by customer, reader, way, purpose and field set, each descending as an index
 * is read backwards: what was folded and what still waits in
 * the journal, read by one statement, so that a response that is being folded is in exactly one of them. One more than the
 * page holds.
 */
export async function listDisclosures(
  ctx: Ctx,
  conditions: DisclosureConditions,
  page: PageRequest,
): Promise<DisclosedDay[]> {
  const rows = await foldedAndWaiting(ctx, conditions, page).execute();
  const folded = rows.filter(({ customers }) => customers === null).map(toDay);
  const only = conditions.customerIds && new Set(conditions.customerIds);
  const waiting = sumResponses(
    rows
      .filter(({ customers }) => customers !== null)
      .map((row) => ({
        ...row,
        reader_id: Number(row.reader_id),
        field_set_id: Number(row.field_set_id),
        at: Number(row.at),
      })),
    only,
  );
  const all = new Map(folded.map((one) => [dayKey(one), one]));
  for (const [key, one] of waiting) {
    if (page.after && compare(positionOf(one), page.after) <= 0) continue;
    const before = all.get(key);
    all.set(key, before ? addDays(before, one) : one);
  }
  return [...all.values()].toSorted((a, b) => compare(positionOf(a), positionOf(b))).slice(0, page.first + 1);
}

/** Where a day's disclosures stand in the list. */
export function positionOf(one: DisclosedDay): CursorValues {
  return [one.day, one.customerId, one.readerId, one.way, one.purpose, one.fieldSetId];
}

function foldedAndWaiting(ctx: Ctx, conditions: DisclosureConditions, page: PageRequest) {
  const { read } = ctx.db;
  const { customerIds, readerId, way, purpose, from, to } = conditions;
  let folded = read
    .selectFrom('disclosure')
    .select(['reader_id', 'way', 'purpose', 'field_set_id', 'first_at as at', 'customer_id', 'day', 'count', 'last_at'])
    .select(sql<Uint8Array | null>`null`.as('customers'));
  let waiting = read
    .selectFrom('disclosure_journal')
    .select(['reader_id', 'way', 'purpose', 'field_set_id', 'at'])
    .select([
      sql<number>`0`.as('customer_id'),
      sql<string>`''`.as('day'),
      sql<number>`1`.as('count'),
      'at as last_at',
      'customers',
    ]);
  if (customerIds) {
    folded = folded.where('customer_id', 'in', [...customerIds]);
    waiting = waiting
      .where('first_key', '<=', Math.max(...customerIds))
      .where('last_key', '>=', Math.min(...customerIds));
  }
  if (readerId !== undefined) {
    folded = folded.where('reader_id', '=', readerId);
    waiting = waiting.where('reader_id', '=', readerId);
  }
  if (way !== undefined) {
    folded = folded.where('way', '=', way);
    waiting = waiting.where('way', '=', way);
  }
  if (purpose !== undefined) {
    folded = folded.where('purpose', '=', purpose);
    waiting = waiting.where('purpose', '=', purpose);
  }
  if (from !== undefined) {
    folded = folded.where('day', '>=', from);
    waiting = waiting.where('at', '>=', Date.parse(`${from}T00:00:00Z`));
  }
  if (to !== undefined) {
    folded = folded.where('day', '<=', to);
    waiting = waiting.where('at', '<', Date.parse(`${to}T00:00:00Z`) + DAY_MS);
  }
  const ordered = folded
    .orderBy('day', 'desc')
    .orderBy('customer_id', 'desc')
    .orderBy('reader_id', 'desc')
    .orderBy('way', 'desc')
    .orderBy('purpose', 'desc')
    .orderBy('field_set_id', 'desc')
    .limit(page.first + 1);
  const { after } = page;
  if (!after) return read.selectFrom(ordered.as('folded')).selectAll().unionAll(waiting);
  // Apart, so that an index leads to both: somebody may have seen a million customers on the day where the page begins.
  const sameDay = ordered.where((eb) => behindOnItsDay(eb, after));
  const before = ordered.where('day', '<', String(after[0]));
  return read
    .selectFrom(sameDay.as('folded'))
    .selectAll()
    .unionAll(read.selectFrom(before.as('earlier')).selectAll())
    .unionAll(waiting);
}

function toDay(row: Awaited<ReturnType<ReturnType<typeof foldedAndWaiting>['execute']>>[number]): DisclosedDay {
  return {
    // MariaDB gives a union of keys and a literal as decimals, in text.
    customerId: Number(row.customer_id),
    readerId: Number(row.reader_id),
    way: row.way,
    purpose: row.purpose,
    fieldSetId: Number(row.field_set_id),
    day: row.day,
    count: Number(row.count),
    firstAt: Number(row.at),
    lastAt: Number(row.last_at),
  };
}

function behindOnItsDay(eb: ExpressionBuilder<Tables, 'disclosure'>, [day, ...rest]: CursorValues) {
  const columns = ['customer_id', 'reader_id', 'way', 'purpose', 'field_set_id'] as const;
  // One column after the other: a row is behind when the first that differs is less.
  const behind = columns.map((column, place) =>
    eb.and([
      ...columns.slice(0, place).map((earlier, at) => eb(earlier, '=', rest[at] as never)),
      eb(column, '<', rest[place] as never),
    ]),
  );
  return eb.and([eb('day', '=', String(day)), eb('customer_id', '<=', Number(rest[0])), eb.or(behind)]);
}

/** Order of positions: everything descending. */
function compare(one: CursorValues, other: CursorValues): number {
  for (const [place, value] of one.entries()) {
    const against = other[place];
    if (value === against || value === null || against === null || against === undefined) continue;
    return value < against ? 1 : -1;
  }
  return 0;
}
