import { canonicalFieldSet } from '@dossier/shared/privacy';
import DataLoader from 'dataloader';
import { createHash } from 'node:crypto';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';

const SEPARATOR = ',';
const AT_ONCE = 500;

/** The text that stands for a list of codes, however it was ordered. */
export function fieldSetText(codes: readonly string[]): string {
  return canonicalFieldSet(codes).join(SEPARATOR);
}

/**
 * The keys of field sets by their text, making those that are new in the caller's transaction. Takes a key for each new set
 * with `ids.take()`.
 */
export async function ensureFieldSets(trx: Trx, ctx: Ctx, texts: Iterable<string>): Promise<Map<string, number>> {
  const wanted = [...new Set(texts)];
  const known = await findFieldSets(trx, wanted);
  const missing = wanted.filter((text) => !known.has(text));
  if (missing.length === 0) return known;
  await bulkInsert(
    trx,
    'field_set',
    ['id', 'digest', 'codes'],
    missing.map((text) => [ctx.db.ids.take(), digestOf(text), text]),
    { onConflict: 'skip' },
  );
  // Whoever made the same set at the same moment may have been first.
  const made = await findFieldSets(trx, missing);
  const codes = [...made].flatMap(([text, id]) => codesOf(text).map((code) => [code, id]));
  await bulkInsert(trx, 'field_set_code', ['code', 'field_set_id'], codes, { onConflict: 'skip' });
  return new Map([...known, ...made]);
}

/** Makes field sets in a transaction of their own: they are never changed or removed, whoever needs them. */
export async function makeFieldSets(ctx: Ctx, texts: readonly string[]): Promise<void> {
  await ctx.db.ids.ensure(texts.length);
  await ctx.db.transaction(async (trx) => void (await ensureFieldSets(trx, ctx, texts)));
}

/** The keys of those field sets that are there, by their text. */
export async function findFieldSets(db: Queryable, texts: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    const rows = await db
      .selectFrom('field_set')
      .select(['id', 'codes'])
      .where('digest', 'in', texts.slice(at, at + AT_ONCE).map(digestOf))
      .execute();
    for (const row of rows) found.set(row.codes, row.id);
  }
  return found;
}

/** Field sets by key, read together with the others asked for at the same moment. */
export function fieldSetLoader(ctx: Ctx): DataLoader<number, readonly string[]> {
  return new DataLoader(async (ids) => {
    const rows = await ctx.db.read
      .selectFrom('field_set')
      .select(['id', 'codes'])
      .where('id', 'in', [...new Set(ids)])
      .execute();
    const found = new Map(rows.map(({ id, codes }) => [id, codesOf(codes)]));
    return ids.map((id) => found.get(id) ?? []);
  });
}

/** The codes that a text stands for. */
export function codesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(SEPARATOR);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
