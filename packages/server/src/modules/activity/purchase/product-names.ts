import { lockRows } from '../../../platform/database/lock-rows.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { eachPart } from './read-parts.ts';

const NAMES_PER_STEP = 500;
const COLUMNS = ['product_id', 'import_id', 'revision', 'name', 'retracted'] as const;

/** A name that an import gives to a product; `revision` is a key that ascends with time. */
export interface GivenName {
  readonly productId: number;
  readonly revision: number;
  readonly name: string;
}

/** Keeps what an import calls products that it had not named before, and shows it where no older name counts. */
export async function addProductNames(trx: Trx, importId: number, names: readonly GivenName[]): Promise<void> {
  if (names.length === 0) return;
  const ids = names.map(({ productId }) => productId);
  await lockRows(trx, 'product', ids);
  await bulkInsert(
    trx,
    'product_name',
    COLUMNS,
    names.map(({ productId, revision, name }) => [productId, importId, revision, name, 0]),
    { onConflict: 'skip' },
  );
  await showOldestNames(trx, ids);
}

/** Takes back or gives back up to 500 of an import's names. Returns whether that were all. */
export async function setNamesRetracted(trx: Trx, importId: number, retracted: 0 | 1): Promise<boolean> {
  const rows = await trx
    .selectFrom('product_name')
    .select('product_id')
    .where('import_id', '=', importId)
    .where('retracted', '<>', retracted)
    .limit(NAMES_PER_STEP)
    .execute();
  const ids = rows.map(({ product_id }) => product_id);
  await lockRows(trx, 'product', ids);
  await eachPart(ids, (part) =>
    trx
      .updateTable('product_name')
      .set({ retracted })
      .where('product_id', 'in', part)
      .where('import_id', '=', importId)
      .execute(),
  );
  await showOldestNames(trx, ids);
  return ids.length < NAMES_PER_STEP;
}

// Their rows are locked: another import or undo that changes their names waits, and then sees these.
async function showOldestNames(trx: Trx, productIds: readonly number[]): Promise<void> {
  await eachPart(productIds, (part) =>
    trx
      .updateTable('product')
      .set(({ selectFrom }) => ({
        name: selectFrom('product_name')
          .select('product_name.name')
          .whereRef('product_name.product_id', '=', 'product.id')
          .where('product_name.retracted', '=', 0)
          .orderBy('product_name.revision')
          .limit(1),
      }))
      .where('id', 'in', part)
      .execute(),
  );
}
