import { localTimeOf } from '@dossier/shared/standardise';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { failure } from '../../platform/graphql/failure.ts';
import { grantedCondition } from '../customer/index.ts';
import { presentable } from './small-groups.ts';
import type { CustomerFilter } from './customer-filter.input.ts';
import { filterCondition } from './filter-condition.ts';
import { textCondition } from './text-condition.ts';

/** What customers can be counted by. */
export const GROUPINGS = {
  KIND: 'Person or organisation.',
  STAGE: 'Life-cycle stage.',
  STATUS: 'Status.',
  GRADE: 'Grade.',
  GENDER: 'Gender.',
  COUNTRY: 'Country of the primary address.',
  PROVINCE: 'Province of the primary address.',
  CITY: 'City of the primary address.',
  INDUSTRY: 'Industry.',
  SIZE: 'Size.',
  SOURCE: 'Source: a customer known from several counts at each.',
  TAG: 'Tag: a customer with several counts at each.',
  OWNER: 'Who looks after them.',
  AGE_BAND: 'Age in bands of ten years, today in the installation’s zone.',
  CREATED_MONTH: 'Month of first record in the installation’s zone, YYYY-MM.',
  CREATED_DAY: 'Day of first record in the installation’s zone, YYYY-MM-DD.',
} as const;

/** Those that are about personal values. */
export const SENSITIVE_GROUPINGS = { GENDER: 'PERSONAL', AGE_BAND: 'PERSONAL' } as const;

/** One of {@link GROUPINGS}. */
export type Grouping = keyof typeof GROUPINGS;

/** How many customers one value has. */
export interface Group {
  /** The value as filters take it; null for customers without one. */
  readonly key: string | null;
  readonly label: string | null;
  readonly count: number;
}

const COLUMNS = {
  KIND: 'customer.kind',
  STAGE: 'customer.stage',
  STATUS: 'customer.status',
  GRADE: 'customer.grade',
  GENDER: 'customer.gender',
  COUNTRY: 'customer.country',
  PROVINCE: 'customer.province',
  CITY: 'customer.city',
  INDUSTRY: 'customer.industry',
  SIZE: 'customer.size',
} as const;
const MOST_GROUPS = 1_000;
/** Time zones are whole quarters of an hour apart: counted by these, any zone's days can be added up exactly. */
const QUARTER_HOUR = 900_000;

/** Counts the customers that a filter and a text let through, by one property; the largest groups first, times in order. */
export async function groupCustomers(
  ctx: Ctx,
  by: Grouping,
  of: { search?: string | null; filter?: CustomerFilter | null; limit: number },
): Promise<Group[]> {
  if (of.limit < 1 || of.limit > MOST_GROUPS)
    throw failure('BAD_USER_INPUT', `limit must be between 1 and ${MOST_GROUPS}`);
  let query = ctx.db.heavy
    .selectFrom('customer')
    .where(await filterCondition(ctx, of.filter, { capability: 'AGGREGATE', classes: ['INTERNAL'] }));
  const counted = by in SENSITIVE_GROUPINGS ? grantedCondition(ctx, 'PERSONAL', 'GROUP') : undefined;
  if (counted) query = query.where(counted);
  const { search } = of;
  if (search?.trim()) query = query.where(await textCondition(ctx, search));

  if (by === 'CREATED_MONTH' || by === 'CREATED_DAY')
    return presentable(ctx, await byTime(ctx, query, by === 'CREATED_MONTH' ? 7 : 10, of.limit));
  if (by === 'AGE_BAND') return presentable(ctx, await byAge(ctx, query));
  const count = sql<number>`count(*)`.as('n');
  const rows =
    by === 'SOURCE'
      ? await query
          .innerJoin(
            (eb) =>
              eb
                .selectFrom('source_record')
                .select(['customer_id', 'source_id'])
                .distinct()
                .where('retracted', '=', 0)
                .where('recorded_to', 'is', null)
                .as('said'),
            (join) => join.onRef('said.customer_id', '=', 'customer.id'),
          )
          .innerJoin('source', 'source.id', 'said.source_id')
          .select(['source.id as key', 'source.name as label', count])
          .groupBy(['source.id', 'source.name'])
          .execute()
      : by === 'TAG'
        ? await query
            .innerJoin('customer_tag', 'customer_tag.customer_id', 'customer.id')
            .innerJoin('tag', 'tag.id', 'customer_tag.tag_id')
            .where('customer_tag.origin', '<>', 'REMOVED')
            .select(['tag.id as key', 'tag.name as label', count])
            .groupBy(['tag.id', 'tag.name'])
            .execute()
        : by === 'OWNER'
          ? await query
              .leftJoin('staff_user', 'staff_user.id', 'customer.owner_id')
              .select(['customer.owner_id as key', 'staff_user.name as label', count])
              .groupBy(['customer.owner_id', 'staff_user.name'])
              .execute()
          : await query
              .select([`${COLUMNS[by]} as key`, sql<string | null>`null`.as('label'), count])
              .groupBy(COLUMNS[by])
              .execute();
  const groups = rows.map((row) => ({ key: publicKey(ctx, by, row.key), label: row.label, count: Number(row.n) }));
  return presentable(ctx, groups)
    .toSorted((a, b) => b.count - a.count || (a.key ?? '').localeCompare(b.key ?? ''))
    .slice(0, of.limit);
}

function publicKey(ctx: Ctx, by: Grouping, key: string | number | null): string | null {
  if (key === null) return null;
  const type = by === 'SOURCE' ? 'src' : by === 'TAG' ? 'tag' : by === 'OWNER' ? 'usr' : undefined;
  return type ? ctx.publicIds.encode(type, Number(key)) : String(key);
}

/** A query on customers that nothing has been selected from yet. */
type CustomerQuery = SelectQueryBuilder<Tables, 'customer', object>;

async function byTime(ctx: Ctx, query: CustomerQuery, length: number, limit: number): Promise<Group[]> {
  const quarter = sql<number>`customer.created_at - customer.created_at % ${sql.lit(QUARTER_HOUR)}`;
  const rows = await query
    .select([quarter.as('key'), sql<number>`count(*)`.as('n')])
    .groupBy(quarter)
    .execute();
  const zone = (await ctx.settings()).timeZone;
  const counts = new Map<string, number>();
  for (const { key, n } of rows as { key: number; n: number }[]) {
    const period = localTimeOf(Number(key), zone).toISOString().slice(0, length);
    counts.set(period, (counts.get(period) ?? 0) + Number(n));
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(-limit)
    .map(([key, count]) => ({ key, label: null, count }));
}

async function byAge(ctx: Ctx, query: CustomerQuery): Promise<Group[]> {
  const rows = await query
    .select(['customer.birth_date as key', sql<number>`count(*)`.as('n')])
    .groupBy('customer.birth_date')
    .execute();
  const today = localTimeOf(ctx.now(), (await ctx.settings()).timeZone)
    .toISOString()
    .slice(0, 10);
  const counts = new Map<string | null, number>();
  for (const { key, n } of rows as { key: string | null; n: number }[]) {
    const band = key === null ? null : bandOf(key, today);
    counts.set(band, (counts.get(band) ?? 0) + Number(n));
  }
  return [...counts]
    .toSorted(([a], [b]) => (a ?? '~').localeCompare(b ?? '~', 'en', { numeric: true }))
    .map(([key, count]) => ({ key, label: key, count }));
}

function bandOf(birthDate: string, today: string): string {
  const age = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);
  const from = Math.floor(age / 10) * 10;
  return from >= 90 ? '90+' : `${from}-${from + 9}`;
}
