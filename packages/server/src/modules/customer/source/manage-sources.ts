import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { TRUST_IN_OTHERS } from './sources.ts';

const CODE = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const LONGEST_NAME = 100;
const MOST_TRUST = 99;

/** Makes a source, believed least. Refuses INVALID codes, REQUIRED, TOO_LONG, TAKEN. Returns its key. */
export async function createSource(ctx: Ctx, input: { code: string; name: string }): Promise<number> {
  const code = input.code.trim().toLowerCase();
  if (!CODE.test(code)) refuse('INVALID', ['input', 'code']);
  const name = checkedName(input.name, ['input', 'name']);
  await ctx.db.ids.ensure(2);
  try {
    return await ctx.db.transaction(async (trx) => {
      const id = ctx.db.ids.take();
      await trx
        .insertInto('source')
        .values({ id, code, name, trust: TRUST_IN_OTHERS, is_built_in: 0, created_at: ctx.now() })
        .execute();
      await recordAudit(trx, ctx, { action: 'source.created', objectType: 'source', objectId: id });
      return id;
    });
  } catch (error) {
    if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'code']);
    throw error;
  }
}

/** Renames a source, or says how far it is trusted. Refuses NOT_FOUND, REQUIRED, TOO_LONG, TOO_SMALL, TOO_LARGE. */
export async function updateSource(ctx: Ctx, id: number, name: string, trust: number | null): Promise<void> {
  const checked = checkedName(name, ['name']);
  if (trust !== null && trust < 0) refuse('TOO_SMALL', ['trust'], { min: 0 });
  if (trust !== null && trust > MOST_TRUST) refuse('TOO_LARGE', ['trust'], { max: MOST_TRUST });
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const updated = await trx
      .updateTable('source')

      .set((eb) => ({ name: checked, ...(trust === null ? {} : { trust }), version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) refuse('NOT_FOUND', ['id']);
    await recordAudit(trx, ctx, {
      action: 'source.renamed',
      objectType: 'source',
      objectId: id,
      fields: trust === null ? ['name'] : ['name', 'trust'],
    });
  });
}

function checkedName(text: string, field: readonly string[]): string {
  const name = text.trim();
  if (name === '') refuse('REQUIRED', field);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', field, { max: LONGEST_NAME });
  return name;
}
