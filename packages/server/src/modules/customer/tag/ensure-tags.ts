import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';

/** Makes the tags of these names that do not exist yet, and returns the look-up from name to key. */
export async function ensureTags(
  trx: Trx,
  of: { names: readonly string[]; at: number; nextId: () => number; dryRun: boolean },
): Promise<(name: string) => number> {
  const names = [...new Set(of.names)];
  if (names.length === 0) return () => 0;
  const known = await trx.selectFrom('tag').select(['id', 'name']).where('name', 'in', names).execute();
  const ids = new Map(known.map(({ id, name }) => [name, id]));
  const missing = names.filter((name) => !ids.has(name)).map((name) => ({ id: of.nextId(), name }));
  if (!of.dryRun)
    await bulkInsert(
      trx,
      'tag',
      ['id', 'name', 'created_at'],
      missing.map(({ id, name }) => [id, name, of.at]),
    );
  for (const { id, name } of missing) ids.set(name, id);
  return (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error('a tag was asked for that the batch does not have');
    return id;
  };
}
