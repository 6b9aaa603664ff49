import type { DecisionRole } from '@dossier/shared/relationship';
import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { noteMet } from '../../../platform/policy/seen-fields.ts';
import { loadUser, toUser } from '../../access/index.ts';
import { customerLoader, sourceLoader } from '../../customer/index.ts';
import { farConditions } from '../edge/edge-conditions.ts';
import { withLeastLevels } from '../levels-of-both.ts';
import { coverageOf, isVerified } from './chain-coverage.ts';
import type { DecisionChain, DecisionMember } from './decision-chain.type.ts';

const MOST_SHOWN = 50;

const memberFields: Pick<DecisionMember, 'id' | 'person' | 'verifiedBy' | 'source' | 'recordedBy' | 'version'> &
  ThisType<DecisionMember> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('dcm', this.key);
  },
  person(_args, ctx) {
    return ctx.once(customerLoader).load(this.customerKey);
  },
  async verifiedBy(_args, ctx) {
    const user = this.verifiedByKey === null ? undefined : await loadUser(ctx, this.verifiedByKey);
    return user ? toUser(ctx, user) : null;
  },
  source(_args, ctx) {
    return ctx.once(sourceLoader).load(this.sourceKey);
  },
  async recordedBy(_args, ctx) {
    const user = await loadUser(ctx, this.recordedByKey);
    return user ? toUser(ctx, user) : null;
  },
  version(_args, ctx) {
    return ctx.publicIds.version(this.key, this.versionNumber);
  },
};

const chainFields: Pick<DecisionChain, 'id' | 'customer' | 'recordedBy' | 'version'> & ThisType<DecisionChain> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('dch', this.key);
  },
  customer(_args, ctx) {
    return ctx.once(customerLoader).load(this.customerKey);
  },
  async recordedBy(_args, ctx) {
    const user = await loadUser(ctx, this.recordedByKey);
    return user ? toUser(ctx, user) : null;
  },
  version(_args, ctx) {
    return ctx.publicIds.version(this.key, this.versionNumber);
  },
};

/** The decision chains at customers, open ones first, then the latest, by customer: two statements for all of them. */
export function chainLoader(ctx: Ctx): DataLoader<number, DecisionChain[]> {
  return new DataLoader(async (customerKeys) => {
    const chains = await readChains(ctx, { customerKeys });
    const byCustomer = Map.groupBy(chains, ({ customerKey }) => customerKey);
    return customerKeys.map((key) => (byCustomer.get(key) ?? []).slice(0, MOST_SHOWN));
  });
}

/** One decision chain; undefined when the actor does not see the organisation. */
export async function findChain(ctx: Ctx, id: number): Promise<DecisionChain | undefined> {
  return (await readChains(ctx, { id }))[0];
}

async function readChains(
  ctx: Ctx,
  of: { readonly customerKeys: readonly number[] } | { readonly id: number },
): Promise<DecisionChain[]> {
  const rows = await ctx.db.read
    .selectFrom('decision_chain as chain')
    .innerJoin('customer', 'customer.id', 'chain.customer_id')
    .select([
      'chain.id as key',
      'chain.version as versionNumber',
      'chain.customer_id as customerKey',
      'chain.about',
      'chain.cycle_days as cycleDays',
      'chain.closed',
      'chain.recorded_by as recordedByKey',
      'chain.recorded_from as recordedAt',
    ])
    .where('chain.recorded_to', 'is', null)
    .where((eb) => ('id' in of ? eb('chain.id', '=', of.id) : eb('chain.customer_id', 'in', [...of.customerKeys])))
    .where((eb) => eb.and(farConditions(ctx)))
    .orderBy('chain.closed')
    .orderBy('chain.id', 'desc')
    .execute();
  noteMet(ctx.access, rows);
  const members = await membersOf(ctx, rows);
  const chains = rows.map(({ closed, ...row }) => {
    const own = members.get(row.key) ?? [];
    return { ...row, isClosed: closed === 1, members: own, ...coverageOf(own, row.cycleDays, ctx.now()) };
  });
  // What a chain tells of its deciders' attitudes is told as far as theirs may be seen.
  await withLeastLevels(ctx, chains, (chain) => [
    chain.customerKey,
    ...chain.members.map(({ customerKey }) => customerKey),
  ]);
  return withFields(chains, chainFields);
}

/** Who takes part in chains, of those whom the actor sees; somebody who is in it twice, by merging, as it was said last. */
async function membersOf(
  ctx: Ctx,
  chains: readonly { readonly key: number; readonly customerKey: number; readonly cycleDays: number }[],
): Promise<ReadonlyMap<number, DecisionMember[]>> {
  if (chains.length === 0) return new Map();
  const byKey = new Map(chains.map((chain) => [chain.key, chain]));
  const rows = await ctx.db.read
    .selectFrom('decision_member as member')
    .innerJoin('customer', 'customer.id', 'member.customer_id')
    .select([
      'member.id as key',
      'member.version as versionNumber',
      'member.chain_id as chainKey',
      'member.customer_id as customerKey',
      'member.roles',
      'member.attitude',
      'member.influence',
      'member.note',
      'member.verified_at as verifiedAt',
      'member.verified_by as verifiedByKey',
      'member.source_id as sourceKey',
      'member.recorded_by as recordedByKey',
      'member.recorded_from as recordedAt',
    ])
    .where('member.chain_id', 'in', [...byKey.keys()])
    .where('member.recorded_to', 'is', null)
    .where('member.withdrawn', '=', 0)
    .where((eb) => eb.and(farConditions(ctx)))
    .orderBy('member.recorded_from', 'desc')
    .orderBy('member.id', 'desc')
    .execute();
  noteMet(ctx.access, rows);
  const latest = [...Map.groupBy(rows, (row) => `${row.chainKey} ${row.customerKey}`).values()].flatMap(
    ([row]) => row ?? [],
  );
  const members = latest.map((row) => ({
    ...row,
    // Written from the enum's own values.
    roles: JSON.parse(row.roles) as DecisionRole[],
    isVerified: isVerified(row.verifiedAt, byKey.get(row.chainKey)?.cycleDays ?? 0, ctx.now()),
  }));
  await withLeastLevels(ctx, members, (member) => [
    member.customerKey,
    byKey.get(member.chainKey)?.customerKey ?? member.customerKey,
  ]);
  const shown = withFields(members, memberFields).toSorted(
    (a, b) => (b.influence ?? -1) - (a.influence ?? -1) || a.key - b.key,
  );
  return Map.groupBy(shown, ({ chainKey }) => chainKey);
}
