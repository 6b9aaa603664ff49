import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { FoundPair } from './questions.ts';

const COLUMNS = ['customer_id', 'other_id', 'id', 'run_id', 'kind', 'weight', 'fields', 'state', 'found_at'] as const;
const THOUSANDTHS = 1_000;

/** Writes found pairs down; of those that are known only what was learned anew changes, never what people decided. */
export async function writePairs(trx: Trx, ctx: Ctx, runId: number, pairs: readonly FoundPair[]): Promise<void> {
  const known = await knownPairs(trx, pairs);
  const there = await stillThere(trx, pairs);
  const fresh: unknown[][] = [];
  for (const { kind, customerId, otherId, weight, fields } of pairs) {
    if (!there.has(customerId) || !there.has(otherId)) continue;
    const id = known.get(`${customerId} ${otherId}`);
    const weighed = { weight: Math.round(weight * THOUSANDTHS), fields: packFields(fields) };
    if (id === undefined) {
      const row = [
        customerId,
        otherId,
        ctx.db.ids.take(),
        runId,
        kind,
        weighed.weight,
        weighed.fields,
        'OPEN',
        ctx.now(),
      ];
      fresh.push(row);
      continue;
    }
    await trx
      .updateTable('match_pair')
      .set({ run_id: runId, ...weighed })
      .where('id', '=', id)
      .execute();
  }
  if (fresh.length > 0) await bulkInsert(trx, 'match_pair', COLUMNS, fresh);
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

async function knownPairs(trx: Trx, pairs: readonly FoundPair[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('match_pair')
    .select(['id', 'customer_id', 'other_id'])
    .where('customer_id', 'in', [...new Set(pairs.map(({ customerId }) => customerId))])
    .execute();
  return new Map(rows.map((row) => [`${row.customer_id} ${row.other_id}`, row.id]));
}

/** What is kept of why: field, level, weight and rarity, in thousandths of bits. */
export type PackedField = readonly [field: string, level: string, weight: number, rarity: number];

function packFields(fields: FoundPair['fields']): string {
  const packed = fields.flatMap(({ field, level, weight, rarity }): PackedField[] =>
    level === undefined ? [] : [[field, level, Math.round(weight * THOUSANDTHS), Math.round(rarity * THOUSANDTHS)]],
  );
  return JSON.stringify(packed);
}
