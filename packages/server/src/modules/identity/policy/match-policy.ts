import { z } from 'zod';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';

/** What is done about customers who may be one, by the chance that they are. */
export interface MatchPolicy {
  /** Grows with every change; 0 before the first. */
  readonly version: number;
  /** From this chance on, customers are merged by themselves; null: never. */
  readonly mergeFrom: number | null;
  /** From this chance on, people are asked. */
  readonly reviewFrom: number;
  /** Groups of more customers than this are never merged by themselves. */
  readonly mostMembers: number;
  /** Whether customers are compared by themselves after imports. */
  readonly runAfterImports: boolean;
  /** Whether somebody looked at what merging by these rules comes to, and let it. Until then, each run asks. */
  readonly confirmed: boolean;
}

/** What holds before anybody sets anything: nobody is merged before somebody says so. */
export const DEFAULT_MATCH_POLICY: MatchPolicy = {
  version: 0,
  mergeFrom: null,
  reviewFrom: 0.05,
  mostMembers: 4,
  runAfterImports: true,
  confirmed: false,
};

const chance = z.number().gt(0).lt(1);
const stored = z
  .object({
    version: z.number().int(),
    mergeFrom: chance.nullable(),
    reviewFrom: chance,
    mostMembers: z.number().int(),
    runAfterImports: z.boolean(),
    confirmed: z.boolean(),
  })
  .strict();

/** The policy in force, as the given connection sees it. */
export async function readMatchPolicy(db: Queryable): Promise<MatchPolicy> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', NAME).executeTakeFirst();
  return row ? stored.parse(JSON.parse(row.value)) : DEFAULT_MATCH_POLICY;
}

/** Puts a policy in force in place of the one that it was made from. Refuses STALE when that is another by now. */
export async function replaceMatchPolicy(trx: Trx, before: MatchPolicy, after: MatchPolicy): Promise<void> {
  const value = JSON.stringify(after);
  const isFirst = before === DEFAULT_MATCH_POLICY;
  if (isFirst) return await bulkInsert(trx, 'setting', ['name', 'value'], [[NAME, value]]);
  const { numUpdatedRows } = await trx
    .updateTable('setting')
    .set({ value })
    .where('name', '=', NAME)
    .where('value', '=', JSON.stringify(before))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) refuse('STALE', ['input']);
}

const NAME = 'matchPolicy';
const THOUSANDTHS = 1_000;

/** The match weight that goes with a chance, in thousandths of bits, as pairs are kept. */
export function weightOfChance(probability: number): number {
  return Math.round(Math.log2(probability / (1 - probability)) * THOUSANDTHS);
}
