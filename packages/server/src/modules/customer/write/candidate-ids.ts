import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { IncomingBatch } from '../incoming.ts';
import { loadCandidates } from './match-candidates.ts';
import { recognise } from './recognise.ts';

/** Every existing customer that the records of a batch could be recognised as: what a rehearsal of it must know. */
export async function candidateIds(trx: Trx, batch: IncomingBatch, blind: BlindIndex): Promise<number[]> {
  const recognised = await recognise(trx, batch, blind);
  const candidatesOf = await loadCandidates(trx, batch, blind);
  const chosen = [...recognised.values()].flatMap((found) => (found.kind === 'existing' ? [found.customerId] : []));
  const candidates = batch.records.flatMap((record) => candidatesOf(record).map(({ customerId }) => customerId));
  return [...new Set([...chosen, ...candidates])];
}
