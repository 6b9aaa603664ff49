import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { toImport } from '../run/import.repository.ts';
import type { ImportState } from '../run/import-state.ts';
import { countRejections, listRejections } from '../run/rejected-row.repository.ts';
import { rowMessage } from '../run/row-message.ts';
import type { RejectedRow } from './file.type.ts';
import { type Import, type RejectedRowConnection, toImportType } from './import.type.ts';

/** What a list of imports is asked for. */
export interface ImportListArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly states?: readonly ImportState[] | null;
}

/** Imports, newest first. */
export async function listImports(
  ctx: Ctx,
  args: ImportListArgs,
): Promise<Page<Import> & { totalCount: () => Promise<number> }> {
  const request = pageRequest(ctx, 'imports', args);
  const states = args.states ?? [];
  let query = ctx.db.read.selectFrom('import_run').selectAll();
  if (states.length > 0) query = query.where('state', 'in', [...states]);
  if (request.after) {
    const [at = 0, id = 0] = request.after.map(Number);
    query = query.where('created_at', '<=', at).where((eb) => eb.or([eb('created_at', '<', at), eb('id', '<', id)]));
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(request.first + 1)
    .execute();
  const page = toPage(
    ctx,
    request,
    rows.map((row) => toImportType(toImport(row))),
    ({ record }) => [record.createdAt, record.id],
  );
  return { ...page, totalCount: async () => await countImports(ctx, states) };
}

async function countImports(ctx: Ctx, states: readonly ImportState[]): Promise<number> {
  let query = ctx.db.read.selectFrom('import_run').select((eb) => eb.fn.countAll<number>().as('n'));
  if (states.length > 0) query = query.where('state', 'in', [...states]);
  return Number((await query.executeTakeFirstOrThrow()).n);
}

/** Rejected rows of an import, in the order of the file. */
export async function listRejectedRows(
  ctx: Ctx,
  importId: number,
  args: { first?: number | null; after?: string | null },
): Promise<RejectedRowConnection> {
  const request = pageRequest(ctx, `rejected/${importId}`, args);
  const rows = await listRejections(ctx, importId, {
    afterLine: Number(request.after?.[0] ?? 0),
    limit: request.first + 1,
  });
  const shown = rows.map(({ line, column, code, params, cells }): RejectedRow => ({
    row: line,
    column,
    code,
    message: rowMessage(code, params, ctx.locale),
    cells,
  }));
  const page = toPage(ctx, request, shown, ({ row }) => [row]);
  return {
    nodes: [...page.nodes],
    pageInfo: page.pageInfo,
    totalCount: async () => await countRejections(ctx.db.read, importId),
  };
}
