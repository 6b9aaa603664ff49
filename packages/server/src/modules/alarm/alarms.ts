import type { Selectable } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { Queryable, Tables } from '../../platform/database/tables.ts';
import type { PageRequest } from '../../platform/graphql/connection.ts';

/** An alarm as the table holds it. */
export type AlarmRow = Selectable<Tables['alarm']>;

/** Alarms, the latest first: one more than the page holds. `open`: only those that nobody has looked into. */
export async function listAlarms(ctx: Ctx, open: boolean, page: PageRequest): Promise<AlarmRow[]> {
  let query = ctx.db.read.selectFrom('alarm').selectAll().orderBy('raised_at', 'desc').orderBy('id', 'desc');
  if (open) query = query.where('acknowledged_at', 'is', null);
  const [at, id] = page.after?.map(Number) ?? [];
  if (at !== undefined && id !== undefined)
    query = query.where('raised_at', '<=', at).where((eb) => eb.or([eb('raised_at', '<', at), eb('id', '<', id)]));
  return await query.limit(page.first + 1).execute();
}

/** The alarms about some partner apps that nobody has looked into, the latest first. */
export async function openAlarmsOf(db: Queryable, appIds: readonly number[]): Promise<AlarmRow[]> {
  return await db
    .selectFrom('alarm')
    .selectAll()
    .where('app_id', 'in', [0, ...appIds])
    .where('acknowledged_at', 'is', null)
    .orderBy('raised_at', 'desc')
    .execute();
}

/** One alarm, or undefined. */
export async function findAlarm(db: Queryable, id: number): Promise<AlarmRow | undefined> {
  return await db.selectFrom('alarm').selectAll().where('id', '=', id).executeTakeFirst();
}

/** How many nobody has looked into. */
export async function countOpenAlarms(db: Queryable): Promise<number> {
  const { count } = await db
    .selectFrom('alarm')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('acknowledged_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
