import DataLoader from 'dataloader';
import type { Selectable } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Tables } from '../../../platform/database/tables.ts';
import type { PageRequest } from '../../../platform/graphql/connection.ts';

/** A version, without its texts. */
export type PolicyVersionRow = Selectable<Tables['policy_version']>;
/** A text of a version. */
export type PolicyTextRow = Selectable<Tables['policy_text']>;

/** Versions, the newest first; one more than the page holds. */
export async function listPolicyVersions(ctx: Ctx, page: PageRequest): Promise<PolicyVersionRow[]> {
  const [before] = page.after ?? [];
  let query = ctx.db.read.selectFrom('policy_version').selectAll();
  if (typeof before === 'number') query = query.where('number', '<', before);
  return await query
    .orderBy('number', 'desc')
    .limit(page.first + 1)
    .execute();
}

/** The version that was in force at an instant (ms), or undefined when none was published by then. */
export async function policyInForce(db: Queryable, at: number): Promise<PolicyVersionRow | undefined> {
  return await db
    .selectFrom('policy_version')
    .selectAll()
    .where('published_at', '<=', at)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Versions by key, read together with the others asked for at the same moment. */
export function policyVersionLoader(ctx: Ctx): DataLoader<number, PolicyVersionRow | null> {
  return new DataLoader(async (ids) => {
    const rows = await ctx.db.read
      .selectFrom('policy_version')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute();
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The texts of versions, by the version's key. */
export function policyTextLoader(ctx: Ctx): DataLoader<number, readonly PolicyTextRow[]> {
  return new DataLoader(async (ids) => {
    const rows = await ctx.db.read
      .selectFrom('policy_text')
      .selectAll()
      .where('policy_id', 'in', [...ids])
      .orderBy('locale', 'desc')
      .execute();
    return ids.map((id) => rows.filter(({ policy_id }) => policy_id === id));
  });
}
