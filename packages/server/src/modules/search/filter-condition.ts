import { foldName, localTimeOf, standardiseAddress, valueOf } from '@dossier/shared/standardise';
import { type Expression, expressionBuilder, sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { IdType } from '../../platform/crypto/public-ids.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { failure } from '../../platform/graphql/failure.ts';
import { ordersCondition } from '../activity/index.ts';
import { grantedCondition, rowConditions, type RowUse } from '../customer/index.ts';
import { remembering } from '../../platform/memory/remembering.ts';
import type { StringFilter } from '../../platform/graphql/filter.input.ts';
import { contactConditions, type ContactLookUp, contactLookUp } from './contact-conditions.ts';
import type { CustomerBuilder } from './customer-builder.ts';
import type { CustomerFilter } from './customer-filter.input.ts';
import { codeConditions, instantConditions, textConditions, type TextColumn } from './value-conditions.ts';
import { tokenCondition } from './token-condition.ts';

type Condition = Expression<SqlBool>;

const DEEPEST = 6;
const MOST_CONDITIONS = 100;

/** What reading a filter needs: the installation's day, what sealed values are found by, and how much of the filter has been read. */
interface Reading {
  readonly ctx: Ctx;
  readonly eb: CustomerBuilder;
  readonly today: string;
  readonly contacts: ContactLookUp;
  conditions: number;
}

/**
 * Compiles a filter to one condition on `customer`. Unless the filter speaks of the status, only active customers pass. Only
 * customers pass whom the actor may see, or for whom they have another capability that is named; a condition on a personal
 * value holds only for those whose values they may filter by, so that it tells nothing of the others.
 *
 * @throws BAD_USER_INPUT for filters nested deeper than 6 or with more than 100 conditions.
 */
export async function filterCondition(
  ctx: Ctx,
  filter: CustomerFilter | null | undefined,
  use: RowUse = 'SEE',
): Promise<Condition> {
  const settings = await ctx.settings();
  const eb = expressionBuilder<Tables, 'customer'>();
  const reading: Reading = {
    ctx,
    eb,
    today: localTimeOf(ctx.now(), settings.timeZone).toISOString().slice(0, 10),
    contacts: await contactLookUp(ctx, filter, DEEPEST),
    conditions: 0,
  };
  const status = mentionsStatus(filter) ? [] : [eb('customer.status', '=', 'ACTIVE')];
  return eb.and([...status, ...(filter ? [read(reading, filter, 1)] : []), ...rowConditions(ctx, use)]);
}

function read(reading: Reading, filter: CustomerFilter, depth: number): Condition {
  if (depth > DEEPEST) throw failure('BAD_USER_INPUT', `The filter is nested deeper than ${DEEPEST}.`);
  const { eb } = reading;
  const conditions = [
    ...(filter.and ?? []).map((part) => read(reading, part, depth + 1)),
    ...(filter.or ? [eb.or(filter.or.map((part) => read(reading, part, depth + 1)))] : []),
    ...(filter.not ? [eb.not(read(reading, filter.not, depth + 1))] : []),
    ...ownFields(reading, filter),
    ...relations(reading, filter),
    ...whereReadable(reading, filter),
  ];
  reading.conditions += conditions.length;
  if (reading.conditions > MOST_CONDITIONS)
    throw failure('BAD_USER_INPUT', `The filter has more than ${MOST_CONDITIONS} conditions.`);
  return eb.and(conditions);
}

/** Fields of the filter that are about personal values. */
const PERSONAL = ['name', 'gender', 'birthDate', 'age', 'employer', 'jobTitle', 'phone', 'email'] as const;
const FILTERS = ['FILTER_EQ', 'FILTER_PREFIX', 'FILTER_RANGE'] as const;

// Which of the three it is was decided before the operation began; here the narrowest that is granted at all counts. A filter
// that was kept, of an export for example, may be of a time when more was granted: then nobody passes.
function whereReadable({ ctx, eb }: Reading, filter: CustomerFilter): Condition[] {
  if (PERSONAL.every((field) => filter[field] == null)) return [];
  const granted = FILTERS.filter((capability) => ctx.actor.grants.reach('PERSONAL', capability).length > 0);
  if (granted.length === 0) return [eb('customer.id', '<', 0)];
  return granted.flatMap((capability) => {
    const condition = grantedCondition(ctx, 'PERSONAL', capability);
    // Either true or false, never unknown: `not` of "unknown and false" and of "unknown and true" differ, and would tell.
    return condition ? [sql<SqlBool>`case when ${condition} then 1 else 0 end = 1`] : [];
  });
}

function ownFields(reading: Reading, filter: CustomerFilter): Condition[] {
  const { eb } = reading;
  const text = (column: TextColumn, value: StringFilter | null | undefined) => textConditions(eb, column, value);
  return [
    ...codeConditions(eb, 'customer.kind', filter.kind),
    ...text('customer.number', filter.number),
    ...nameConditions(reading, filter.name),
    ...codeConditions(eb, 'customer.gender', filter.gender),
    ...dayConditions(reading, filter.birthDate),
    ...ageConditions(reading, filter.age),
    ...text('customer.employer', filter.employer),
    ...text('customer.job_title', filter.jobTitle),
    ...codeConditions(eb, 'customer.industry', filter.industry),
    ...codeConditions(eb, 'customer.size', filter.size),
    ...codeConditions(eb, 'customer.stage', filter.stage),
    ...codeConditions(eb, 'customer.grade', filter.grade),
    ...codeConditions(eb, 'customer.status', filter.status),
    ...codeConditions(eb, 'customer.country', filter.country),
    ...codeConditions(eb, 'customer.province', filter.province, provinceOf),
    ...codeConditions(eb, 'customer.city', filter.city, cityOf),
    ...codeConditions(eb, 'customer.district', filter.district),
    ...idConditions(reading, 'usr', filter.ownerId),
    ...instantConditions(eb, 'customer.created_at', filter.createdAt),
    ...instantConditions(eb, 'customer.updated_at', filter.updatedAt),
  ];
}

// Lists ask for the same few places all day.
const provinceOf = remembering((name: string) => valueOf(standardiseAddress({ province: name }))?.province);
const cityOf = remembering((name: string) => valueOf(standardiseAddress({ city: name }))?.city);

function nameConditions({ eb }: Reading, filter: StringFilter | null | undefined): Condition[] {
  if (!filter) return [];
  const { contains, startsWith, ...exact } = filter;
  return [
    ...textConditions(eb, 'customer.name', exact),
    ...(contains ? [tokenCondition(eb, contains)] : []),
    // The tokens find it quickly in any script; the text then has to stand at the beginning, as it is or folded.
    ...(startsWith
      ? [
          tokenCondition(eb, startsWith),
          eb.or([
            ...textConditions(eb, 'customer.name', { startsWith }),
            ...textConditions(eb, 'customer.name_sort', { startsWith: foldName(startsWith) }),
          ]),
        ]
      : []),
  ];
}

function dayConditions({ eb }: Reading, filter: CustomerFilter['birthDate']): Condition[] {
  if (!filter) return [];
  return [
    ...(filter.eq ? [eb('customer.birth_date', '=', filter.eq)] : []),
    ...(filter.gte ? [eb('customer.birth_date', '>=', filter.gte)] : []),
    ...(filter.lte ? [eb('customer.birth_date', '<=', filter.lte)] : []),
    ...(filter.isNull === true
      ? [eb('customer.birth_date', 'is', null)]
      : filter.isNull === false
        ? [eb('customer.birth_date', 'is not', null)]
        : []),
  ];
}

function ageConditions({ eb, today }: Reading, filter: CustomerFilter['age']): Condition[] {
  if (!filter) return [];
  const youngest = filter.eq ?? filter.gte;
  const oldest = filter.eq ?? filter.lte;
  return [
    ...(youngest == null ? [] : [eb('customer.birth_date', '<=', yearsBefore(today, youngest))]),
    ...(oldest == null ? [] : [eb('customer.birth_date', '>', yearsBefore(today, oldest + 1))]),
  ];
}

/** The same day so many years earlier, as text: whoever was born on it or before has that age. */
function yearsBefore(day: string, years: number): string {
  return String(Number(day.slice(0, 4)) - years).padStart(4, '0') + day.slice(4);
}

function relations(reading: Reading, filter: CustomerFilter): Condition[] {
  const { ctx, eb } = reading;
  return [
    ...contactConditions(eb, reading.contacts, filter),
    ...tagConditions(reading, filter.tags),
    ...recordConditions(reading, filter),
    ...(filter.orders?.some ? [ordersCondition(ctx, filter.orders.some)] : []),
    ...(filter.orders?.none ? [eb.not(ordersCondition(ctx, filter.orders.none))] : []),
  ];
}

function tagConditions({ ctx, eb }: Reading, filter: CustomerFilter['tags']): Condition[] {
  if (!filter) return [];
  const own = () =>
    eb
      .selectFrom('customer_tag')
      .select('customer_tag.tag_id')
      .whereRef('customer_tag.customer_id', '=', 'customer.id')
      .where('customer_tag.origin', '<>', 'REMOVED');
  const keys = (ids: readonly string[]) => keysOf(ctx, 'tag', ids);
  return [
    ...(filter.some ? [eb.exists(own().where('customer_tag.tag_id', 'in', keys(filter.some)))] : []),
    ...(filter.none ? [eb.not(eb.exists(own().where('customer_tag.tag_id', 'in', keys(filter.none))))] : []),
    ...(filter.isEmpty == null ? [] : [presence(eb, eb.exists(own()), !filter.isEmpty)]),
  ];
}

function recordConditions({ ctx, eb }: Reading, filter: CustomerFilter): Condition[] {
  const own = () =>
    eb
      .selectFrom('source_record')
      .select('source_record.id')
      .whereRef('source_record.customer_id', '=', 'customer.id')
      .where('source_record.retracted', '=', 0);
  const sources = listOf(filter.sourceId);
  const imports = listOf(filter.importId);
  const external = [...(filter.externalId?.eq == null ? [] : [filter.externalId.eq]), ...(filter.externalId?.in ?? [])];
  return [
    ...(sources ? [eb.exists(own().where('source_record.source_id', 'in', keysOf(ctx, 'src', sources)))] : []),
    ...(imports ? [eb.exists(own().where('source_record.import_id', 'in', keysOf(ctx, 'imp', imports)))] : []),
    ...(external.length > 0 ? [eb.exists(own().where('source_record.external_id', 'in', external))] : []),
  ];
}

function idConditions({ ctx, eb }: Reading, type: IdType, filter: CustomerFilter['ownerId']): Condition[] {
  const ids = listOf(filter);
  return [
    ...(ids ? [eb('customer.owner_id', 'in', keysOf(ctx, type, ids))] : []),
    ...(filter?.isNull == null
      ? []
      : [filter.isNull ? eb('customer.owner_id', 'is', null) : eb('customer.owner_id', 'is not', null)]),
  ];
}

function listOf(filter: { eq?: string | null; in?: string[] | null } | null | undefined): string[] | undefined {
  if (!filter || (filter.eq == null && filter.in == null)) return undefined;
  return filter.eq == null ? (filter.in ?? []) : [filter.eq];
}

/** Unknown ids match nothing; no key is 0. */
function keysOf(ctx: Ctx, type: IdType, ids: readonly string[]): number[] {
  return [0, ...ids.flatMap((id) => ctx.publicIds.decode(type, id) ?? [])];
}

function presence(eb: CustomerBuilder, exists: Condition, isWanted: boolean): Condition {
  return isWanted ? exists : eb.not(exists);
}

function mentionsStatus(filter: CustomerFilter | null | undefined): boolean {
  if (!filter) return false;
  if (filter.status) return true;
  return [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])].some(mentionsStatus);
}
