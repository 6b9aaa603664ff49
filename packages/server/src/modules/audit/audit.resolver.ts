import { Arg, Ctx as FromContext, Int, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import type { Page } from '../../platform/graphql/connection.ts';
import { auditEntryPage } from './audit-entry-page.ts';
import { AuditConnection, type AuditEntry, AuditFilter } from './audit-entry.type.ts';
import type { AuditConditions } from './audit.repository.ts';

/** The audit log, to be read. */
@Resolver()
export class AuditResolver {
  @Query(() => AuditConnection, { description: 'What was done, newest first. Needs AUDIT_READ.' })
  async auditEntries(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which ones; all when absent.' })
    filter: AuditFilter | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<AuditEntry>> {
    return await auditEntryPage(ctx, toConditions(ctx, filter), { scope: 'audit', first, after });
  }
}

/** Undefined when nothing can meet the filter, since it names something that does not exist. */
function toConditions(ctx: Ctx, filter: AuditFilter | null): AuditConditions | undefined {
  const actorId =
    filter?.actorId == null
      ? undefined
      : (ctx.publicIds.decode('usr', filter.actorId) ?? ctx.publicIds.decode('app', filter.actorId));
  const objectId = filter?.objectId == null ? undefined : ctx.publicIds.decodeAny(filter.objectId)?.id;
  if (filter?.actorId != null && actorId === undefined) return undefined;
  if (filter?.objectId != null && objectId === undefined) return undefined;
  return {
    ...(actorId === undefined ? {} : { actorId }),
    ...(objectId === undefined ? {} : { objectId }),
    ...(filter?.action == null ? {} : { action: filter.action }),
    ...(filter?.decision == null ? {} : { decision: filter.decision }),
    ...(filter?.from == null ? {} : { from: filter.from }),
    ...(filter?.to == null ? {} : { to: filter.to }),
  };
}
