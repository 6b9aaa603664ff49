import type { Trx } from '../../../platform/database/tables.ts';
import { chooseGolden } from '../survivorship/choose.ts';
import type { Seals } from '../sealed/seals.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { ensureTags } from '../tag/ensure-tags.ts';
import { settleDiscrepancies } from '../discrepancy/settle-discrepancies.ts';
import { loadStates } from './customer-state.ts';
import { planChange, writeChanges } from './write-changes.ts';

/** Primary keys that recomputing one customer can need at most: one for each list item that is shown again. */
export const KEYS_PER_RECOMPUTE = 40;

/**
 * Chooses anew what these customers show, from their records in force, and writes what differs. Returns the customers
 * that look different now and those left without any record.
 */
export async function recompute(
  trx: Trx,
  ids: readonly number[],
  of: { rules: SurvivorshipRules; at: number; nextId: () => number; seals: Seals },
): Promise<{ changed: number[]; bare: number[] }> {
  const states = [...(await loadStates(trx, ids, of.seals)).values()];
  const tagIdOf = await ensureTags(trx, {
    names: states.flatMap(({ records }) => records.flatMap(({ document }) => document.tags ?? [])),
    at: of.at,
    nextId: of.nextId,
    dryRun: false,
  });
  const changes = states.map((state) =>
    planChange(state, chooseGolden(state.records, of.rules), { isNew: false, at: of.at, nextId: of.nextId, tagIdOf }),
  );
  await writeChanges(trx, changes, of.seals);
  const heard = states.map(({ row, records }) => ({ customerId: row.id, records }));
  await settleDiscrepancies(trx, heard, of.at);
  return {
    changed: changes.filter(({ isChanged }) => isChanged).map(({ after }) => after.id),
    bare: states.filter(({ records }) => records.length === 0).map(({ row }) => row.id),
  };
}
