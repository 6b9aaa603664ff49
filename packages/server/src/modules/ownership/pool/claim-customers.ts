import type { Ctx } from '../../../platform/context/context.ts';
import { startOfToday } from '../../../platform/context/start-of-today.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { type Refusal, refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { KEPT_STATUSES, assignOwner, prepareAssignment, visibleCondition } from '../../customer/index.ts';
import { type PoolRules, readPoolRules } from './pool-rules.ts';

/** So many customers are taken at once at most. */
export const MOST_CLAIMED = 100;
const DAY_MS = 86_400_000;

/** What became of a claim: customers that are the actor's now, and why others are not. */
export interface Claimed {
  readonly claimed: readonly number[];
  readonly refusals: readonly Refusal[];
}

/** How much of the pool's limits somebody has used. */
export interface PoolUse {
  readonly claimedToday: number;
  readonly held: number;
}

/**
 * Takes customers from the public pool, in the order given, until a limit is reached; of two people who take the same one, one
 * gets it. Refuses, for each customer by itself: NOT_FOUND (not visible, or not any more), TAKEN (somebody looks after it),
 * WRONG_STATE (archived), CLAIM_TOO_SOON, CLAIMS_USED_UP, HOLDINGS_FULL. Refuses TOO_MANY for all.
 */
export async function claimCustomers(ctx: Ctx, publicIds: readonly string[]): Promise<Claimed> {
  if (publicIds.length > MOST_CLAIMED) refuse('TOO_MANY', ['ids'], { max: MOST_CLAIMED });
  const wanted = publicIds.map((id) => ctx.publicIds.decode('cus', id) ?? 0);
  const keys = [...new Set(wanted)].filter((key) => key !== 0);
  const { userId } = ctx.actor;
  const since = await startOfToday(ctx);
  const assignment = await prepareAssignment(ctx, keys.length);
  await ctx.db.ids.ensure(keys.length * 2);
  return await ctx.db.transaction(async (trx) => {
    // Two calls of one person wait for each other, so that together they stay within the limits.
    await lockRows(trx, 'staff_user', [userId]);
    await lockRows(trx, 'customer', keys);
    const rules = await readPoolRules(trx);
    const use = await poolUse(trx, userId, since);
    const judged = judge(await lookAt(trx, ctx, keys, rules), wanted, rules, use);
    const claimed = await assignOwner(trx, ctx, judged.free, userId, assignment);
    const rows = claimed.map((id) => [userId, ctx.now(), id]);
    await bulkInsert(trx, 'customer_claim', ['user_id', 'at', 'customer_id'], rows, { onConflict: 'skip' });
    for (const id of claimed)
      await recordAudit(trx, ctx, {
        action: 'customer.claimed',
        objectType: 'customer',
        objectId: id,
        fields: ['OWNER'],
      });
    const beaten = judged.free.filter((id) => !claimed.includes(id));
    return { claimed, refusals: [...judged.refusals, ...beaten.map((id) => at(wanted, id, { code: 'WRONG_STATE' }))] };
  });
}

/** How much of the limits somebody has used: customers taken today in the installation's time zone, active ones held. */
export async function poolUse(db: Queryable, userId: number, since: number): Promise<PoolUse> {
  const { n: claimed } = await db
    .selectFrom('customer_claim')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_id', '=', userId)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  const { n: held } = await db
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('owner_id', '=', userId)
    .where('status', '=', 'ACTIVE')
    .executeTakeFirstOrThrow();
  return { claimedToday: Number(claimed), held: Number(held) };
}

interface Seen {
  readonly owner: number | null;
  readonly status: string;
  /** Until when the actor may not take it again. */
  readonly coolUntil: number;
}

async function lookAt(
  trx: Trx,
  ctx: Ctx,
  keys: readonly number[],
  rules: PoolRules,
): Promise<ReadonlyMap<number, Seen>> {
  if (keys.length === 0) return new Map();
  const visible = visibleCondition(ctx);
  const rows = await trx
    .selectFrom('customer')
    .select([
      'customer.id',
      'customer.owner_id',
      'customer.status',
      (eb) =>
        eb
          .selectFrom('owner_change')
          .select((on) => on.fn.max<number | null>('owner_change.at').as('at'))
          .whereRef('owner_change.customer_id', '=', 'customer.id')
          .where('owner_change.from_user', '=', ctx.actor.userId)
          .as('left_at'),
    ])
    .where('customer.id', 'in', [...keys])
    .where('customer.status', 'in', KEPT_STATUSES)
    .$if(visible !== undefined, (query) => (visible ? query.where(visible) : query))
    .execute();
  const cool = (rules.coolOffDays ?? 0) * DAY_MS;
  return new Map(
    rows.map(({ id, owner_id, status, left_at }) => {
      const until = left_at === null ? 0 : Number(left_at) + cool;
      return [id, { owner: owner_id, status, coolUntil: until > ctx.now() ? until : 0 }];
    }),
  );
}

function judge(
  seen: ReadonlyMap<number, Seen>,
  wanted: readonly number[],
  rules: PoolRules,
  use: PoolUse,
): { free: number[]; refusals: Refusal[] } {
  const free: number[] = [];
  const refusals: Refusal[] = [];
  for (const id of new Set(wanted)) {
    const reason = reasonAgainst(seen.get(id), rules, {
      claimedToday: use.claimedToday + free.length,
      held: use.held + free.length,
    });
    if (reason) refusals.push(at(wanted, id, reason));
    else free.push(id);
  }
  return { free, refusals };
}

function reasonAgainst(one: Seen | undefined, rules: PoolRules, use: PoolUse): Omit<Refusal, 'field'> | undefined {
  if (!one) return { code: 'NOT_FOUND' };
  if (one.owner !== null) return { code: 'TAKEN' };
  if (one.status !== 'ACTIVE') return { code: 'WRONG_STATE' };
  if (one.coolUntil > 0)
    return { code: 'CLAIM_TOO_SOON', params: { until: new Date(one.coolUntil).toISOString().slice(0, 10) } };
  if (rules.claimsPerDay !== null && use.claimedToday >= rules.claimsPerDay)
    return { code: 'CLAIMS_USED_UP', params: { max: rules.claimsPerDay } };
  if (rules.mostHeld !== null && use.held >= rules.mostHeld)
    return { code: 'HOLDINGS_FULL', params: { max: rules.mostHeld } };
  return undefined;
}

function at(wanted: readonly number[], id: number, reason: Omit<Refusal, 'field'>): Refusal {
  return { ...reason, field: ['ids', String(wanted.indexOf(id))] };
}
