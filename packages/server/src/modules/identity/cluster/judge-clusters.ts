import type { Ctx } from '../../../platform/context/context.ts';
import { heldBy } from '../../custody/index.ts';
import { conflictsOf } from '../merge/conflicts.ts';
import { allRecords } from '../merge/preview.ts';
import type { ReviewReason } from './cluster-states.ts';

/** What there is to know of a group before it is merged by itself. */
export interface JudgedCluster {
  readonly clusterId: number;
  /** What speaks against it; null: nothing. */
  readonly why: ReviewReason | null;
  /** Who is to be shown: of those in use, the one who was recorded first. */
  readonly survivor: { readonly id: number; readonly version: number } | undefined;
  readonly others: readonly { readonly id: number; readonly version: number }[];
}

/**
 * Looks at groups whose pairs are all sure: whether somebody changed one of their customers since they were compared, decided about
 * two of them, or documents of which everybody has one differ.
 */
export async function judgeClusters(
  ctx: Ctx,
  clusterIds: readonly number[],
  comparedAt: number,
): Promise<JudgedCluster[]> {
  const rows = await ctx.db.read
    .selectFrom('match_member')
    .innerJoin('customer', 'customer.id', 'match_member.customer_id')
    .select(['cluster_id', 'customer.id', 'kind', 'status', 'created_at', 'updated_at', 'version'])
    .where('cluster_id', 'in', [...clusterIds])
    .orderBy('created_at')
    .orderBy('customer.id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const counts = await memberCounts(ctx, clusterIds);
  const records = await allRecords(ctx, ids);
  const held = await heldBy(ctx.db.read, ids);
  const ownerOf = new Map([...held].flatMap(([holder, own]) => own.map((id) => [id, holder] as const)));
  const customerOf = (subject: number) => ownerOf.get(subject) ?? subject;
  const byCluster = Map.groupBy(rows, ({ cluster_id }) => cluster_id);
  return clusterIds.map((clusterId) => {
    const members = byCluster.get(clusterId) ?? [];
    const memberIds = new Set(members.map(({ id }) => id));
    const survivor = members.find(({ status }) => status === 'ACTIVE');
    const said = records.filter(({ subjectId }) => memberIds.has(customerOf(subjectId)));
    const isChanged =
      members.length < (counts.get(clusterId) ?? 0) || members.some((one) => one.updated_at > comparedAt);
    const conflicts = conflictsOf(members, said, customerOf).filter(({ kind }) => kind !== 'BIRTH_DATE_DIFFERS');
    return {
      clusterId,
      why: isChanged ? 'CHANGED' : conflicts.length > 0 ? 'CONFLICT' : survivor === undefined ? 'REFUSED' : null,
      survivor,
      others: members.filter((one) => one !== survivor),
    };
  });
}

/** As they were found: fewer now when somebody was erased since. */
async function memberCounts(ctx: Ctx, clusterIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await ctx.db.read
    .selectFrom('match_cluster')
    .select(['id', 'members'])
    .where('id', 'in', [...clusterIds])
    .execute();
  return new Map(rows.map(({ id, members }) => [id, members]));
}
