import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';

/** Keeps that these customers have a status from now on. */
export async function noteStatus(
  trx: Trx,
  customerIds: readonly number[],
  status: string,
  { at, actorId }: { readonly at: number; readonly actorId: number | null },
): Promise<void> {
  const rows = customerIds.map((id) => [id, at, status, actorId]);
  await bulkUpsert(trx, 'status_change', ['customer_id', 'at', 'status', 'actor_id'], ['customer_id', 'at'], rows);
}
