import type { Ctx } from '../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../platform/graphql/connection.ts';
import { type AuditEntry, toAuditEntry } from './audit-entry.type.ts';
import { type AuditConditions, listAuditEntries } from './audit.repository.ts';

/** A page of entries as the API shows them, newest first; an empty one without conditions, since nothing could meet them. */
export async function auditEntryPage(
  ctx: Ctx,
  conditions: AuditConditions | undefined,
  { scope, ...args }: { readonly scope: string; readonly first: number; readonly after: string | null },
): Promise<Page<AuditEntry>> {
  const page = pageRequest(ctx, scope, args);
  const rows = conditions ? await listAuditEntries(ctx, conditions, page) : [];
  const shown = toPage(ctx, page, rows, (row) => [row.at, row.id]);
  return {
    ...shown,
    nodes: shown.nodes.map((row) => toAuditEntry(ctx, row)),
    edges: shown.edges.map(({ node, cursor }) => ({ node: toAuditEntry(ctx, node), cursor })),
  };
}
