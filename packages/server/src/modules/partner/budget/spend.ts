import type { Ctx } from '../../../platform/context/context.ts';
import type { Database } from '../../../platform/database/database.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import {
  type Budget,
  dayOf,
  type Portion,
  readPortion,
  refilled,
  takePortion,
  type Unwritten,
} from './take-portion.ts';

/** How often what was spent is written down, at least, while an app asks (ms). */
const SETTLE_MS = 5_000;
/** A process takes a twentieth of the burst at once: what it does not use is what other processes lack at most. */
const PORTIONS = 20;

/** What a request cost, and what is left. */
export interface Cost {
  readonly requested: number;
  readonly remaining: number;
  readonly remainingToday: number;
  /** When as much can be spent at once as ever; ISO 8601. */
  readonly resetAt: string;
}

/** What this process knows of an app. */
interface Purse extends Unwritten {
  /** Taken, and not spent. */
  left: number;
  day: string;
  /** How it stood in the database after the last portion. */
  last: Portion | undefined;
  settledAt: number;
  /** Operations of this cost and more are refused until then without asking again. */
  empty: { readonly cost: number; readonly until: number } | undefined;
  /** Portions are taken one after the other. */
  turn: Promise<void>;
}

const purses = new WeakMap<Database, Map<number, Purse>>();

/**
 * Spends what an operation costs, before anything of it runs. All processes together never spend more than the budget; portions that
 * one of them took and does not use are lost to the others until they come back with the minute, at most a twentieth of the burst
 * each.
 *
 * @throws TOO_COMPLEX for what costs more than the whole budget; RATE_LIMITED with the seconds to wait, and `cost`
 */
export async function spend(ctx: Ctx, budget: Budget, cost: number): Promise<Cost> {
  const purse = purseOf(ctx, budget.appId);
  if (cost > Math.min(budget.burst, budget.perDay)) {
    purse.refused++;
    throw failure('TOO_COMPLEX', 'The operation costs more than the app may ever spend at once.', {
      cost: standing(ctx, purse, budget, cost),
      http: { status: 400 },
    });
  }
  const now = ctx.now();
  const isKnownEmpty = purse.empty && cost >= purse.empty.cost && now < purse.empty.until && purse.day === dayOf(now);
  if (!isKnownEmpty && needsSettling(purse, cost, now)) {
    const turn = purse.turn.then(async () => {
      if (needsSettling(purse, cost, ctx.now())) await settle(ctx, purse, budget, cost);
    });
    // Whoever comes next tries anew.
    purse.turn = turn.catch(() => {});
    await turn;
  }
  if (purse.left < cost || purse.day !== dayOf(ctx.now())) throw refusal(ctx, purse, budget, cost);
  purse.left -= cost;
  purse.spent += cost;
  purse.operations++;
  return standing(ctx, purse, budget, cost);
}

/** How an app stands, as far as this process knows. */
export function budgetOf(ctx: Ctx, budget: Budget): Cost {
  return standing(ctx, purseOf(ctx, budget.appId), budget, 0);
}

/**
 * How an app stands, for whoever does not spend: as it is written down, and what this process holds of it. Portions that other
 * processes have taken and not spent count as spent.
 */
export async function writtenBudgetOf(ctx: Ctx, budget: Budget): Promise<Cost> {
  const last = await readPortion(ctx, budget);
  const { left, day } = purseOf(ctx, budget.appId);
  const today = dayOf(ctx.now());
  return standing(ctx, { left: day === today ? left : 0, day: today, last }, budget, 0);
}

/** What this process has not written down yet of today. */
export function unwrittenOf(ctx: Ctx, appId: number): Unwritten & { readonly day: string } {
  return purseOf(ctx, appId);
}

function needsSettling(purse: Purse, cost: number, now: number): boolean {
  return purse.left < cost || purse.day !== dayOf(now) || now - purse.settledAt >= SETTLE_MS;
}

async function settle(ctx: Ctx, purse: Purse, budget: Budget, cost: number): Promise<void> {
  const now = ctx.now();
  const { spent, operations, refused, day } = purse;
  // A portion is for its day.
  const kept = day === dayOf(now) ? purse.left : 0;
  const lacking = Math.max(0, cost - kept);
  const wanted = lacking === 0 ? 0 : Math.max(lacking, Math.floor(budget.burst / PORTIONS));
  const portion = await takePortion(ctx, budget, { lacking, wanted, day, spent, operations, refused });
  purse.spent -= spent;
  purse.operations -= operations;
  purse.refused -= refused;
  purse.left = (day === dayOf(now) ? purse.left : 0) + portion.taken;
  purse.day = dayOf(now);
  purse.last = portion;
  purse.settledAt = now;
  purse.empty = undefined;
}

function refusal(ctx: Ctx, purse: Purse, budget: Budget, cost: number): Error {
  const now = ctx.now();
  purse.refused++;
  const { points = 0, takenToday = 0 } = purse.last ?? {};
  const missing = cost - purse.left;
  const isDayOver = budget.perDay - takenToday < missing;
  const midnight = Date.parse(`${dayOf(now)}T00:00:00Z`) + 86_400_000;
  const until = isDayOver ? midnight : (purse.last?.at ?? now) + ((missing - points) * 60_000) / budget.burst;
  if (!purse.empty || until < purse.empty.until || cost < purse.empty.cost) purse.empty = { cost, until };
  const retryAfter = Math.max(1, Math.ceil((until - now) / 1000));
  return failure('RATE_LIMITED', 'The budget of the app is used up for now.', {
    retryAfter,
    cost: standing(ctx, purse, budget, cost),
  });
}

function standing(
  ctx: Ctx,
  purse: Pick<Purse, 'left' | 'day' | 'last'>,
  { burst, perDay }: Budget,
  requested: number,
): Cost {
  const now = ctx.now();
  const isToday = purse.day === dayOf(now);
  const left = isToday ? purse.left : 0;
  const points = purse.last ? refilled(purse.last, burst, now).points : burst;
  const remainingToday = perDay - (isToday ? (purse.last?.takenToday ?? 0) : 0) + left;
  const remaining = Math.min(burst, points + left, remainingToday);
  return {
    requested,
    remaining,
    remainingToday,
    resetAt: new Date(now + ((burst - remaining) * 60_000) / burst).toISOString(),
  };
}

function purseOf(ctx: Ctx, appId: number): Purse {
  let all = purses.get(ctx.db);
  if (!all) purses.set(ctx.db, (all = new Map()));
  let purse = all.get(appId);
  if (!purse) {
    purse = {
      left: 0,
      day: dayOf(ctx.now()),
      last: undefined,
      settledAt: 0,
      empty: undefined,
      turn: Promise.resolve(),
      spent: 0,
      operations: 0,
      refused: 0,
    };
    all.set(appId, purse);
  }
  return purse;
}
