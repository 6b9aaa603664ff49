import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { countMovable, moveOrders } from '../../activity/index.ts';
import type { MovedCounts } from '../../custody/index.ts';
import { countRecords, type Repointing, repointCustomer } from '../../customer/index.ts';
import { countConsents, repointConsents } from '../../privacy/index.ts';
import { moveRelationshipsOfSubjects } from '../../relationship/index.ts';

/** So many orders go along in the operation's own transaction; a job brings the others after, without a gap in between. */
export const ORDERS_AT_ONCE = 2_000;

/** The kind of the job that brings orders after. */
export const BRING_ORDERS_JOB = 'customer.bringOrders';

/** What the job is told. */
export interface BringOrders {
  readonly operationId: number;
  readonly from: readonly number[];
}

/** What went along. */
export interface Carried {
  readonly moved: MovedCounts;
  /** MOVING when there are more orders than go along at once. */
  readonly state: 'DONE' | 'MOVING';
}

/**
 * Lets everything of some subjects follow them to where custody says they are now: records, shares and cases, consents, relationships, orders.
 * Whoever adds a table with things of customers adds it here; each module has a door that gives from one to another what was
 * collected for some subjects.
 */
export async function carryOver(trx: Trx, ctx: Ctx, operationId: number, all: readonly Repointing[]): Promise<Carried> {
  const moved = { records: 0, orders: 0, consents: 0 };
  for (const repointing of all) {
    moved.records += await repointCustomer(trx, repointing);
    moved.consents += await repointConsents(trx, ctx, repointing);
    const { from, subjects, to } = repointing;
    await moveRelationshipsOfSubjects(trx, from, subjects, to);
  }
  let room = ORDERS_AT_ONCE;
  for (const { from, subjects } of all) {
    const brought = await moveOrders(trx, { from, subjects, limit: room });
    moved.orders += brought;
    room -= brought;
    if (room === 0) break;
  }
  if (room > 0) return { moved, state: 'DONE' };
  const payload: BringOrders = { operationId, from: all.map(({ from }) => from) };
  // What was begun with somebody's rights is brought to its end without them.
  await enqueue(trx, { ...ctx, actor: SYSTEM }, { kind: BRING_ORDERS_JOB, payload });
  return { moved, state: 'MOVING' };
}

/** How many of what would go along: what `carryOver` counts, also what belongs to imports that were undone, which may be given back. */
export async function countCarried(db: Queryable, all: readonly Repointing[]): Promise<MovedCounts> {
  const moved = { records: 0, orders: 0, consents: 0 };
  for (const repointing of all) {
    moved.records += await countRecords(db, repointing);
    moved.orders += await countMovable(db, repointing);
    moved.consents += await countConsents(db, repointing);
  }
  return moved;
}
