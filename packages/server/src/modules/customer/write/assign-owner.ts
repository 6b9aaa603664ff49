import type { SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { beginSeals, type Seals } from '../sealed/seals.ts';
import { builtInSource, loadRules, STAFF_SOURCE } from '../source/sources.ts';
import { addRecords } from './add-records.ts';
import { loadStates } from './customer-state.ts';
import { KEYS_PER_RECOMPUTE, recompute } from './recompute.ts';

/** So many customers change hands in one transaction: on SQLite well below 100 ms. */
export const ASSIGNED_AT_ONCE = 200;

/** What giving customers to somebody needs, got ahead of the transaction. */
export interface OwnerAssignment {
  readonly staffId: number;
  readonly nextId: () => number;
  readonly seals: Seals;
}

/** Gets ready to give up to {@link ASSIGNED_AT_ONCE} customers to somebody: call it before the transaction. */
export async function prepareAssignment(ctx: Ctx, customers: number): Promise<OwnerAssignment> {
  const staff = await builtInSource(ctx, STAFF_SOURCE);
  const nextId = await ctx.db.ids.claim(customers * (KEYS_PER_RECOMPUTE + 1));
  // Of the events.
  await ctx.db.ids.ensure(customers);
  return { staffId: staff.id, nextId, seals: await beginSeals(ctx, 'OWNER_ASSIGNMENT') };
}

/**
 * Gives customers to somebody, or to nobody: staff's word about the owner, as `updateCustomer` writes it, for many at once with
 * a fixed number of statements. Archived and withdrawn customers, and those who have the owner already, stay as they are.
 * Publishes `customer.updated` for each. The caller has asked whether this may be, and writes the audit entry.
 *
 * @returns those whose shown owner is this one now: rules may believe another source more than staff
 */
export async function assignOwner(
  trx: Trx,
  ctx: Ctx,
  ids: readonly number[],
  ownerId: number | null,
  { staffId, nextId, seals }: OwnerAssignment,
): Promise<number[]> {
  await lockRows(trx, 'customer', ids);
  const states = [...(await loadStates(trx, ids, seals)).values()].filter(
    ({ row }) => row.status === 'ACTIVE' && row.owner_id !== ownerId,
  );
  if (states.length === 0) return [];
  const document: SourceDocument = { fields: { OWNER: { value: ownerId === null ? null : String(ownerId) } } };
  await addRecords(
    trx,
    ctx,
    states.map((state) => ({ id: nextId(), state, sourceId: staffId, document })),
    seals,
  );
  const changed = states.map(({ row }) => row.id);
  await recompute(trx, changed, { rules: await loadRules(trx), at: ctx.now(), nextId, seals });
  const now = await trx.selectFrom('customer').select(['id', 'owner_id']).where('id', 'in', changed).execute();
  const given = now.filter(({ owner_id }) => owner_id === ownerId).map(({ id }) => id);
  for (const id of given)
    await publish(trx, ctx, { type: 'customer.updated', objectId: id, payload: { fields: ['OWNER'] } });
  return given;
}
