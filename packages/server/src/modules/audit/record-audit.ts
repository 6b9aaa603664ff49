import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';

const LONGEST_NAME = 120;
const LONGEST_REASON = 300;

/** Something that was done or refused, or sensitive that was read. */
export interface NewAuditEntry {
  /** The thing and the verb, for example `customer.update`. */
  readonly action: string;
  /** The kind of thing, for example `customer`. */
  readonly objectType: string;
  readonly objectId?: number;
  /** Names of the fields concerned; values live in the records of facts only. */
  readonly fields?: readonly string[];
  /** Counts and digests of a batch; no values of customers. */
  readonly detail?: object;
  /** Why, in the words of the person who did it. */
  readonly reason?: string;
}

/**
 * Writes who did what, in the transaction that did it. The entry's place in the chain follows within a second after the
 * commit. One insert; takes one key with `ids.take()`, so it needs no `ids.ensure` inside `db.transaction`.
 */
export async function recordAudit(trx: Trx, ctx: Ctx, entry: NewAuditEntry): Promise<void> {
  await trx
    .insertInto('audit_entry')
    .values({
      id: ctx.db.ids.take(),
      seq: null,
      at: ctx.now(),
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.userId,
      actor_name: ctx.actor.name.slice(0, LONGEST_NAME),
      action: entry.action,
      object_type: entry.objectType,
      object_id: entry.objectId ?? null,
      fields: JSON.stringify(entry.fields ?? []),
      detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
      reason: entry.reason?.slice(0, LONGEST_REASON) ?? null,
      request_id: ctx.requestId,
      prev_hash: null,
      hash: null,
    })
    .execute();
}
