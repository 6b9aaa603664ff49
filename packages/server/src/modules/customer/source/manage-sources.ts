import type { CustomerField } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { recordAudit } from '../../audit/index.ts';
import type { SurvivorshipRule } from '../survivorship/rules.ts';
import { allSources } from './sources.ts';

/** Kind of the job that chooses every customer's values anew. */
export const RECOMPUTE_JOB = 'customer.recompute';

const CODE = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const LONGEST_NAME = 100;

/** One field's rule as a caller asks for it. */
export interface FieldRuleRequest {
  readonly field: CustomerField;
  readonly rule: SurvivorshipRule;
  readonly sourceIds?: readonly string[] | null;
}

/** Makes a source, believed least. Refuses INVALID codes, REQUIRED, TOO_LONG, TAKEN. Returns its key. */
export async function createSource(ctx: Ctx, input: { code: string; name: string }): Promise<number> {
  const code = input.code.trim().toLowerCase();
  if (!CODE.test(code)) refuse('INVALID', ['input', 'code']);
  const name = checkedName(input.name, ['input', 'name']);
  await ctx.db.ids.ensure(2);
  try {
    return await ctx.db.transaction(async (trx) => {
      const id = ctx.db.ids.take();
      const priority = Math.max(0, ...(await allSources(trx)).map((source) => source.priority)) + 1;
      await trx
        .insertInto('source')
        .values({ id, code, name, priority, is_built_in: 0, created_at: ctx.now() })
        .execute();
      await recordAudit(trx, ctx, { action: 'source.created', objectType: 'source', objectId: id });
      return id;
    });
  } catch (error) {
    if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'code']);
    throw error;
  }
}

/** Renames a source. Refuses NOT_FOUND, REQUIRED, TOO_LONG. */
export async function renameSource(ctx: Ctx, id: number, name: string): Promise<void> {
  const checked = checkedName(name, ['name']);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const updated = await trx
      .updateTable('source')
      .set((eb) => ({ name: checked, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) refuse('NOT_FOUND', ['id']);
    await recordAudit(trx, ctx, { action: 'source.renamed', objectType: 'source', objectId: id, fields: ['name'] });
  });
}

/**
 * Sets the general order in which sources are believed, first to last, and starts the job that chooses anew. Refuses INVALID
 * unless every source is named once. Returns the job's key.
 */
export async function reorderSources(ctx: Ctx, ids: readonly number[]): Promise<number> {
  await ctx.db.ids.ensure(2);
  return await ctx.db.transaction(async (trx) => {
    const known = (await allSources(trx)).map(({ id }) => id);
    if (ids.length !== known.length || known.some((id) => !ids.includes(id))) refuse('INVALID', ['ids']);
    for (const [position, id] of ids.entries()) {
      await trx
        .updateTable('source')
        .set({ priority: position + 1 })
        .where('id', '=', id)
        .execute();
    }
    await recordAudit(trx, ctx, {
      action: 'source.reordered',
      objectType: 'source',
      fields: ['priority'],
      detail: { order: ids },
    });
    return await startRecompute(trx, ctx);
  });
}

/** Sets the rules of some fields and starts the job that chooses anew. Refuses NOT_FOUND for unknown sources. Returns the job's key. */
export async function updateFieldRules(ctx: Ctx, requests: readonly FieldRuleRequest[]): Promise<number> {
  await ctx.db.ids.ensure(2);
  return await ctx.db.transaction(async (trx) => {
    for (const rule of await checkedRules(ctx, trx, requests)) {
      await trx.deleteFrom('field_rule').where('field', '=', rule.field).execute();
      await trx
        .insertInto('field_rule')
        .values({
          field: rule.field,
          rule: rule.rule,
          source_ids: JSON.stringify(rule.sourceIds),
          updated_at: ctx.now(),
        })
        .execute();
    }
    await recordAudit(trx, ctx, {
      action: 'fieldRule.updated',
      objectType: 'fieldRule',
      fields: requests.map(({ field }) => field),
    });
    return await startRecompute(trx, ctx);
  });
}

/** Reads the rules a caller asks for. Refuses NOT_FOUND for sources that do not exist. */
export async function checkedRules(ctx: Ctx, trx: Pick<Trx, 'selectFrom'>, requests: readonly FieldRuleRequest[]) {
  const known = new Set((await trx.selectFrom('source').select('id').execute()).map(({ id }) => id));
  return requests.map(({ field, rule, sourceIds }, position) => ({
    field,
    rule,
    sourceIds: (sourceIds ?? []).map((publicId) => {
      const id = ctx.publicIds.decode('src', publicId);
      return id !== undefined && known.has(id) ? id : refuse('NOT_FOUND', ['rules', String(position), 'sourceIds']);
    }),
  }));
}

async function startRecompute(trx: Trx, ctx: Ctx): Promise<number> {
  // A run under way began with the old rules: it starts over rather than a second one beside it.
  await trx.updateTable('job').set({ checkpoint: null }).where('unique_key', '=', RECOMPUTE_JOB).execute();
  return await enqueue(trx, ctx, { kind: RECOMPUTE_JOB, payload: {}, uniqueKey: RECOMPUTE_JOB });
}

function checkedName(text: string, field: readonly string[]): string {
  const name = text.trim();
  if (name === '') refuse('REQUIRED', field);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', field, { max: LONGEST_NAME });
  return name;
}
