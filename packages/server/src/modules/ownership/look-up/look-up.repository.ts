import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';

const HOUR_MS = 3_600_000;
const LONGEST_STREAK = 200;

/** Whether the actor found this customer by an exact look-up within the last hour. */
export async function hasLookedUp(db: Queryable, ctx: Ctx, customerId: number): Promise<boolean> {
  const row = await db
    .selectFrom('look_up')
    .select('id')
    .where('user_id', '=', ctx.actor.userId)
    .where('at', '>', ctx.now() - HOUR_MS)
    .where('customer_id', '=', customerId)
    .where('customer_id', '>', 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many look-ups the actor made within the last hour. */
export async function countLookUps(db: Queryable, ctx: Ctx): Promise<number> {
  const { n } = await db
    .selectFrom('look_up')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_id', '=', ctx.actor.userId)
    .where('at', '>', ctx.now() - HOUR_MS)
    .where('customer_id', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** How many of the actor's last look-ups found nobody, without one between that did. */
export async function missStreak(db: Queryable, ctx: Ctx): Promise<number> {
  const rows = await db
    .selectFrom('look_up')
    .select('found')
    .where('user_id', '=', ctx.actor.userId)
    .where('customer_id', '=', 0)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(LONGEST_STREAK)
    .execute();
  const hit = rows.findIndex(({ found }) => found > 0);
  return hit === -1 ? rows.length : hit;
}
