import type { QueryReading } from '@dossier/shared/search';
import type { Ctx } from '../../platform/context/context.ts';
import { blindIndex, grantedCondition, phonesEndingIn } from '../customer/index.ts';

/** A number, a phone, an id find at most so many customers; a name search goes on without end. */
const MOST_EXACT = 500;

/**
 * The customers that the exact readings of a text name, those of the likeliest reading first. By contact points only those
 * whose personal values the actor may search by, or look up by.
 */
export async function exactKeys(
  ctx: Ctx,
  readings: readonly QueryReading[],
  by: 'SEARCH' | 'LOOK_UP' = 'SEARCH',
): Promise<number[]> {
  const found = await Promise.all(readings.map(async (reading) => await keysOfReading(ctx, reading, by)));
  return [...new Set(found.flat())];
}

async function keysOfReading(ctx: Ctx, reading: QueryReading, by: 'SEARCH' | 'LOOK_UP'): Promise<number[]> {
  switch (reading.kind) {
    case 'CUSTOMER_NUMBER':
      return ids(
        await ctx.db.read
          .selectFrom('customer')
          .select('id')
          .where('number', '=', reading.number)
          .where((eb) => eb.and(searchedRows(ctx, by)))
          .execute(),
      );
    case 'PHONE':
      return await keysOfContact(ctx, by, reading.kind, reading.e164);
    case 'PHONE_TAIL':
      return await keysOfEnding(ctx, by, reading.digits);
    case 'EMAIL':
      return await keysOfContact(ctx, by, reading.kind, reading.comparable);
    case 'EXTERNAL_ID':
      return await keysOfExternalId(ctx, reading.value, by);
    default:
      return [];
  }
}

// Those who do not exist for the actor must not be found even here: a further statement for them would tell that they are there.
function searchedRows(ctx: Ctx, by: 'SEARCH' | 'LOOK_UP') {
  const searched = by === 'SEARCH' ? grantedCondition(ctx, 'INTERNAL', 'SEARCH') : undefined;
  return searched ? [searched] : [];
}

/** By the contact points that the actor may find customers by. */
async function keysOfContact(
  ctx: Ctx,
  by: 'SEARCH' | 'LOOK_UP',
  kind: 'PHONE' | 'EMAIL',
  matchKey: string,
): Promise<number[]> {
  const contacts = ctx.db.read
    .selectFrom('contact_point')
    .select('contact_point.customer_id as id')
    .where('match_key', 'in', (await blindIndex(ctx)).candidatesOf(kind, matchKey))
    .where('type', '=', kind)
    .orderBy('contact_point.customer_id', 'desc')
    .limit(MOST_EXACT);
  const searched = grantedCondition(ctx, 'PERSONAL', by);
  if (!searched) return ids(await contacts.execute());
  const allowed = ctx.db.read.selectFrom('customer').select('customer.id').where(searched);
  return ids(await contacts.where('contact_point.customer_id', 'in', allowed).execute());
}

async function keysOfEnding(ctx: Ctx, by: 'SEARCH' | 'LOOK_UP', digits: string): Promise<number[]> {
  const found = await phonesEndingIn(ctx, [digits], grantedCondition(ctx, 'PERSONAL', by));
  return (found.get(digits) ?? []).slice(0, MOST_EXACT);
}

async function keysOfExternalId(ctx: Ctx, externalId: string, by: 'SEARCH' | 'LOOK_UP'): Promise<number[]> {
  const sources = await ctx.db.read.selectFrom('source').select('id').execute();
  if (sources.length === 0) return [];
  return ids(
    await ctx.db.read
      .selectFrom('source_record')
      .select('customer_id as id')
      .where(
        'current_key',
        'in',
        sources.map(({ id }) => `${id}:${externalId}`),
      )
      .where((eb) =>
        eb.and(
          searchedRows(ctx, by).map((searched) =>
            eb('customer_id', 'in', eb.selectFrom('customer').select('customer.id').where(searched)),
          ),
        ),
      )
      .execute(),
  );
}

function ids(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id);
}
