import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { noteMet } from '../../../platform/policy/seen-fields.ts';
import { loadUser, toUser } from '../../access/index.ts';
import { customerLoader, sourceLoader } from '../../customer/index.ts';
import { withLeastLevels } from '../levels-of-both.ts';
import { todayLoader } from '../today.ts';
import { seenCustomer } from './edge-conditions.ts';
import { EDGE_SELECTION } from './read-edges.ts';
import type { Relationship } from './relationship.type.ts';

const MOST_HISTORY = 50;

type Computed = 'id' | 'from' | 'to' | 'status' | 'source' | 'recordedBy' | 'history' | 'version';

/** The computed fields of {@link Relationship}. */
export const relationshipFields: Pick<Relationship, Computed> & ThisType<Relationship> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('rel', this.key);
  },
  from(_args, ctx) {
    return ctx.once(customerLoader).load(this.fromKey);
  },
  to(_args, ctx) {
    return ctx.once(customerLoader).load(this.toKey);
  },
  async status(_args, ctx) {
    const today = await ctx.once(todayLoader)();
    if (this.isWithdrawn) return 'WITHDRAWN';
    if (this.validTo !== null && this.validTo < today) return 'ENDED';
    return this.validFrom !== null && this.validFrom > today ? 'FUTURE' : 'CURRENT';
  },
  source(_args, ctx) {
    return ctx.once(sourceLoader).load(this.sourceKey);
  },
  async recordedBy(_args, ctx) {
    const user = await loadUser(ctx, this.recordedByKey);
    return user ? toUser(ctx, user) : null;
  },
  history(_args, ctx) {
    return ctx.once(historyLoader).load(this.key);
  },
  version(_args, ctx) {
    return ctx.publicIds.version(this.key, this.versionNumber);
  },
};

type Selected = Omit<Relationship, Computed | 'customerKey'>;

/** Rows as the API shows them: with their computed fields, and with how much of what is personal in them may be seen. */
export async function asRelationships(ctx: Ctx, rows: readonly Selected[]): Promise<Relationship[]> {
  // What a role is called is said of whoever has it.
  const edges = rows.map((row) => ({ ...row, customerKey: row.fromKey }));
  await withLeastLevels(ctx, edges, ({ fromKey, toKey }) => [fromKey, toKey]);
  noteMet(ctx.access, edges);
  noteMet(
    ctx.access,
    edges.map(({ toKey }) => ({ customerKey: toKey })),
  );
  return withFields(edges, relationshipFields);
}

/** One relationship as it is known now, also one that was taken back; undefined when the actor does not see both ends. */
export async function findRelationship(ctx: Ctx, id: number): Promise<Relationship | undefined> {
  const row = await ctx.db.read
    .selectFrom('relationship as edge')
    .select(EDGE_SELECTION)
    .where('edge.id', '=', id)
    .where('edge.recorded_to', 'is', null)
    .whereRef('edge.from_customer_id', '<>', 'edge.to_customer_id')
    .where(seenCustomer(ctx, 'edge.from_customer_id'))
    .where(seenCustomer(ctx, 'edge.to_customer_id'))
    .executeTakeFirst();
  return row && (await asRelationships(ctx, [row]))[0];
}

/** How relationships were recorded before, by key, the latest first. The caller has seen to it that the actor sees them. */
function historyLoader(ctx: Ctx): DataLoader<number, Relationship[]> {
  return new DataLoader(async (keys) => {
    const rows = await ctx.db.read
      .selectFrom('relationship as edge')
      .select(EDGE_SELECTION)
      .where('edge.id', 'in', [...keys])
      .where('edge.recorded_to', 'is not', null)
      .orderBy('edge.version', 'desc')
      .execute();
    const byKey = Map.groupBy(await asRelationships(ctx, rows), ({ key }) => key);
    return keys.map((key) => (byKey.get(key) ?? []).slice(0, MOST_HISTORY));
  });
}
