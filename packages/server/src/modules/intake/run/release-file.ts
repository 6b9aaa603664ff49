import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables, Trx } from '../../../platform/database/tables.ts';
import type { ImportState } from './import-state.ts';

/** Imports that read their file no more unless somebody resumes them. */
const RESTING: readonly ImportState[] = ['DONE', 'CANCELLED', 'FAILED', 'PAUSED', 'UNDONE'];
/** Before every import. */
const NEVER = -1;

/** The condition on imports that have been resting since before `before` (ms). */
export function restingSince(eb: ExpressionBuilder<Tables, 'import_run'>, before: number): Expression<SqlBool> {
  const since = eb.fn.coalesce('import_run.finished_at', 'import_run.started_at', 'import_run.created_at');
  return eb.and([eb('import_run.state', 'in', [...RESTING]), eb(since, '<', before)]);
}

/**
 * Marks a file as no longer needed unless an import of it other than `importId` is left that is not purged, and that has not
 * been resting since before `before`. Returns whether it was marked: its bytes are then the caller's to destroy, once the
 * transaction is committed.
 */
export async function releaseFile(trx: Trx, fileId: number, importId: number, before = NEVER): Promise<boolean> {
  const left = await trx
    .selectFrom('import_run')
    .select('id')
    .where('file_id', '=', fileId)
    .where('id', '<>', importId)
    .where('state', '<>', 'PURGED')
    .where((eb) => eb.not(restingSince(eb, before)))
    .limit(1)
    .execute();
  if (left.length > 0) return false;
  await trx.updateTable('uploaded_file').set({ state: 'PURGED', detection: null }).where('id', '=', fileId).execute();
  return true;
}
