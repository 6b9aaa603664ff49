import { nameTokens } from '@dossier/shared/search';
import type { Expression, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import { blindIndex, grantedCondition, KEPT_STATUSES, nameSortOf } from '../../customer/index.ts';
import type { MatchRecord } from '../record/match-record.ts';

/**
 * At most so many for each key that few share, the first ones: who shares a phone with more is compared by another key. Which ones must
 * not depend on how a database reads, that would tell of customers whom the actor may not find.
 */
const MOST = 60;
/** At most so many for a name and something else, or for a part of a name: all of them are opened and compared. */
const MOST_BY_NAME = 20;
/** Of those born on one day so many are looked at. */
const MOST_BORN = 200;
/** Tokens of a name that few share are worth looking for, whatever else agrees. */
const TELLING_TOKENS = 3;

/**
 * Finds the keys of customers who may be the one described: by what few share, and by names where something else agrees too. Few
 * statements, each of which reads a short range of an index. By personal values and by documents only those customers are found whom
 * the actor may find by them.
 */
export async function retrieve(ctx: Ctx, name: string | undefined, record: MatchRecord): Promise<number[]> {
  const personal = conditions(grantedCondition(ctx, 'PERSONAL', 'FILTER_EQ'));
  const documents = conditions(grantedCondition(ctx, 'SENSITIVE', 'LOOK_UP'));
  const found = [
    ...(await contactKeys(ctx, record, personal)),
    ...(name === undefined ? [] : await nameKeys(ctx, name, record, personal)),
    ...(await documentKeys(ctx, record, documents)),
  ];
  return [...new Set(found)];
}

/** Those of some customers of whose values of a class the actor has the capability. */
export async function grantedAmong(
  ctx: Ctx,
  ids: readonly number[],
  ...[dataClass, capability]:
    [dataClass: 'PERSONAL', capability: 'FILTER_EQ'] | [dataClass: 'SENSITIVE', capability: 'LOOK_UP']
): Promise<ReadonlySet<number>> {
  const condition = grantedCondition(ctx, dataClass, capability);
  if (condition === undefined || ids.length === 0) return new Set(ids);
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select('id')
    .where('id', 'in', [...ids])
    .where(condition)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

type Conditions = readonly Expression<SqlBool>[];

function conditions(condition: Expression<SqlBool> | undefined): Conditions {
  return condition === undefined ? [] : [condition];
}

async function contactKeys(
  ctx: Ctx,
  { phones, emails, identifiers }: MatchRecord,
  allowed: Conditions,
): Promise<number[]> {
  const blind = await blindIndex(ctx);
  const entries = [
    ...phones.flatMap((phone) => blind.candidatesOf('PHONE', phone)),
    ...emails.flatMap((email) => blind.candidatesOf('EMAIL', email)),
    ...entriesOf(blind, identifiers, (type) => type === 'WECHAT'),
  ];
  if (entries.length === 0) return [];
  const rows = await ctx.db.read
    .selectFrom('contact_point')
    .innerJoin('customer', 'customer.id', 'contact_point.customer_id')
    .select('customer.id as id')
    .where('contact_point.match_key', 'in', entries)
    .where('customer.status', 'in', KEPT_STATUSES)
    .where((eb) => eb.and([...allowed]))
    .orderBy('contact_point.customer_id')
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}

async function documentKeys(ctx: Ctx, { identifiers }: MatchRecord, allowed: Conditions): Promise<number[]> {
  const blind = await blindIndex(ctx);
  const entries = entriesOf(blind, identifiers, (type) => type !== 'WECHAT');
  if (entries.length === 0) return [];
  const rows = await ctx.db.read
    .selectFrom('identifier')
    .innerJoin('customer', 'customer.id', 'identifier.customer_id')
    .select('customer.id as id')
    .where('identifier.match_key', 'in', entries)
    .where('customer.status', 'in', KEPT_STATUSES)
    .where((eb) => eb.and([...allowed]))
    .orderBy('identifier.customer_id')
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}

function entriesOf(
  blind: BlindIndex,
  identifiers: readonly string[],
  isWanted: (type: string) => boolean,
): readonly string[] {
  return identifiers.flatMap((identifier) => {
    const colon = identifier.indexOf(':');
    const type = identifier.slice(0, colon);
    return isWanted(type) ? blind.candidatesOf(type, identifier.slice(colon + 1)) : [];
  });
}

interface Named {
  readonly kind: MatchRecord['kind'];
  readonly name: string;
}

/** Namesakes with the same birth date or city first, then any; and those with the rarest parts of the name. */
async function nameKeys(ctx: Ctx, name: string, record: MatchRecord, allowed: Conditions): Promise<number[]> {
  const { kind, births, addresses } = record;
  const [birth] = births.filter((date) => date.length === 8);
  const birthDate = birth && `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`;
  const cities = [...new Set(addresses.flatMap(({ city }) => (city === '' ? [] : [city])))];
  const namesakes = ctx.db.read
    .selectFrom('customer')
    .select('id')
    .where('name_sort', '=', nameSortOf(name, kind))
    .where('status', 'in', KEPT_STATUSES)
    .where((eb) => eb.and([...allowed]))
    .orderBy('id')
    .limit(MOST_BY_NAME);
  const born = birthDate === undefined ? [] : await bornOn(ctx, birthDate, { kind, name }, allowed);
  const found = [
    ...(birthDate === undefined ? [] : await namesakes.where('birth_date', '=', birthDate).execute()),
    ...born,
    ...(cities.length === 0 ? [] : await namesakes.where('city', 'in', cities).execute()),
    ...(await namesakes.execute()),
    ...(await sharingTokens(ctx, name, kind, allowed)),
  ];
  return found.map(({ id }) => id);
}

/** Customers born on a day: those who have a part of the name in common first, then any, whose name may be written otherwise. */
async function bornOn(ctx: Ctx, birthDate: string, { kind, name }: Named, allowed: Conditions) {
  const born = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'name'])
    .where('birth_date', '=', birthDate)
    .where('status', 'in', KEPT_STATUSES)
    .where((eb) => eb.and([...allowed]))
    .orderBy('id')
    .limit(MOST_BORN)
    .execute();
  if (born.length <= MOST_BY_NAME) return born;
  const tokens = new Set(nameTokens(name, kind));
  const named = born.filter(
    (one) => one.name !== null && nameTokens(one.name, kind).some((token) => tokens.has(token)),
  );
  return [...named.slice(0, MOST_BY_NAME), ...born.slice(0, MOST_BY_NAME)];
}

