import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { bulkInsert, bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { recordAudit } from '../../audit/index.ts';

const COLUMNS = ['customer_id', 'tag_id', 'origin', 'tagged_at'] as const;
const KEY = ['customer_id', 'tag_id'] as const;
const BATCH = 1_000;

/** Makes a customer's tags exactly these: staff put on what was missing and take off the rest, whoever said it. */
export async function setStaffTags(trx: Trx, customerId: number, tagIds: readonly number[], at: number): Promise<void> {
  const present = await trx
    .selectFrom('customer_tag')
    .select(['tag_id', 'origin'])
    .where('customer_id', '=', customerId)
    .execute();
  const shown = new Set(present.filter(({ origin }) => origin !== 'REMOVED').map(({ tag_id }) => tag_id));
  await changeTags(
    trx,
    [customerId],
    { add: tagIds.filter((id) => !shown.has(id)), remove: [...shown].filter((id) => !tagIds.includes(id)) },
    at,
  );
}

/**
 * Puts tags on many customers and takes others off, in transactions of 1,000 customers.
 *
 * @returns how many customers were gone through.
 */
export async function tagCustomers(
  ctx: Ctx,
  customerIds: readonly number[],
  change: { add: readonly number[]; remove: readonly number[] },
): Promise<number> {
  for (let start = 0; start < customerIds.length; start += BATCH) {
    const selected = customerIds.slice(start, start + BATCH);
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(async (trx) => {
      await lockRows(trx, 'customer', selected);
      // Not those who were merged since they were selected.
      const rows = await trx
        .selectFrom('customer')
        .select('id')
        .where('id', 'in', selected)
        .where('status', '<>', 'MERGED')
        .execute();
      const batch = rows.map(({ id }) => id);
      if (batch.length === 0) return;
      await changeTags(trx, batch, change, ctx.now());
      await trx
        .updateTable('customer')
        .set((eb) => ({ updated_at: ctx.now(), version: eb('version', '+', 1) }))
        .where('id', 'in', batch)
        .execute();
      await recordAudit(trx, ctx, {
        action: 'customer.tagged',
        objectType: 'customer',
        ...(batch.length === 1 ? { objectId: batch[0] } : {}),
        fields: ['TAGS'],
        detail: { customers: batch.length, added: change.add, removed: change.remove },
      });
    });
  }
  return customerIds.length;
}

async function changeTags(
  trx: Trx,
  customerIds: readonly number[],
  change: { add: readonly number[]; remove: readonly number[] },
  at: number,
): Promise<void> {
  const rows = (tagIds: readonly number[], origin: string) =>
    customerIds.flatMap((id) => tagIds.map((tagId) => [id, tagId, origin, at]));
  // What a source already says stays its word; only what staff had taken off comes back.
  await bulkInsert(trx, 'customer_tag', COLUMNS, rows(change.add, 'STAFF'), { onConflict: 'skip' });
  if (change.add.length > 0) {
    await trx
      .updateTable('customer_tag')
      .set({ origin: 'STAFF', tagged_at: at })
      .where('customer_id', 'in', [...customerIds])
      .where('tag_id', 'in', [...change.add])
      .where('origin', '=', 'REMOVED')
      .execute();
  }
  if (change.remove.length === 0) return;
  await trx
    .deleteFrom('customer_tag')
    .where('customer_id', 'in', [...customerIds])
    .where('tag_id', 'in', [...change.remove])
    .where('origin', '=', 'STAFF')
    .execute();
  const said = await trx
    .selectFrom('customer_tag')
    .select(['customer_id', 'tag_id'])
    .where('customer_id', 'in', [...customerIds])
    .where('tag_id', 'in', [...change.remove])
    .where('origin', '=', 'SOURCE')
    .execute();
  await bulkUpsert(
    trx,
    'customer_tag',
    COLUMNS,
    KEY,
    said.map(({ customer_id, tag_id }) => [customer_id, tag_id, 'REMOVED', at]),
  );
}
