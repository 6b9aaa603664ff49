import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { allSources } from './sources.ts';
import { type Source, sourceFields } from './source.type.ts';

/** Sources by key. There are few, so any number of them costs one statement. */
export function sourceLoader(ctx: Ctx): DataLoader<number, Source | null> {
  return new DataLoader(async (keys) => {
    const sources = new Map((await listSources(ctx)).map((source) => [source.key, source]));
    return keys.map((key) => sources.get(key) ?? null);
  });
}

/** All sources, believed first to last, as the API shows them. */
export async function listSources(ctx: Ctx): Promise<Source[]> {
  const rows = await allSources(ctx.db.read);
  return withFields(
    rows.map((row, rank) => ({
      key: row.id,
      code: row.code,
      name: row.name,
      priority: rank + 1,
      trust: row.trust,
      isBuiltIn: row.is_built_in,
      createdAt: row.created_at,
    })),
    sourceFields,
  );
}
