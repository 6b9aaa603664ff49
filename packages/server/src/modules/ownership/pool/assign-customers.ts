import { expressionBuilder } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Tables } from '../../../platform/database/tables.ts';
import { type Refusal, Refused, refuse } from '../../../platform/graphql/refused.ts';
import { findColleague } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import {
  KEPT_STATUSES,
  among,
  ASSIGNED_AT_ONCE,
  assignOwner,
  handOverCondition,
  prepareAssignment,
  requireOwner,
  rowConditions,
  type RowUse,
  visibleCondition,
} from '../../customer/index.ts';
import { countSelected, type CustomerSelectionInput, selectedKeys } from '../../search/index.ts';

/** Giving away more at once than this is for a job. */
const MOST_ASSIGNED = 100_000;
/** So many customers can be named one by one. */
const MOST_NAMED = 1_000;
const LONGEST_REASON = 300;
// Withdrawn customers are as if they had never been.
const IS_KEPT = expressionBuilder<Tables, 'customer'>()('customer.status', 'in', KEPT_STATUSES);
const WRITING: RowUse = { capability: 'WRITE', classes: ['INTERNAL'] };

/**
 * Gives customers to a new owner, or with null to the public pool, in transactions of 200. Of customers named one by one, each
 * that is not visible is refused with NOT_FOUND and each that may not be handed over with NOT_ALLOWED, and nothing is done; of
 * a selection by conditions, those the actor may hand over are.
 *
 * Refuses NOT_FOUND and NOT_ALLOWED for the owner, WRONG_STATE when they are suspended, TOO_MANY, TOO_LONG.
 *
 * @returns how many customers changed hands
 */
export async function assignCustomers(
  ctx: Ctx,
  selection: CustomerSelectionInput,
  owner: string | null,
  reason: string | null,
): Promise<number> {
  const why = reason?.trim() || undefined;
  if (why && why.length > LONGEST_REASON) refuse('TOO_LONG', ['reason'], { max: LONGEST_REASON });
  const ownerId = await ownerKey(ctx, owner);
  if (selection.ids) await requireNamed(ctx, selection.ids);
  else if ((await countSelected(ctx, selection, WRITING)) > MOST_ASSIGNED)
    refuse('TOO_MANY', ['selection'], { max: MOST_ASSIGNED });
  let changed = 0;
  for await (const keys of selectedKeys(ctx, selection, WRITING)) {
    for (let start = 0; start < keys.length; start += ASSIGNED_AT_ONCE)
      changed += await assignBatch(ctx, keys.slice(start, start + ASSIGNED_AT_ONCE), ownerId, why);
  }
  return changed;
}

async function assignBatch(
  ctx: Ctx,
  batch: readonly number[],
  ownerId: number | null,
  reason: string | undefined,
): Promise<number> {
  const assignment = await prepareAssignment(ctx, batch.length);
  await ctx.db.ids.ensure(batch.length + 1);
  return await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'customer', batch);
    // Asked again where it counts: they may have changed hands since.
    const allowed = await mayHandOver(trx, ctx, batch);
    const given = await assignOwner(
      trx,
      ctx,
      batch.filter((id) => allowed.has(id)),
      ownerId,
      assignment,
    );
    if (given.length > 0)
      await recordAudit(trx, ctx, {
        action: 'customer.assigned',
        objectType: 'customer',
        ...(given.length === 1 ? { objectId: given[0] } : {}),
        fields: ['OWNER'],
        detail: { customers: given.length, owner: ownerId },
        ...(reason ? { reason } : {}),
      });
    return given.length;
  });
}

async function ownerKey(ctx: Ctx, owner: string | null): Promise<number | null> {
  await requireOwner(ctx, owner, ['ownerId']);
  if (owner === null) return null;
  const key = ctx.publicIds.decode('usr', owner) ?? refuse('NOT_FOUND', ['ownerId']);
  const user = (await findColleague(ctx.db.read, key)) ?? refuse('NOT_FOUND', ['ownerId']);
  if (user.status === 'SUSPENDED') refuse('WRONG_STATE', ['ownerId']);
  return key;
}

async function requireNamed(ctx: Ctx, publicIds: readonly string[]): Promise<void> {
  if (publicIds.length > MOST_NAMED) refuse('TOO_MANY', ['selection', 'ids'], { max: MOST_NAMED });
  const keys = publicIds.map((id) => ctx.publicIds.decode('cus', id) ?? 0);
  const visible = await among(ctx.db.read, keys, [visibleCondition(ctx), IS_KEPT]);
  const allowed = await mayHandOver(ctx.db.read, ctx, keys);
  const refusals = keys.flatMap((key, index): Refusal[] => {
    const field = ['selection', 'ids', String(index)];
    if (!visible.has(key)) return [{ code: 'NOT_FOUND', field }];
    return allowed.has(key) ? [] : [{ code: 'NOT_ALLOWED', field }];
  });
  if (refusals.length > 0) throw new Refused(refusals);
}

async function mayHandOver(db: Queryable, ctx: Ctx, keys: readonly number[]): Promise<ReadonlySet<number>> {
  return await among(db, keys, [...rowConditions(ctx, WRITING), handOverCondition(ctx)]);
}
