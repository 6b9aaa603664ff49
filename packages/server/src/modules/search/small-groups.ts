import type { Ctx } from '../../platform/context/context.ts';

/** A group of fewer people than this says too much about each of them to whoever may see figures only. */
const SMALLEST_GROUP = 10;
const ROUNDED_TO = 5;

/** Counts as the actor may see them: for those who see figures only, small groups are left out and the others rounded. */
export function presentable<Group extends { readonly count: number }>(ctx: Ctx, groups: readonly Group[]): Group[] {
  if (!ctx.actor.grants.aggregatesOnly) return [...groups];
  return groups
    .filter(({ count }) => count >= SMALLEST_GROUP)
    .map((group) => ({ ...group, count: roundedCount(ctx, group.count) }));
}

/** A count as the actor may see it; 0 stands for few or none. */
export function roundedCount(ctx: Ctx, count: number): number {
  if (!ctx.actor.grants.aggregatesOnly) return count;
  return count < SMALLEST_GROUP ? 0 : Math.round(count / ROUNDED_TO) * ROUNDED_TO;
}
