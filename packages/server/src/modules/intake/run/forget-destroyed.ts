import type { Trx } from '../../../platform/database/tables.ts';

/**
 * Marks files, imports and exports whose keys were destroyed as what they are, after an older database was put back: nothing
 * that is sealed of them can be opened. Returns how many files there were.
 */
export async function forgetDestroyed(trx: Trx, ids: readonly number[]): Promise<number> {
  const keys = [...ids];
  const { numUpdatedRows } = await trx
    .updateTable('uploaded_file')
    .set({ state: 'PURGED', detection: null })
    .where('id', 'in', keys)
    .where('state', 'not in', ['PURGED', 'REFUSED'])
    .executeTakeFirst();
  await trx.deleteFrom('import_rejected_row').where('import_id', 'in', keys).execute();
  await trx.updateTable('import_run').set({ dry_run_samples: null }).where('id', 'in', keys).execute();
  await trx.updateTable('export_run').set({ selection: null, file_size: null }).where('id', 'in', keys).execute();
  return Number(numUpdatedRows);
}
