import type { CustomerField } from '@dossier/shared/facts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { Database } from '../../platform/database/database.ts';

/** How well one field is filled. */
export interface FieldQuality {
  readonly field: CustomerField;
  /** Customers with a usable value. */
  readonly filled: number;
  /** Customers with a value that could not be standardised. */
  readonly invalid: number;
  readonly total: number;
}

/** The state of the data of all active customers. */
export interface Quality {
  readonly total: number;
  readonly fields: readonly FieldQuality[];
  readonly withoutContact: number;
  readonly possibleDuplicates: number;
  readonly ordersWithoutCustomer: number;
  readonly asOf: number;
}

const LONGEST_KEPT_MS = 30_000;
/** Figures are kept this many times as long as counting took: it never costs more than a twentieth of the time. */
const KEPT_FOR_EACH_MS = 20;
/** By the clock of this process, which no change of the time of day sets back. */
const kept = new WeakMap<Database, { until: number; quality: Promise<Quality> }>();

/** Counts gaps and flaws. The figures of a large installation are at most half a minute old, those of a small one new. */
export async function dataQuality(ctx: Ctx): Promise<Quality> {
  const known = kept.get(ctx.db);
  const began = performance.now();
  if (known && began < known.until) return await known.quality;
  const fresh = { until: Infinity, quality: measure(ctx) };
  kept.set(ctx.db, fresh);
  fresh.quality.then(
    ({ total }) => {
      const took = performance.now() - began;
      // Where there was nothing, the first customer is waited for; the first count is slow for other reasons.
      fresh.until = total === 0 ? 0 : began + Math.min(LONGEST_KEPT_MS, took * KEPT_FOR_EACH_MS);
    },
    () => kept.delete(ctx.db),
  );
  return await fresh.quality;
}

async function measure(ctx: Ctx): Promise<Quality> {
  const { heavy } = ctx.db;
  const filled = (column: string) => sql<number>`count(${sql.ref(column)})`;
  const row = await heavy
    .selectFrom('customer')
    .where('status', '=', 'ACTIVE')
    .select([
      sql<number>`count(*)`.as('total'),
      filled('name').as('NAME'),
      filled('gender').as('GENDER'),
      filled('birth_date').as('BIRTH_DATE'),
      filled('province').as('PROVINCE'),
      filled('industry').as('INDUSTRY'),
      filled('stage').as('STAGE'),
      filled('grade').as('GRADE'),
    ])
    .executeTakeFirstOrThrow();
  const total = Number(row.total);
  const contacts = await heavy
    .selectFrom('contact_point')
    .innerJoin('customer', 'customer.id', 'contact_point.customer_id')
    .where('customer.status', '=', 'ACTIVE')
    .select([
      'contact_point.type as type',
      'contact_point.is_valid as is_valid',
      sql<number>`count(distinct contact_point.customer_id)`.as('n'),
    ])
    .groupBy(['contact_point.type', 'contact_point.is_valid'])
    .execute();
  const reachable = await heavy
    .selectFrom('contact_point')
    .innerJoin('customer', 'customer.id', 'contact_point.customer_id')
    .where('customer.status', '=', 'ACTIVE')
    .select(sql<number>`count(distinct contact_point.customer_id)`.as('n'))
    .executeTakeFirstOrThrow();
  const doubled = await heavy
    .selectFrom((eb) =>
      eb
        .selectFrom('contact_point')
        .select('match_key')
        .where('match_key', 'is not', null)
        .groupBy('match_key')
        .having(sql<number>`count(distinct customer_id)`, '>', 1)
        .as('shared'),
    )
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow();
  const orders = await heavy
    .selectFrom('purchase_order')
    .where('customer_id', '=', 0)
    .where('retracted', '=', 0)
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow();

  const contact = (type: string, isValid: number) =>
    Number(contacts.find((found) => found.type === type && found.is_valid === isValid)?.n ?? 0);
  const own = (['NAME', 'GENDER', 'BIRTH_DATE', 'PROVINCE', 'INDUSTRY', 'STAGE', 'GRADE'] as const).map((field) => ({
    field,
    filled: Number(row[field]),
    invalid: 0,
    total,
  }));
  const reached = (['PHONE', 'EMAIL'] as const).map((field) => ({
    field,
    filled: contact(field, 1),
    invalid: contact(field, 0),
    total,
  }));
  return {
    total,
    fields: [...own.slice(0, 1), ...reached, ...own.slice(1)],
    withoutContact: total - Number(reachable.n),
    possibleDuplicates: Number(doubled.n),
    ordersWithoutCustomer: Number(orders.n),
    asOf: ctx.now(),
  };
}
