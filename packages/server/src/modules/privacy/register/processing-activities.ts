import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';

const MOST = 500;

/** The register: what is done first, by purpose and name. At most 500 entries. */
export async function listProcessingActivities(ctx: Ctx, includeRetired: boolean) {
  const rows = await withCodes(ctx.db.read)
    .where((eb) => (includeRetired ? eb.lit(1) : eb('retired_at', 'is', null)))
    .orderBy('purpose')
    .orderBy('name')
    .orderBy('processing_activity.id')
    .limit(MOST)
    .execute();
  return rows.toSorted((a, b) => Number(a.retired_at !== null) - Number(b.retired_at !== null));
}

/** One entry, or undefined. */
export async function findProcessingActivity(db: Queryable, id: number): Promise<ProcessingActivityRow | undefined> {
  return await withCodes(db).where('processing_activity.id', '=', id).executeTakeFirst();
}

function withCodes(db: Queryable) {
  return db
    .selectFrom('processing_activity')
    .innerJoin('field_set', 'field_set.id', 'processing_activity.field_set_id')
    .selectAll('processing_activity')
    .select('field_set.codes');
}

/** An entry with its field set. */
export type ProcessingActivityRow = Awaited<ReturnType<typeof listProcessingActivities>>[number];
