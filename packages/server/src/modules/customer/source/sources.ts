import type { Ctx } from '../../../platform/context/context.ts';
import { briefMemory } from '../../../platform/database/brief-memory.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { compileSet, orderUnder, presentRuleSet, STAFF_SOURCE } from '../rules/rule-sets.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';

export { STAFF_SOURCE };
/** Code of the built-in source of programs that name no other. */
export const API_SOURCE = 'api';

/** A source as other modules see it. */
export interface SourceRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly trust: number;
  readonly is_built_in: number;
  readonly created_at: number;
}

/** All sources, believed first to last. There are few: they are read whole. */
export async function allSources(database: Queryable): Promise<SourceRow[]> {
  return orderUnder(await readSources(database), (await presentRuleSet(database))?.document);
}

/** All sources in no order. */
export async function readSources(database: Queryable): Promise<SourceRow[]> {
  return await database
    .selectFrom('source')
    .select(['id', 'code', 'name', 'trust', 'is_built_in', 'created_at'])
    .execute();
}

/** The source with this code, if there is one. */
export async function findSource(ctx: Ctx, code: string): Promise<SourceRow | undefined> {
  return (await readSources(ctx.db.read)).find((source) => source.code === code);
}

/** The survivorship rules in force, as the given connection sees them. */
export async function loadRules(database: Queryable): Promise<SurvivorshipRules> {
  return compileSet(await readSources(database), (await presentRuleSet(database))?.document);
}

const BUILT_IN: Readonly<Record<string, string>> = { [STAFF_SOURCE]: '员工 Staff', [API_SOURCE]: '接口 API' };

/** Makes sure that a source exists and returns it; new ones are believed least. Safe to call from several processes at once. */
export async function ensureSource(ctx: Ctx, source: { code: string; name: string }): Promise<SourceRow> {
  return (await findSource(ctx, source.code)) ?? (await addSource(ctx, { ...source, isBuiltIn: false }));
}

const TRUST_IN_STAFF = 90;
/** Until an administrator says otherwise. */
export const TRUST_IN_OTHERS = 70;
const KEPT_MS = 2_000;
const builtIn = briefMemory(KEPT_MS, async ({ read }) =>
  (await readSources(read)).filter(({ is_built_in }) => is_built_in === 1),
);

/** The source of what staff enter, or of programs that name no other. What staff enter is believed first until told otherwise. */
export async function builtInSource(ctx: Ctx, code: typeof STAFF_SOURCE | typeof API_SOURCE): Promise<SourceRow> {
  const known = (await builtIn.read(ctx.db)).find((source) => source.code === code);
  if (known) return known;
  builtIn.forget(ctx.db);
  return (
    (await findSource(ctx, code)) ?? (await addSource(ctx, { code, name: BUILT_IN[code] ?? code, isBuiltIn: true }))
  );
}

async function addSource(ctx: Ctx, source: { code: string; name: string; isBuiltIn: boolean }): Promise<SourceRow> {
  await ctx.db.ids.ensure(1);
  const row = {
    id: ctx.db.ids.take(),
    code: source.code,
    name: source.name,
    trust: source.code === STAFF_SOURCE ? TRUST_IN_STAFF : TRUST_IN_OTHERS,
    is_built_in: source.isBuiltIn ? 1 : 0,
    created_at: ctx.now(),
  };
  try {
    return await ctx.db.transaction(async (trx) => {
      await trx.insertInto('source').values(row).execute();
      return row;
    });
  } catch (error) {
    // Another process was first.
    const known = isDuplicateKey(error) ? await findSource(ctx, source.code) : undefined;
    if (known) return known;
    throw error;
  }
}
