import type { Ctx } from '../../../platform/context/context.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { type Tag, tagFields } from './tag.type.ts';

const LONGEST_NAME = 50;
const MOST_LISTED = 500;

/** Tags by name, those whose name contains `search` when given; at most 500. */
export async function listTags(ctx: Ctx, search: string | undefined): Promise<Tag[]> {
  const rows = await ctx.db.read.selectFrom('tag').select(['id as key', 'name', 'colour']).orderBy('name').execute();
  const wanted = search?.trim().toLowerCase() ?? '';
  return withFields(rows.filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, MOST_LISTED), tagFields);
}

/** One tag, or undefined. */
export async function findTag(ctx: Ctx, id: number): Promise<Tag | undefined> {
  const rows = await ctx.db.read
    .selectFrom('tag')
    .select(['id as key', 'name', 'colour'])
    .where('id', '=', id)
    .execute();
  return withFields(rows, tagFields)[0];
}

/** The keys of these tags. Refuses NOT_FOUND for one that does not exist. */
export async function tagKeys(ctx: Ctx, publicIds: readonly string[], field: readonly string[]): Promise<number[]> {
  const ids = publicIds.map((id) => ctx.publicIds.decode('tag', id) ?? refuse('NOT_FOUND', field));
  if (ids.length === 0) return [];
  const known = await ctx.db.read.selectFrom('tag').select('id').where('id', 'in', ids).execute();
  if (known.length !== new Set(ids).size) refuse('NOT_FOUND', field);
  return [...new Set(ids)];
}

/** The names of these tags. Refuses NOT_FOUND for one that does not exist. */
export async function tagNames(ctx: Ctx, publicIds: readonly string[]): Promise<string[]> {
  const ids = await tagKeys(ctx, publicIds, ['input', 'tagIds']);
  const rows = await ctx.db.read.selectFrom('tag').select('name').where('id', 'in', ids).execute();
  return rows.map(({ name }) => name);
}

/** Makes a tag. Refuses REQUIRED, TOO_LONG and TAKEN. Returns its key. */
export async function createTag(ctx: Ctx, input: { name: string; colour?: string | null }): Promise<number> {
  const name = input.name.trim();
  if (name === '') refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  await ctx.db.ids.ensure(2);
  try {
    return await ctx.db.transaction(async (trx) => {
      const id = ctx.db.ids.take();
      await trx
        .insertInto('tag')
        .values({ id, name, colour: input.colour?.slice(0, 16) ?? null, created_at: ctx.now() })
        .execute();
      await recordAudit(trx, ctx, { action: 'tag.created', objectType: 'tag', objectId: id });
      return id;
    });
  } catch (error) {
    if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'name']);
    throw error;
  }
}
