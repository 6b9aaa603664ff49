import type { Ctx } from '../../platform/context/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { createRowQueue, type RowQueue } from '../../platform/database/row-queue.ts';
import { nameError } from '../../platform/log/describe-error.ts';
import { AUDIT_COLUMNS, auditRow } from './record-audit.ts';

const LINGER_MS = 100;
const WINDOW_MS = 10 * 60_000;
/** So many refusals of one person are written within ten minutes by each process; the log is not filled by refusing more. */
const MOST_WRITTEN = 100;
const MOST_NAMED = 5;

interface Denials {
  readonly queue: RowQueue;
  readonly writing: Set<Promise<void>>;
  /** How many were written of whom since when. */
  readonly written: Map<number, { since: number; count: number }>;
}

const known = new WeakMap<Database, Denials>();

/**
 * Writes to the audit log what a member of staff was refused for want of a right, one entry for each request; the request does
 * not wait for it. A database that does not take it loses it: it was refused, and nothing was shown.
 */
export function noteDenials(ctx: Ctx): void {
  const { kind, userId } = ctx.actor;
  const { denials } = ctx.access;
  if (denials.length === 0 || (kind !== 'user' && kind !== 'token')) return;
  const ours = denialsOf(ctx.db);
  const before = ours.written.get(userId);
  const counted = before && ctx.now() - before.since < WINDOW_MS ? before : { since: ctx.now(), count: 0 };
  ours.written.set(userId, counted);
  if (++counted.count > MOST_WRITTEN) return;
  const row = auditRow(ctx, {
    action: 'access.denied',
    objectType: 'installation',
    fields: [...new Set(denials.flatMap(({ coordinates }) => coordinates))].slice(0, MOST_NAMED),
    detail: { code: [...new Set(denials.map(({ code }) => code))].join(' ') },
  });
  const writing = ours.queue
    .add(row)
    .catch((error: unknown) => {
      ctx.log.warn(
        { error: nameError(error), requestId: ctx.requestId },
        'a refusal could not be written to the audit log',
      );
    })
    .finally(() => ours.writing.delete(writing));
  ours.writing.add(writing);
}

/** Waits until everything noted so far was written. */
export async function denialsAreWritten(db: Database): Promise<void> {
  await Promise.all(known.get(db)?.writing ?? []);
}

function denialsOf(db: Database): Denials {
  let denials = known.get(db);
  if (!denials) {
    const write = async (rows: readonly (readonly unknown[])[]) => {
      await db.ids.ensure(rows.length);
      await db.append(
        'audit_entry',
        AUDIT_COLUMNS,
        rows.map((row) => [db.ids.take(), ...row]),
      );
    };
    known.set(db, (denials = { queue: createRowQueue(write, LINGER_MS), writing: new Set(), written: new Map() }));
  }
  return denials;
}
