import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { findImport } from '../run/import.repository.ts';
import { fingerprintOf } from './template.repository.ts';

const LONGEST_NAME = 100;

/** Keeps an import's mapping under a name; the same name for the same source is written over. */
export async function saveTemplate(ctx: Ctx, importId: number, givenName: string): Promise<number> {
  const name = checkedName(givenName);
  const record = await findImport(ctx.db.read, importId);
  if (!record) refuse('NOT_FOUND', ['importId']);
  const { setup } = record;
  const values = {
    name,
    source_id: record.sourceId,
    kind: record.kind,
    row_shape: record.rowShape,
    mode: record.mode,
    // Why the columns were suggested is no part of what a person keeps.
    mapping: JSON.stringify(
      setup.mapping.map(({ column, index, target, options }) => ({ column, index, target, options })),
    ),
    keys: JSON.stringify(setup.keys),
    phone_region: setup.phoneRegion,
    time_zone: setup.timeZone,
    currency: setup.currency,
    fingerprint: fingerprintOf(setup.mapping.map(({ column }) => column)),
    created_by: ctx.actor.userId,
    updated_at: ctx.now(),
  };
  return await ctx.db.transaction(async (trx) => {
    const known = await trx
      .selectFrom('import_template')
      .select('id')
      .where('name', '=', name)
      .where('source_id', record.sourceId === null ? 'is' : '=', record.sourceId)
      .executeTakeFirst();
    const id = known?.id ?? ctx.db.ids.take();
    if (known) await trx.updateTable('import_template').set(values).where('id', '=', id).execute();
    else
      await trx
        .insertInto('import_template')
        .values({ id, ...values })
        .execute();
    await trx.updateTable('import_run').set({ template_id: id }).where('id', '=', importId).execute();
    await recordAudit(trx, ctx, { action: 'importTemplate.saved', objectType: 'importTemplate', objectId: id });
    return id;
  });
}

/** Removes a template. Imports made with it keep their mapping. */
export async function deleteTemplate(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction(async (trx) => {
    const result = await trx.deleteFrom('import_template').where('id', '=', id).executeTakeFirst();
    if (result.numDeletedRows === 0n) refuse('NOT_FOUND', ['id']);
    await recordAudit(trx, ctx, { action: 'importTemplate.deleted', objectType: 'importTemplate', objectId: id });
  });
}

/** Gives a template another name. Refuses one that the same source has already. */
export async function renameTemplate(ctx: Ctx, id: number, givenName: string): Promise<void> {
  const name = checkedName(givenName);
  await ctx.db.transaction(async (trx) => {
    const template = await trx
      .selectFrom('import_template')
      .select('source_id')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!template) refuse('NOT_FOUND', ['id']);
    const taken = await trx
      .selectFrom('import_template')
      .select('id')
      .where('name', '=', name)
      .where('source_id', template.source_id === null ? 'is' : '=', template.source_id)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (taken) refuse('TAKEN', ['name']);
    await trx.updateTable('import_template').set({ name, updated_at: ctx.now() }).where('id', '=', id).execute();
    await recordAudit(trx, ctx, { action: 'importTemplate.renamed', objectType: 'importTemplate', objectId: id });
  });
}

function checkedName(given: string): string {
  const name = given.trim();
  if (name === '') refuse('REQUIRED', ['name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['name'], { max: LONGEST_NAME });
  return name;
}
