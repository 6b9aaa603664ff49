import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../platform/database/tables.ts';
import type { CustodyChange } from './custody.ts';

const COLUMNS = ['item_key', 'operation_id', 'kind', 'from_customer', 'to_customer', 'at'] as const;

/** A thing that was found to be another customer's. */
export interface Move {
  readonly kind: 'RECORD' | 'ORDER';
  readonly itemKey: number;
  readonly from: number;
  readonly to: number;
}

/** A move with its instant, and the operation that it was part of. */
export interface PastMove extends Move {
  readonly at: number;
  readonly operationId: number;
}

/** Keeps what went from whom to whom. */
export async function noteMoves(trx: Trx, moves: readonly Move[], { operationId, at }: CustodyChange): Promise<void> {
  const rows = moves.map(({ kind, itemKey, from, to }) => [itemKey, operationId, kind, from, to, at]);
  await bulkInsert(trx, 'custody_move', COLUMNS, rows);
}

/**
 * All moves of the things that ever went from or to these customers, in order of time: also the later ones among others, since what was
 * split off can be split off again.
 */
export async function movesOf(db: Queryable, customerIds: readonly number[]): Promise<PastMove[]> {
  if (customerIds.length === 0) return [];
  const things = db
    .selectFrom('custody_move')
    .select('item_key')
    .where((eb) => eb.or([eb('from_customer', 'in', [...customerIds]), eb('to_customer', 'in', [...customerIds])]));
  const rows = await db
    .selectFrom('custody_move')
    .select(['item_key', 'kind', 'from_customer', 'to_customer', 'at', 'operation_id'])
    .where('item_key', 'in', things)
    .orderBy('at')
    .orderBy('operation_id')
    .execute();
  return rows.map((row) => ({
    // Only noteMoves writes them.
    kind: row.kind as Move['kind'],
    itemKey: row.item_key,
    from: row.from_customer,
    to: row.to_customer,
    at: row.at,
    operationId: row.operation_id,
  }));
}

/** Whose a thing was at an instant: the one it first went away from since, or else whose it is now. */
export function subjectAt(
  moves: readonly PastMove[],
  item: { readonly key: number; readonly subject: number },
  at: number,
): number {
  return moves.find((move) => move.itemKey === item.key && move.at > at)?.from ?? item.subject;
}
