import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { IncomingBatch } from '../incoming.ts';
import { loadCandidates } from './match-candidates.ts';
import { recognise } from './recognise.ts';

/** Every existing customer that the records of a batch could be recognised as: what a rehearsal of it must know. */
export async function candidateIds(ctx: Ctx, trx: Trx, batch: IncomingBatch): Promise<number[]> {
  const recognised = await recognise(ctx, trx, batch);
  const candidatesOf = await loadCandidates(trx, batch);
  const chosen = [...recognised.values()].flatMap((found) => (found.kind === 'existing' ? [found.customerId] : []));
  return [...new Set([...chosen, ...batch.records.flatMap(candidatesOf)])];
}
