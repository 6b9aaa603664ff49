import type { AuditAction, AuditObjectType } from '@dossier/shared/audit';
import type { Ctx } from '../../platform/context/context.ts';
import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Trx } from '../../platform/database/tables.ts';

const LONGEST_NAME = 120;
const LONGEST_REASON = 300;

/** Something that was done or refused, or sensitive that was read. */
export interface NewAuditEntry {
  /** What was done to what kind of thing. */
  readonly action: AuditAction;
  readonly objectType: AuditObjectType;
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
  await recordAudits(trx, ctx, [entry]);
}

/** As {@link recordAudit}, for several at once: one insert; takes a key for each. */
export async function recordAudits(trx: Trx, ctx: Ctx, entries: readonly NewAuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => [ctx.db.ids.take(), ...auditRow(ctx, entry)]);
  await bulkInsert(trx, 'audit_entry', AUDIT_COLUMNS, rows);
}

/**
 * What stands in the table for an entry, but for its key: the values of {@link AUDIT_COLUMNS} after the first. What is done under
 * break-glass says so.
 */
export function auditRow(ctx: Ctx, entry: NewAuditEntry): unknown[] {
  const { breakGlass } = ctx.access;
  const detail = breakGlass
    ? { ...entry.detail, breakGlass: ctx.publicIds.encode('brk', breakGlass.id) }
    : entry.detail;
  return [
    null,
    ctx.now(),
    ctx.actor.kind,
    ctx.actor.userId,
    ctx.actor.name.slice(0, LONGEST_NAME),
    entry.action,
    entry.objectType,
    entry.objectId ?? null,
    JSON.stringify(entry.fields ?? []),
    detail === undefined ? null : JSON.stringify(detail),
    entry.reason?.slice(0, LONGEST_REASON) ?? null,
    ctx.requestId,
    null,
    null,
  ];
}

/** Writes down something that was done or asked and changes nothing else. */
export async function recordAlone(ctx: Ctx, entry: NewAuditEntry): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => await recordAudit(trx, ctx, entry));
}

/** The columns of an entry in the order in which they are written; the links come last. */
export const AUDIT_COLUMNS = [
  'id',
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'object_type',
  'object_id',
  'fields',
  'detail',
  'reason',
  'request_id',
  'prev_hash',
  'hash',
] as const;
