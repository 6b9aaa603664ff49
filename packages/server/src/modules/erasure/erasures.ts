import type { Ctx } from '../../platform/context/context.ts';
import type { PageRequest } from '../../platform/graphql/connection.ts';
import type { Queryable } from '../../platform/database/tables.ts';
import { approvedSubjects } from '../access/index.ts';
import { type ErasureRecord, toErasure } from './receipt.ts';

/** The request with this key. */
export async function findErasure(database: Queryable, id: number): Promise<ErasureRecord | undefined> {
  const row = await database.selectFrom('erasure').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toErasure(row);
}

/** Requests, the latest first; one more than the page holds. */
export async function listErasures(
  ctx: Ctx,
  page: PageRequest,
  customerKey: number | undefined,
): Promise<ErasureRecord[]> {
  const [before] = page.after ?? [];
  let query = ctx.db.read.selectFrom('erasure').selectAll();
  if (typeof before === 'number') query = query.where('id', '<', before);
  if (customerKey !== undefined) query = query.where('customer_key', '=', customerKey);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.first + 1)
    .execute();
  return rows.map(toErasure);
}

/** Requests that were approved and are to be carried out, or were begun; the earliest first. */
export async function dueErasures(ctx: Ctx, limit: number): Promise<ErasureRecord[]> {
  const approved = approvedSubjects(ctx.db.read, 'ERASURE', ctx.now());
  const rows = await ctx.db.read
    .selectFrom('erasure')
    .selectAll()
    .where((eb) =>
      eb.or([eb('state', '=', 'RUNNING'), eb.and([eb('state', '=', 'REQUESTED'), eb('id', 'in', approved)])]),
    )
    .where('due_at', '<=', ctx.now())
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(toErasure);
}
