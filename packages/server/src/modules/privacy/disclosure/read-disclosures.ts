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
  readonly appId?: number;
  readonly purpose?: string;
  /** First day, `YYYY-MM-DD` in UTC. */
  readonly from?: string;
  /** Last day. */
  readonly to?: string;
}

/**
 * Disclosures by day, the latest first, then by customer, app, purpose and field set: what was folded and what still waits in
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
        app_id: Number(row.app_id),
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
  return [one.day, one.customerId, one.appId, one.purpose, one.fieldSetId];
}

function foldedAndWaiting(ctx: Ctx, conditions: DisclosureConditions, page: PageRequest) {
  const { read } = ctx.db;
  const { customerIds, appId, purpose, from, to } = conditions;
  let folded = read
    .selectFrom('disclosure')
    .select(['app_id', 'purpose', 'field_set_id', 'first_at as at', 'customer_id', 'day', 'count', 'last_at'])
    .select(sql<Uint8Array | null>`null`.as('customers'))
    .where((eb) => afterPosition(eb, page.after));
  let waiting = read
    .selectFrom('disclosure_journal')
    .select(['app_id', 'purpose', 'field_set_id', 'at'])
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
  if (appId !== undefined) {
    folded = folded.where('app_id', '=', appId);
    waiting = waiting.where('app_id', '=', appId);
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
  const some = folded
    .orderBy('day', 'desc')
    .orderBy('customer_id')
    .orderBy('app_id')
    .orderBy('purpose')
    .orderBy('field_set_id')
    .limit(page.first + 1);
  return read.selectFrom(some.as('folded')).selectAll().unionAll(waiting);
}

function toDay(row: Awaited<ReturnType<ReturnType<typeof foldedAndWaiting>['execute']>>[number]): DisclosedDay {
  return {
    // MariaDB gives a union of keys and a literal as decimals, in text.
    customerId: Number(row.customer_id),
    appId: Number(row.app_id),
    purpose: row.purpose,
    fieldSetId: Number(row.field_set_id),
    day: row.day,
    count: Number(row.count),
    firstAt: Number(row.at),
    lastAt: Number(row.last_at),
  };
}

function afterPosition(eb: ExpressionBuilder<Tables, 'disclosure'>, after: CursorValues | undefined) {
  if (!after) return eb.and([]);
  const [day, ...rest] = after;
  const columns = ['customer_id', 'app_id', 'purpose', 'field_set_id'] as const;
  // One column after the other: a row is behind when the first that differs is greater.
  const behind = columns.map((column, place) =>
    eb.and([
      eb('day', '=', String(day)),
      ...columns.slice(0, place).map((earlier, at) => eb(earlier, '=', rest[at] as never)),
      eb(column, '>', rest[place] as never),
    ]),
  );
  return eb.and([eb('day', '<=', String(day)), eb.or([eb('day', '<', String(day)), ...behind])]);
}

/** Order of positions: the latest day first, then everything ascending. */
function compare(one: CursorValues, other: CursorValues): number {
  for (const [place, value] of one.entries()) {
    const against = other[place];
    if (value === against || value === null || against === null || against === undefined) continue;
    return (value < against ? -1 : 1) * (place === 0 ? -1 : 1);
  }
  return 0;
}
