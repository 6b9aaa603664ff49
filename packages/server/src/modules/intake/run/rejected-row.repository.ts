import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import type { Rejection } from '../rows/plan.ts';

const LONGEST_COLUMN = 200;

/** A rejected row as it is stored, with its JSON read. */
export interface RejectedRowRecord {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly cells: readonly string[];
}

/** Keeps the rejected rows of a batch. */
export async function keepRejections(trx: Trx, importId: number, rejections: readonly Rejection[]): Promise<void> {
  // One reason per row; the first found is told.
  const byLine = new Map<number, Rejection>();
  for (const rejection of rejections) if (!byLine.has(rejection.line)) byLine.set(rejection.line, rejection);
  await bulkInsert(
    trx,
    'import_rejected_row',
    ['import_id', 'line', 'column_name', 'code', 'params', 'cells'],
    [...byLine.values()].map(({ line, column, code, params, cells }) => [
      importId,
      line,
      column?.slice(0, LONGEST_COLUMN) ?? null,
      code,
      params ? JSON.stringify(params) : null,
      JSON.stringify(cells),
    ]),
  );
}

/** Rejected rows of an import in the order of the file, after a line. */
export async function listRejections(
  database: Queryable,
  importId: number,
  page: { afterLine: number; limit: number },
): Promise<RejectedRowRecord[]> {
  const rows = await database
    .selectFrom('import_rejected_row')
    .selectAll()
    .where('import_id', '=', importId)
    .where('line', '>', page.afterLine)
    .orderBy('line')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    line: row.line,
    column: row.column_name,
    code: row.code,
    // Written above from values of these types.
    params: row.params === null ? {} : (JSON.parse(row.params) as Record<string, string | number>),
    cells: JSON.parse(row.cells) as string[],
  }));
}

/** How many rows of an import were rejected. */
export async function countRejections(database: Queryable, importId: number): Promise<number> {
  const row = await database
    .selectFrom('import_rejected_row')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('import_id', '=', importId)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
