import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { isOfDocuments } from '../review/document-weight.ts';
import type { FoundPair } from './questions.ts';

const COLUMNS = [
  'customer_id',
  'other_id',
  'id',
  'run_id',
  'kind',
  'weight',
  'open_weight',
  'fields',
  'state',
  'found_at',
] as const;
const KEY = ['customer_id', 'other_id'] as const;
const LEARNED = ['run_id', 'weight', 'open_weight', 'fields'] as const;
const THOUSANDTHS = 1_000;

/** Writes found pairs down; of those that are known only what was learned anew changes, never what people decided. */
export async function writePairs(trx: Trx, ctx: Ctx, runId: number, pairs: readonly FoundPair[]): Promise<void> {
  const there = await stillThere(trx, pairs);
  const rows = pairs
    .filter(({ customerId, otherId }) => there.has(customerId) && there.has(otherId))
    .map(({ kind, customerId, otherId, weight, fields }) => [
      customerId,
      otherId,
      ctx.db.ids.take(),
      runId,
      kind,
      Math.round(weight * THOUSANDTHS),
      Math.round((weight - bitsOfDocuments(fields)) * THOUSANDTHS),
      packFields(fields),
      'OPEN',
      ctx.now(),
    ]);
  await bulkUpsert(trx, 'match_pair', COLUMNS, KEY, rows, LEARNED);
}

function bitsOfDocuments(fields: FoundPair['fields']): number {
  return fields.reduce((sum, { field, weight }) => (isOfDocuments(field) ? sum + weight : sum), 0);
}

/** Customers of these pairs who were not erased since they were compared. */
async function stillThere(trx: Trx, pairs: readonly FoundPair[]): Promise<Set<number>> {
  const ids = new Set(pairs.flatMap(({ customerId, otherId }) => [customerId, otherId]));
  const rows = await trx
    .selectFrom('customer')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What is kept of why: field, level, weight and rarity, in thousandths of bits. */
export type PackedField = readonly [field: string, level: string, weight: number, rarity: number];

function packFields(fields: FoundPair['fields']): string {
  const packed = fields.flatMap(({ field, level, weight, rarity }): PackedField[] =>
    level === undefined ? [] : [[field, level, Math.round(weight * THOUSANDTHS), Math.round(rarity * THOUSANDTHS)]],
  );
  return JSON.stringify(packed);
}
