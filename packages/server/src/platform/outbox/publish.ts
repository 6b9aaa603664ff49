import type { Ctx } from '../context/context.ts';
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
  await trx
    .insertInto('outbox_event')
    .values({
      id: ctx.db.ids.take(),
      seq: null,
      at: ctx.now(),
      type: event.type,
      object_id: event.objectId ?? null,
      payload: JSON.stringify(event.payload ?? {}),
    })
    .execute();
}
