import type { CustomerField } from '@dossier/shared/facts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { isEverywhere } from '../../platform/policy/compile-grants.ts';
import { grantedCondition } from '../customer/index.ts';
import { roundedCount } from './small-groups.ts';

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

/** Figures are kept this many times as long as counting took: it never costs more than a twentieth of the time. */
const KEPT_FOR_EACH_MS = 20;
/** Nobody waits for a count that takes longer than this, when there are older figures to show meanwhile. */
const WORTH_WAITING_MS = 250;
/** Figures and until when they are kept, by the clock of this process, which no change of the time of day sets back. */
interface Kept {
  until: number;
  took: number;
  quality: Promise<Quality>;
}
const kept = new WeakMap<Database, Kept>();

/**
 * Counts gaps and flaws. The figures of a small installation are new. Those of a large one are kept for twenty times as long
 * as counting them takes (a few seconds for a million customers), and shown while the next ones are counted; `asOf` says
 * from when they are.
 */
export async function dataQuality(ctx: Ctx): Promise<Quality> {
  const { grants } = ctx.actor;
  // Whoever may count some customers only is counted for by themselves: figures of others are not theirs to see.
  if (!isEverywhere(grants.reach('INTERNAL', 'AGGREGATE'))) return await measure(ctx);
  const quality = await ofAll(ctx);
  return grants.aggregatesOnly ? rounded(ctx, quality) : quality;
}

async function ofAll(ctx: Ctx): Promise<Quality> {
  const known = kept.get(ctx.db);
  if (known && performance.now() < known.until) return await known.quality;
  const fresh = count(ctx, known);
  return await (known && known.took > WORTH_WAITING_MS ? known : fresh).quality;
}

function count(ctx: Ctx, before: Kept | undefined): Kept {
  const began = performance.now();
  const fresh: Kept = { until: Infinity, took: 0, quality: measure(ctx) };
  kept.set(ctx.db, fresh);
  // While it is being counted, what was known before is what is shown.
  if (before && before.took > WORTH_WAITING_MS) kept.set(ctx.db, { ...before, until: Infinity });
  fresh.quality.then(
    ({ total }) => {
      // Where there was nothing, the first customer is waited for; the first count is slow for other reasons.
      fresh.took = total === 0 ? 0 : performance.now() - began;
      fresh.until = began + fresh.took * KEPT_FOR_EACH_MS;
      kept.set(ctx.db, fresh);
    },
    () => kept.delete(ctx.db),
  );
  return fresh;
}

async function measure(ctx: Ctx): Promise<Quality> {
  const { heavy } = ctx.db;
  const counted = grantedCondition(ctx, 'INTERNAL', 'AGGREGATE');
  const within = counted ? [counted] : [];
  const filled = (column: string) => sql<number>`count(${sql.ref(column)})`;
  const row = await heavy
    .selectFrom('customer')
    .where('status', '=', 'ACTIVE')
    .where((eb) => eb.and(within))
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
  const has = (type: string, isValid: number) =>
    sql<number>`max(case when contact_point.type = ${type} and contact_point.is_valid = ${isValid} then 1 else 0 end)`;
  // One pass in the order of the key: nothing is sorted or remembered, however many there are.
  const reached = await heavy
    .selectFrom((eb) =>
      eb
        .selectFrom('contact_point')
        .innerJoin('customer', 'customer.id', 'contact_point.customer_id')
        .where('customer.status', '=', 'ACTIVE')
        .where((on) => on.and(within))
        .select([
          'contact_point.customer_id',
          has('PHONE', 1).as('phone'),
          has('PHONE', 0).as('badPhone'),
          has('EMAIL', 1).as('email'),
          has('EMAIL', 0).as('badEmail'),
        ])
        .groupBy('contact_point.customer_id')
        .as('reach'),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as('customers'),
      eb.fn.sum<number>('phone').as('phone'),
      eb.fn.sum<number>('badPhone').as('badPhone'),
      eb.fn.sum<number>('email').as('email'),
      eb.fn.sum<number>('badEmail').as('badEmail'),
    ])
    .executeTakeFirstOrThrow();
  const doubled = await heavy
    .selectFrom((eb) =>
      eb
        .selectFrom('contact_point')
        .select('match_key')
        .where('match_key', 'is not', null)
        .where((on) =>
          counted
            ? on('customer_id', 'in', on.selectFrom('customer').select('customer.id').where(counted))
            : on.and([]),
        )
        .groupBy('match_key')
        .having((having) => having(having.fn.min('customer_id'), '<>', having.fn.max('customer_id')))
        .as('shared'),
    )
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow();
  // Orders of nobody known are for those who see all customers.
  const orders = counted
    ? { n: 0 }
    : await heavy
        .selectFrom('purchase_order')
        .where('customer_id', '=', 0)
        .where('retracted', '=', 0)
        .select(sql<number>`count(*)`.as('n'))
        .executeTakeFirstOrThrow();

  const own = (['NAME', 'GENDER', 'BIRTH_DATE', 'PROVINCE', 'INDUSTRY', 'STAGE', 'GRADE'] as const).map((field) => ({
    field,
    filled: Number(row[field]),
    invalid: 0,
    total,
  }));
  const contacts = [
    { field: 'PHONE', filled: Number(reached.phone), invalid: Number(reached.badPhone), total },
    { field: 'EMAIL', filled: Number(reached.email), invalid: Number(reached.badEmail), total },
  ] as const;
  return {
    total,
    fields: [...own.slice(0, 1), ...contacts, ...own.slice(1)],
    withoutContact: total - Number(reached.customers),
    possibleDuplicates: Number(doubled.n),
    ordersWithoutCustomer: Number(orders.n),
    asOf: ctx.now(),
  };
}

function rounded(ctx: Ctx, quality: Quality): Quality {
  const round = (count: number) => roundedCount(ctx, count);
  return {
    ...quality,
    total: round(quality.total),
    fields: quality.fields.map(({ field, filled, invalid, total }) => ({
      field,
      filled: round(filled),
      invalid: round(invalid),
      total: round(total),
    })),
    withoutContact: round(quality.withoutContact),
    possibleDuplicates: round(quality.possibleDuplicates),
    ordersWithoutCustomer: round(quality.ordersWithoutCustomer),
  };
}
