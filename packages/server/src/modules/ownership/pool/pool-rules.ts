import { z } from 'zod';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { type Refusal, Refused } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { writeSettings } from '../../dictionary/index.ts';

/** The rules of the public pool (公海): null means without limit, or never. */
export interface PoolRules {
  /** So many customers one person takes from the pool in a day at most. */
  readonly claimsPerDay: number | null;
  /** Nobody takes more customers when they look after so many. */
  readonly mostHeld: number | null;
  /** After so many days without anything done, a customer falls back to the pool. */
  readonly idleDays: number | null;
  /** So many days after a customer left them for the pool, somebody may not take it again. */
  readonly coolOffDays: number | null;
}

/** The rules of an installation that changed none: nobody loses a customer before somebody says so. */
export const DEFAULT_POOL_RULES: PoolRules = { claimsPerDay: 20, mostHeld: 500, idleDays: null, coolOffDays: 7 };

const LIMITS = {
  claimsPerDay: 10_000,
  mostHeld: 1_000_000,
  idleDays: 3_650,
  coolOffDays: 3_650,
} as const satisfies Record<keyof PoolRules, number>;

const number = z.number().int().positive().nullable();
const stored = z.object({ claimsPerDay: number, mostHeld: number, idleDays: number, coolOffDays: number }).partial();

/** The rules in force, as the given connection sees them. */
export async function readPoolRules(db: Queryable): Promise<PoolRules> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'poolRules').executeTakeFirst();
  const known = row ? stored.parse(JSON.parse(row.value)) : {};
  return { ...DEFAULT_POOL_RULES, ...(known as Partial<PoolRules>) }; // Of the same keys; absent ones are left out.
}

/** Changes rules; what is absent stays. Refuses TOO_SMALL, TOO_LARGE, all at once. */
export async function updatePoolRules(
  ctx: Ctx,
  input: { readonly [Name in keyof PoolRules]?: number | null | undefined },
): Promise<void> {
  const names = Object.keys(LIMITS) as (keyof PoolRules)[]; // Its own keys.
  const refusals = names.flatMap((name): Refusal[] => {
    const value = input[name];
    const field = ['input', name];
    if (value == null) return [];
    if (value < 1) return [{ code: 'TOO_SMALL', field, params: { min: 1 } }];
    return value > LIMITS[name] ? [{ code: 'TOO_LARGE', field, params: { max: LIMITS[name] } }] : [];
  });
  if (refusals.length > 0) throw new Refused(refusals);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const before = await readPoolRules(trx);
    const said = names.filter((name) => input[name] !== undefined);
    const after = { ...before, ...Object.fromEntries(said.map((name) => [name, input[name] ?? null])) };
    await writeSettings(trx, { poolRules: JSON.stringify(after) });
    await recordAudit(trx, ctx, { action: 'poolRules.updated', objectType: 'settings', fields: said });
  });
}
