import type { AuditAction } from '@dossier/shared/audit';
import type { Queryable } from '../../platform/database/tables.ts';

/** Whether somebody did something to a user since an instant (ms). By the key of the object: one look at an index. */
export async function hasDone(
  db: Queryable,
  of: { readonly actorId: number; readonly action: AuditAction; readonly userId: number; readonly since: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('audit_entry')
    .select('id')
    .where('object_id', '=', of.userId)
    .where('at', '>', of.since)
    .where('object_type', '=', 'user')
    .where('action', '=', of.action)
    .where('actor_id', '=', of.actorId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
