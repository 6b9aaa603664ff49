import type { Trx } from '../../../platform/database/tables.ts';
import { openDocument } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import { RECORD_COLUMNS, toRecordInForce } from '../source/pack-record.ts';
import { closedBy } from '../write/close-records.ts';
import { currentKey } from '../write/recognise.ts';

/**
 * Decides again which records of these customers are in force, and which holds its source's key, after some were taken
 * back or given again. Reads closed records too: what a retracted record had ended speaks again.
 */
export async function settleThreads(trx: Trx, customerIds: readonly number[], at: number, seals: Seals): Promise<void> {
  const rows = await trx
    .selectFrom('source_record')
    .select([...RECORD_COLUMNS, 'recorded_to', 'current_key'])
    .where('customer_id', 'in', [...customerIds])
    .where('retracted', '=', 0)
    .execute();
  seals.need(rows);
  const byCustomer = Map.groupBy(rows, ({ customer_id }) => customer_id);
  const opened: number[] = [];
  const closed: number[] = [];
  const newest = new Map<string, { id: number; recorded_from: number }>();
  for (const own of byCustomer.values()) {
    const isClosed = new Set(
      closedBy(own.map((row) => toRecordInForce({ ...row, document: openDocument(seals, row) }))),
    );
    for (const row of own) {
      if (isClosed.has(row.id) && row.recorded_to === null) closed.push(row.id);
      if (!isClosed.has(row.id) && row.recorded_to !== null) opened.push(row.id);
      if (row.external_id === null) continue;
      const key = currentKey(row.source_id, row.external_id);
      const known = newest.get(key);
      if (
        !known ||
        row.recorded_from > known.recorded_from ||
        (row.recorded_from === known.recorded_from && row.id > known.id)
      )
        newest.set(key, row);
    }
  }
  await setEnd(trx, customerIds, closed, at);
  await setEnd(trx, customerIds, opened, null);
  await giveKeys(trx, customerIds, rows, newest);
}

async function setEnd(
  trx: Trx,
  customerIds: readonly number[],
  ids: readonly number[],
  end: number | null,
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('source_record')
    .set({ recorded_to: end })
    .where('customer_id', 'in', [...customerIds])
    .where('id', 'in', [...ids])
    .execute();
}

async function giveKeys(
  trx: Trx,
  customerIds: readonly number[],
  rows: readonly { customer_id: number; id: number; current_key: string | null }[],
  newest: ReadonlyMap<string, { id: number }>,
): Promise<void> {
  const wanted = new Map([...newest].map(([key, { id }]) => [id, key]));
  const wrong = rows
    .filter(({ id, current_key }) => current_key !== null && wanted.get(id) !== current_key)
    .map(({ id }) => id);
  if (wrong.length > 0) {
    await trx
      .updateTable('source_record')
      .set({ current_key: null })
      .where('customer_id', 'in', [...customerIds])
      .where('id', 'in', wrong)
      .execute();
  }
  for (const row of rows) {
    const key = wanted.get(row.id);
    if (key === undefined || key === row.current_key) continue;
    // Another customer may have got this key of the source since: it keeps it.
    const taken = await trx.selectFrom('source_record').select('id').where('current_key', '=', key).executeTakeFirst();
    if (taken) continue;
    await trx
      .updateTable('source_record')
      .set({ current_key: key })
      .where('customer_id', '=', row.customer_id)
      .where('id', '=', row.id)
      .execute();
  }
}
