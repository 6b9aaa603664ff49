import { DENIALS } from '@dossier/shared/audit';
import { sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { PageRequest } from '../../platform/graphql/connection.ts';
import type { AuditRow } from './audit-chain.ts';

/** Which entries; all that is given must hold. Keys are the database's. */
export interface AuditConditions {
  readonly actorId?: number;
  readonly action?: string;
  readonly decision?: 'ALLOWED' | 'DENIED';
  readonly objectId?: number;
  readonly from?: number;
  readonly to?: number;
  /** Done under this break-glass: its public id. Looked for in the entries that the rest lets through. */
  readonly breakGlass?: string;
}

/** Entries, newest first: one more than the page holds, if there are more. */
export async function listAuditEntries(ctx: Ctx, wanted: AuditConditions, page: PageRequest): Promise<AuditRow[]> {
  let query = ctx.db.read.selectFrom('audit_entry').selectAll().orderBy('at', 'desc').orderBy('id', 'desc');
  if (wanted.actorId !== undefined) query = query.where('actor_id', '=', wanted.actorId);
  if (wanted.action !== undefined) query = query.where('action', '=', wanted.action);
  if (wanted.decision !== undefined)
    query = query.where('action', wanted.decision === 'DENIED' ? 'in' : 'not in', [...DENIALS]);
  if (wanted.objectId !== undefined) query = query.where('object_id', '=', wanted.objectId);
  if (wanted.from !== undefined) query = query.where('at', '>=', wanted.from);
  if (wanted.to !== undefined) query = query.where('at', '<', wanted.to);
  if (wanted.breakGlass !== undefined)
    query = query.where(sql<SqlBool>`instr(detail, ${`"breakGlass":"${wanted.breakGlass}"`}) > 0`);
  if (page.after) {
    const [at, id] = page.after.map(Number);
    if (at !== undefined && id !== undefined) {
      query = query
        .where('at', '<=', at)
        .where((eb) => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]));
    }
  }
  return await query.limit(page.first + 1).execute();
}
