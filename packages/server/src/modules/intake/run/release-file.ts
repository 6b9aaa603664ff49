import type { Trx } from '../../../platform/database/tables.ts';

/**
 * Marks a file as no longer needed unless an import of it other than `importId` is left that is not purged. Returns whether it was marked: its
 * bytes are then the caller's to remove, once the transaction is committed.
 */
export async function releaseFile(trx: Trx, fileId: number, importId: number): Promise<boolean> {
  const left = await trx
    .selectFrom('import_run')
    .select('id')
    .where('file_id', '=', fileId)
    .where('id', '<>', importId)
    .where('state', '<>', 'PURGED')
    .limit(1)
    .execute();
  if (left.length > 0) return false;
  await trx.updateTable('uploaded_file').set({ state: 'PURGED', detection: null }).where('id', '=', fileId).execute();
  return true;
}
