import type { Ctx } from '../../platform/context/context.ts';
import { lockRows } from '../../platform/database/lock-rows.ts';
import type { Row, Trx } from '../../platform/database/tables.ts';
import { publish } from '../../platform/outbox/publish.ts';
import { forgetMatches, releaseForErasure } from '../identity/index.ts';
import { countOrdersOf, forgetBuyer } from '../activity/index.ts';
import { approvalsOf, payloadOf, useApproval } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { eraseCustomer, tracesOf } from '../customer/index.ts';
import { filesOfImports, lastExportEnds } from '../intake/index.ts';
import { forgetDealings } from '../ownership/index.ts';
import { blankEvidence } from '../privacy/index.ts';
import { forgetRelationships } from '../relationship/index.ts';
import { findErasure } from './erasures.ts';
import type { ErasureAsked } from './request-erasure.ts';
import { BACKUPS_KEPT_MS, type ErasureRecord, type Receipt } from './receipt.ts';

/**
 * Erases a customer: first the keys, then its name on purchases, then everything else together with the receipt, in one
 * transaction. What is found is noted before anything is destroyed; whoever is killed in between does it again from the
 * start, and each part finds what is left.
 *
 * @param keysDestroyedAt when the keys were destroyed, if they were before: then there is nothing left to approve
 */
export async function carryOut(ctx: Ctx, erasure: ErasureRecord, keysDestroyedAt?: number): Promise<void> {
  await releaseForErasure(ctx, erasure.customer_key);
  let receipt = await begin(ctx, erasure, keysDestroyedAt);
  if (!receipt) return;
  for (let late: readonly number[] = receipt.subjectIds; late.length > 0;) {
    receipt = { ...receipt, subjectIds: [...new Set([...receipt.subjectIds, ...late])] };
    await ctx.keyStore.destroy(late);
    // Orders name whom they were recorded for: also who was merged into the customer.
    for (const subject of new Set([erasure.customer_key, ...receipt.subjectIds])) await forgetBuyer(ctx.db, subject);
    const known = receipt;
    await ctx.db.ids.ensure(2 + known.subjectIds.length);
    // An import may have brought something of another subject in between.
    late = await ctx.db.transaction(async (trx) => await remove(trx, ctx, erasure, known));
  }
}

/**
 * Notes what there is, and that there is no way back; undefined when it was taken back meanwhile. Uses the approval up, unless the
 * keys are gone already.
 */
async function begin(ctx: Ctx, erasure: ErasureRecord, destroyedBefore?: number): Promise<Receipt | undefined> {
  if (erasure.state === 'RUNNING' && erasure.receipt) return erasure.receipt;
  const traces = await tracesOf(ctx.db.read, erasure.customer_key);
  const files = await filesOfImports(ctx, traces?.importIds ?? []);
  const ends = [ctx.now(), await lastExportEnds(ctx), ...files.map(({ readableUntil }) => readableUntil)];
  const receipt: Receipt = {
    subjectIds: traces?.subjectIds ?? [erasure.customer_key],
    keysDestroyedAt: destroyedBefore ?? ctx.now(),
    removed: {},
    ordersKept: await countOrdersOf(ctx.db.read, erasure.customer_key),
    consentsKept: 0,
    files,
    nothingLeftFrom: Math.max(...ends) + BACKUPS_KEPT_MS,
  };
  await ctx.db.ids.ensure(3);
  const isBegun = await ctx.db.transaction(async (trx) => {
    if (destroyedBefore === undefined && !(await isApproved(trx, ctx, erasure))) return false;
    const { numUpdatedRows } = await trx
      .updateTable('erasure')
      .set({ state: 'RUNNING', receipt: JSON.stringify(receipt) })
      .where('id', '=', erasure.id)
      .where('state', '=', 'REQUESTED')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
  return isBegun ? receipt : undefined;
}

async function isApproved(trx: Trx, ctx: Ctx, { id, customer_key }: ErasureRecord): Promise<boolean> {
  const approval = (await approvalsOf(trx, 'ERASURE', [id])).get(id);
  // Written by `requestErasure` only.
  const asked = approval && (payloadOf(approval).data as ErasureAsked);
  return await useApproval(trx, ctx, approval, asked?.customerKey === customer_key);
}

/** Removes what is left, unless it finds subjects whose keys are still there, which it returns then. */
async function remove(
  trx: Trx,
  ctx: Ctx,
  { id, customer_key: customerId }: ErasureRecord,
  receipt: Receipt,
): Promise<readonly number[]> {
  await lockRows(trx, 'customer', [customerId]);
  const traces = await tracesOf(trx, customerId);
  const late = (traces?.subjectIds ?? []).filter((subject) => !receipt.subjectIds.includes(subject));
  if (late.length > 0) return late;
  const merged = traces?.merged ?? [];
  const removed = await eraseCustomer(trx, customerId);
  for (const one of [customerId, ...merged.map((part) => part.id)]) {
    await forgetDealings(trx, one);
    await forgetRelationships(trx, one);
    await forgetMatches(trx, [one]);
  }
  const consentsKept = await blankEvidence(trx, customerId);
  const end = { state: 'DONE', ended_at: ctx.now(), receipt: JSON.stringify({ ...receipt, removed, consentsKept }) };
  const ended = await trx
    .updateTable('erasure')
    .set(end)
    .where('id', '=', id)
    .where('state', '=', 'RUNNING')
    .executeTakeFirst();
  // Another process was faster.
  if (ended.numUpdatedRows === 0n) return [];
  // Ledgers speak of them by their own keys, and their numbers are not given again either.
  const record = await findErasure(trx, id);
  for (const part of merged)
    if (record) await enterPart(trx, ctx, { ...record, ...end, customer_key: part.id, number: part.number });
  await publish(trx, ctx, { type: 'customer.erased', objectId: customerId });
  await recordAudit(trx, ctx, {
    action: 'customer.erased',
    objectType: 'customer',
    objectId: customerId,
    detail: { erasure: id, subjects: receipt.subjectIds, removed },
  });
  return [];
}

/** Enters that somebody who was merged into an erased customer was erased with it. */
async function enterPart(trx: Trx, ctx: Ctx, part: Row<'erasure'>): Promise<void> {
  await trx
    .insertInto('erasure')
    .values({ ...part, id: ctx.db.ids.take() })
    .execute();
}
