import { standardiseEmail, standardisePhone, valueOf } from '@dossier/shared/standardise';
import type { Expression, SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index/blind-index.ts';
import { blindIndex, grantedCondition, phonesEndingIn } from '../customer/index.ts';
import type { CustomerBuilder } from './customer-builder.ts';
import type { CustomerFilter } from './customer-filter.input.ts';

type Condition = Expression<SqlBool>;

/** What conditions on phones and e-mail addresses need, whose values are sealed: got before a filter is compiled. */
export interface ContactLookUp {
  readonly phoneRegion: string;
  /** Undefined for filters that name no whole value. */
  readonly blind: BlindIndex | undefined;
  /** Whose phone ends in the digits that the filter names. */
  readonly endings: ReadonlyMap<string, readonly number[]>;
}

/** Gets it for a filter: at most one statement, and only for filters that name last digits. */
export async function contactLookUp(
  ctx: Ctx,
  filter: CustomerFilter | null | undefined,
  deepest: number,
): Promise<ContactLookUp> {
  const parts = filter ? partsOf(filter, deepest) : [];
  const isExact = parts.some(({ phone, email }) => phone?.eq != null || email?.eq != null);
  const endings = parts.flatMap(({ phone }) => phone?.lastFour ?? []);
  return {
    phoneRegion: (await ctx.settings()).defaultPhoneRegion,
    blind: isExact ? await blindIndex(ctx) : undefined,
    // Of customers whom the actor may not filter so, nothing is opened.
    endings: await phonesEndingIn(ctx, endings, grantedCondition(ctx, 'PERSONAL', 'FILTER_PREFIX')),
  };
}

/** A filter and all filters within it, as deep as filters may go. */
function partsOf(filter: CustomerFilter, depth: number): CustomerFilter[] {
  if (depth === 0) return [];
  const within = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])];
  return [filter, ...within.flatMap((part) => partsOf(part, depth - 1))];
}

/** The conditions on phones and e-mail addresses. */
export function contactConditions(
  eb: CustomerBuilder,
  { phoneRegion, blind, endings }: ContactLookUp,
  { phone, email }: CustomerFilter,
): Condition[] {
  const number =
    phone?.eq == null ? undefined : (valueOf(standardisePhone(phone.eq, { region: phoneRegion }))?.e164 ?? phone.eq);
  const address =
    email?.eq == null ? undefined : (valueOf(standardiseEmail(email.eq))?.comparable ?? email.eq.toLowerCase());
  return [
    ...(number === undefined || !blind ? [] : [withValue(eb, blind, 'PHONE', number)]),
    ...(phone?.lastFour ? [eb('customer.id', 'in', [0, ...(endings.get(phone.lastFour) ?? [])])] : []),
    ...(phone?.isNull == null ? [] : [presence(eb, 'PHONE', !phone.isNull)]),
    ...(address === undefined || !blind ? [] : [withValue(eb, blind, 'EMAIL', address)]),
    ...(email?.isNull == null ? [] : [presence(eb, 'EMAIL', !email.isNull)]),
  ];
}

// As a list of keys rather than per customer: equal match keys are few.
function withValue(eb: CustomerBuilder, blind: BlindIndex, type: 'PHONE' | 'EMAIL', matchKey: string): Condition {
  return eb(
    'customer.id',
    'in',
    eb
      .selectFrom('contact_point')
      .select('contact_point.customer_id')
      .where('contact_point.match_key', 'in', blind.candidatesOf(type, matchKey))
      .where('contact_point.type', '=', type),
  );
}

function presence(eb: CustomerBuilder, type: 'PHONE' | 'EMAIL', isWanted: boolean): Condition {
  const some = eb.exists(
    eb
      .selectFrom('contact_point')
      .select('contact_point.id')
      .whereRef('contact_point.customer_id', '=', 'customer.id')
      .where('contact_point.type', '=', type),
  );
  return isWanted ? some : eb.not(some);
}
