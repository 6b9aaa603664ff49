import type { Ctx } from '../../../platform/context/context.ts';
import { openOwn, sealOwn } from '../../../platform/crypto/key-store/own-key.ts';
import type { DataKey } from '../../../platform/crypto/sealing/envelope.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import type { Rejection } from '../rows/plan.ts';
import { REJECTED_ROW } from './sealed-columns.ts';

const LONGEST_COLUMN = 200;
const ERASED_AT_ONCE = 1_000;

/** A rejected row as it is stored, with its JSON read. */
export interface RejectedRowRecord {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly cells: readonly string[];
}

/** What is sealed of a rejected row. */
type SealedPart = Pick<RejectedRowRecord, 'params' | 'cells'>;

/** Keeps the rejected rows of a batch, sealed with the import's key. */
export async function keepRejections(
  trx: Trx,
  importId: number,
  key: DataKey,
  rejections: readonly Rejection[],
): Promise<void> {
  // One reason per row; the first found is told.
  const byLine = new Map<number, Rejection>();
  for (const rejection of rejections) if (!byLine.has(rejection.line)) byLine.set(rejection.line, rejection);
  await bulkInsert(
    trx,
    'import_rejected_row',
    ['import_id', 'line', 'column_name', 'code', 'sealed'],
    [...byLine.values()].map(({ line, column, code, params, cells }) => [
      importId,
      line,
      column?.slice(0, LONGEST_COLUMN) ?? null,
      code,
      sealOwn(key, { at: REJECTED_ROW, rowId: line, subjectId: importId }, { params: params ?? {}, cells }),
    ]),
  );
}

/** Rejected rows of an import in the order of the file, after a line; without cells once its key was destroyed. */
export async function listRejections(
  ctx: Pick<Ctx, 'db' | 'keyStore'>,
  importId: number,
  page: { afterLine: number; limit: number },
): Promise<RejectedRowRecord[]> {
  const rows = await ctx.db.heavy
    .selectFrom('import_rejected_row')
    .selectAll()
    .where('import_id', '=', importId)
    .where('line', '>', page.afterLine)
    .orderBy('line')
    .limit(page.limit)
    .execute();
  if (rows.length === 0) return [];
  const open = await openOwn(ctx.keyStore, REJECTED_ROW, importId, 'REJECTED_ROWS');
  return rows.map(({ line, column_name: column, code, sealed }) => {
    // Written above from a value of this type.
    const { params, cells } = (open(line, sealed) as SealedPart | undefined) ?? { params: {}, cells: [] };
    return { line, column, code, params, cells };
  });
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

/** Removes the first rejected rows of an import. Returns how many, and the last of them; null when none were left. */
export async function eraseRejections(trx: Trx, importId: number): Promise<{ rows: number; lastLine: number } | null> {
  const rows = await trx
    .selectFrom('import_rejected_row')
    .select('line')
    .where('import_id', '=', importId)
    .orderBy('line')
    .limit(ERASED_AT_ONCE)
    .execute();
  const last = rows.at(-1);
  if (!last) return null;
  await trx
    .deleteFrom('import_rejected_row')
    .where('import_id', '=', importId)
    .where('line', '<=', last.line)
    .execute();
  return { rows: rows.length, lastLine: last.line };
}
