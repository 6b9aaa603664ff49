import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { recordAudit } from '../../audit/index.ts';

const COLUMNS = ['customer_id', 'tag_id', 'origin', 'tagged_at'] as const;
const KEY = ['customer_id', 'tag_id'] as const;
const CHANGE_COLUMNS = ['customer_id', 'tag_id', 'at', 'is_on', 'actor_id'] as const;
const CHANGE_KEY = ['customer_id', 'tag_id', 'at'] as const;
const BATCH = 1_000;

/** Who changed tags, and when. */
interface TaggedBy {
  readonly at: number;
  readonly actorId: number | null;
}

/** Makes a customer's tags exactly these: staff put on what was missing and take off the rest, whoever said it. */
export async function setStaffTags(
  trx: Trx,
  customerId: number,
  tagIds: readonly number[],
  by: TaggedBy,
): Promise<void> {
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
    by,
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
      await changeTags(trx, batch, change, { at: ctx.now(), actorId: ctx.actor.userId });
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

/** Puts tags on and takes tags off, as far as that is not so already, and keeps what was changed. */
async function changeTags(
  trx: Trx,
  customerIds: readonly number[],
  change: { add: readonly number[]; remove: readonly number[] },
  { at, actorId }: TaggedBy,
): Promise<void> {
  const tagIds = [...change.add, ...change.remove];
  if (tagIds.length === 0) return;
  const present = await trx
    .selectFrom('customer_tag')
    .select(['customer_id', 'tag_id'])
    .where('customer_id', 'in', [...customerIds])
    .where('tag_id', 'in', tagIds)
    .where('origin', '<>', 'REMOVED')
    .execute();
  const shown = new Set(present.map(({ customer_id, tag_id }) => `${customer_id} ${tag_id}`));
  const pairs = (tagIds: readonly number[], isOn: boolean) =>
    customerIds.flatMap((id) =>
      tagIds.flatMap((tagId) => (shown.has(`${id} ${tagId}`) === isOn ? [] : [{ id, tagId, isOn }])),
    );
  // What staff took off stays off, whatever a source says of it before or later.
  const changes = [...pairs(change.add, true), ...pairs(change.remove, false)];
  await bulkUpsert(
    trx,
    'customer_tag',
    COLUMNS,
    KEY,
    changes.map(({ id, tagId, isOn }) => [id, tagId, isOn ? 'STAFF' : 'REMOVED', at]),
  );
  await bulkUpsert(
    trx,
    'tag_change',
    CHANGE_COLUMNS,
    CHANGE_KEY,
    changes.map(({ id, tagId, isOn }) => [id, tagId, at, isOn ? 1 : 0, actorId]),
  );
}
