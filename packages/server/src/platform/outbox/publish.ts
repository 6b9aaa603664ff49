import type { Ctx } from '../context/context.ts';
import { bulkInsert } from '../database/bulk-insert.ts';
import type { Trx } from '../database/tables.ts';

/** Something that happened, for whoever it concerns. */
export interface NewEvent {
  /** For example `customer.created`: the thing and the verb in the past. Never renamed, since rows carry it. */
  readonly type: string;
  /** The key of what it is about. */
  readonly objectId?: number;
  /** Plain JSON: keys and codes, never personal values, since events outlive them. */
  readonly payload?: object;
}

/** Writes an event in the caller's transaction: it happened if and only if that commits. */
export async function publish(trx: Trx, ctx: Ctx, event: NewEvent): Promise<void> {
  const { type, objectId, payload } = event;
  await bulkInsert(trx, 'outbox_event', COLUMNS, [
    [ctx.db.ids.take(), null, ctx.now(), type, objectId ?? null, JSON.stringify(payload ?? {})],
  ]);
}

const COLUMNS = ['id', 'seq', 'at', 'type', 'object_id', 'payload'] as const;
