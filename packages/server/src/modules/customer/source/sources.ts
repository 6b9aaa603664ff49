import type { CustomerField } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { briefMemory } from '../../../platform/database/brief-memory.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { compileRules, type FieldRule, type SurvivorshipRules } from '../survivorship/rules.ts';

/** Code of the built-in source of what staff enter in the console. */
export const STAFF_SOURCE = 'staff';
/** Code of the built-in source of programs that name no other. */
export const API_SOURCE = 'api';

/** A source as other modules see it. */
export interface SourceRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly priority: number;
  readonly is_built_in: number;
  readonly created_at: number;
}

/** All sources, believed first to last. There are few: they are read whole. */
export async function allSources(database: Queryable): Promise<SourceRow[]> {
  return await database
    .selectFrom('source')
    .select(['id', 'code', 'name', 'priority', 'is_built_in', 'created_at'])
    .orderBy('priority')
    .orderBy('id')
    .execute();
}

/** The source with this code, if there is one. */
export async function findSource(ctx: Ctx, code: string): Promise<SourceRow | undefined> {
  return (await allSources(ctx.db.read)).find((source) => source.code === code);
}

/** The rules of fields that an administrator set. */
export async function allFieldRules(database: Queryable): Promise<FieldRule[]> {
  const rows = await database.selectFrom('field_rule').select(['field', 'rule', 'source_ids']).execute();
  return rows.map((row) => ({
    // Written by updateFieldRules from the enum's own values.
    field: row.field as CustomerField,
    rule: row.rule as FieldRule['rule'],
    sourceIds: JSON.parse(row.source_ids) as number[],
  }));
}

/** The survivorship rules in force, as the given connection sees them. */
export async function loadRules(database: Queryable): Promise<SurvivorshipRules> {
  const sources = await allSources(database);
  return compileRules(
    sources.map(({ id }) => id),
    await allFieldRules(database),
  );
}

const BUILT_IN: Readonly<Record<string, string>> = { [STAFF_SOURCE]: '员工 Staff', [API_SOURCE]: '接口 API' };

/** Makes sure that a source exists and returns it; new ones are believed least. Safe to call from several processes at once. */
export async function ensureSource(ctx: Ctx, source: { code: string; name: string }): Promise<SourceRow> {
  return (await findSource(ctx, source.code)) ?? (await addSource(ctx, { ...source, isBuiltIn: false }));
}

const KEPT_MS = 2_000;
const builtIn = briefMemory(KEPT_MS, async ({ read }) =>
  (await allSources(read)).filter(({ is_built_in }) => is_built_in === 1),
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
    is_built_in: source.isBuiltIn ? 1 : 0,
    created_at: ctx.now(),
  };
  try {
    return await ctx.db.transaction(async (trx) => {
      const priorities = (await allSources(trx)).map(({ priority }) => priority);
      const priority = source.code === STAFF_SOURCE ? Math.min(1, ...priorities) - 1 : Math.max(0, ...priorities) + 1;
      await trx
        .insertInto('source')
        .values({ ...row, priority })
        .execute();
      return { ...row, priority };
    });
  } catch (error) {
    // Another process was first.
    const known = isDuplicateKey(error) ? await findSource(ctx, source.code) : undefined;
    if (known) return known;
    throw error;
  }
}