/** Customers who have the rarest tokens of a name, all of them: the parts of it, when the whole is written otherwise. */
async function sharingTokens(ctx: Ctx, name: string, kind: MatchRecord['kind'], allowed: Conditions) {
  const tokens = nameTokens(name, kind).filter((token) => [...token].length > 1);
  const counts = await Promise.all(
    tokens.map(async (token) => {
      let some = ctx.db.read
        .selectFrom('search_token')
        .select('search_token.customer_id')
        .where('token', '=', token)
        .limit(MOST_BY_NAME + 1);
      // How many others share it is nothing to whoever may not find them.
      if (allowed.length > 0)
        some = some
          .innerJoin('customer', 'customer.id', 'search_token.customer_id')
          .where((eb) => eb.and([...allowed]));
      const rows = await some.execute();
      return { ids: rows.map(({ customer_id }) => customer_id) };
    }),
  );
  const rare = counts.filter(({ ids }) => ids.length > 0 && ids.length <= MOST_BY_NAME);
  const ids = rare
    .toSorted((x, y) => x.ids.length - y.ids.length)
    .slice(0, TELLING_TOKENS)
    .flatMap((token) => token.ids);
  if (ids.length === 0) return [];
  return await ctx.db.read
    .selectFrom('customer')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('status', 'in', KEPT_STATUSES)
    .where((eb) => eb.and([...allowed]))
    .execute();
}
