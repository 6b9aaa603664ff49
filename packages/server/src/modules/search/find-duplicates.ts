import type { CustomerField } from '@dossier/shared/facts';
import { foldName } from '@dossier/shared/standardise';
import type { Ctx } from '../../platform/context/context.ts';
import type { BlindIndex } from '../../platform/crypto/blind-index/blind-index.ts';
import {
  KEPT_STATUSES,
  blindIndex,
  contactPointFact,
  type Customer,
  findCustomers,
  grantedCondition,
  identifierFact,
  type IdentifierInput,
  nameSortOf,
} from '../customer/index.ts';

/** What a form holds of a customer who may exist already. */
export interface DuplicateQuestion {
  readonly excludeId?: number;
  readonly name?: string | null;
  readonly phones?: readonly string[] | null;
  readonly emails?: readonly string[] | null;
  readonly identifiers?: readonly IdentifierInput[] | null;
}

/** A customer who may be the same, and why. */
export interface Duplicate {
  readonly customer: Customer;
  readonly reasons: { readonly field: CustomerField; readonly value: string | null }[];
}

const MOST = 10;

/** Customers with the same phone, e-mail address, document or name, those with most in common first. */
export async function findDuplicates(ctx: Ctx, question: DuplicateQuestion): Promise<Duplicate[]> {
  const reasons = new Map<number, Duplicate['reasons']>();
  const add = (
    rows: readonly { id: number; value: string | null }[],
    fieldOf: (row: { id: number; value: string | null }) => CustomerField,
  ) => {
    for (const row of rows) {
      if (row.id === question.excludeId) continue;
      const known = reasons.get(row.id) ?? [];
      const field = fieldOf(row);
      if (!known.some((reason) => reason.field === field && reason.value === row.value))
        known.push({ field, value: row.value });
      reasons.set(row.id, known);
    }
  };
  const options = { phoneRegion: (await ctx.settings()).defaultPhoneRegion, at: ctx.now() };
  const keysOf = (type: 'PHONE' | 'EMAIL', values: readonly string[] | null | undefined) =>
    (values ?? []).flatMap((value) => contactPointFact({ type, value }, options).matchKey ?? []);
  const phones = keysOf('PHONE', question.phones);
  const emails = keysOf('EMAIL', question.emails);
  const blind = await blindIndex(ctx);
  const identifiers = (question.identifiers ?? []).flatMap((identifier) => {
    const { type, matchKey } = identifierFact(identifier, options);
    return matchKey === undefined ? [] : blind.candidatesOf(type, matchKey);
  });

  if (phones.length > 0) add(await contacts(ctx, blind, 'PHONE', phones), () => 'PHONE');
  if (emails.length > 0) add(await contacts(ctx, blind, 'EMAIL', emails), () => 'EMAIL');
  if (identifiers.length > 0) {
    const lookedUp = grantedCondition(ctx, 'SENSITIVE', 'LOOK_UP');
    const rows = await ctx.db.read
      .selectFrom('identifier')
      .innerJoin('customer', 'customer.id', 'identifier.customer_id')
      .select(['customer.id as id', 'identifier.type as value'])
      .where('identifier.match_key', 'in', identifiers)
      .where('customer.status', 'in', KEPT_STATUSES)
      .where((eb) => eb.and(lookedUp ? [lookedUp] : []))
      .limit(MOST * 2)
      .execute();
    add(rows, () => 'IDENTIFIER');
  }
  if (question.name?.trim()) add(await sameName(ctx, question.name), () => 'NAME');

  const best = [...reasons].toSorted(([a, x], [b, y]) => y.length - x.length || a - b).slice(0, MOST);
  const customers = new Map(
    (
      await findCustomers(
        ctx,
        best.map(([id]) => id),
      )
    ).map((customer) => [customer.key, customer]),
  );
  return best.flatMap(([id, why]) => {
    const customer = customers.get(id);
    return customer ? [{ customer, reasons: why }] : [];
  });
}

async function contacts(ctx: Ctx, blind: BlindIndex, type: 'PHONE' | 'EMAIL', matchKeys: readonly string[]) {
  const asked = new Map(matchKeys.flatMap((key) => blind.candidatesOf(type, key).map((entry) => [entry, key])));
  const filtered = grantedCondition(ctx, 'PERSONAL', 'FILTER_EQ');
  const rows = await ctx.db.read
    .selectFrom('contact_point')
    .innerJoin('customer', 'customer.id', 'contact_point.customer_id')
    .select(['customer.id as id', 'contact_point.match_key as entry'])
    .where('contact_point.match_key', 'in', [...asked.keys()])
    .where('contact_point.type', '=', type)
    .where('customer.status', 'in', KEPT_STATUSES)
    .where((eb) => eb.and(filtered ? [filtered] : []))
    .limit(MOST * 2)
    .execute();
  const places = new Map(matchKeys.map((key, place) => [key, place]));
  const placeOf = ({ value }: { value: string | null }) => places.get(value ?? '') ?? places.size;
  // As asked: the order of entries is that of the key, and tells nothing.
  return rows
    .map(({ id, entry }) => ({ id, value: asked.get(entry ?? '') ?? null }))
    .toSorted((one, other) => placeOf(one) - placeOf(other) || one.id - other.id);
}

async function sameName(ctx: Ctx, name: string) {
  const folded = foldName(name);
  const sorts = [...new Set([nameSortOf(name, 'PERSON'), nameSortOf(name, 'ORGANISATION')])];
  const filtered = grantedCondition(ctx, 'PERSONAL', 'FILTER_EQ');
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'name as value'])
    .where((eb) => eb.and(filtered ? [filtered] : []))
    .where('status', 'in', KEPT_STATUSES)
    .where('name_sort', 'in', sorts)
    .limit(MOST * 20)
    .execute();
  // Homophones sort alike and are other names.
  return rows.filter(({ value }) => value !== null && foldName(value) === folded).slice(0, MOST);
}
