import type { Ctx } from '../../../platform/context/context.ts';
import { type Refusal, Refused } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { type MatchPolicy, readMatchPolicy, replaceMatchPolicy } from './match-policy.ts';

/** What changes about the policy; what is absent stays, null switches merging off. */
export interface MatchPolicyChange {
  readonly mergeFrom?: number | null | undefined;
  readonly reviewFrom?: number | null | undefined;
  readonly mostMembers?: number | null | undefined;
  readonly runAfterImports?: boolean | null | undefined;
}

/** Below even chances nobody is merged unseen; above, no chance that a model gives is more than its own opinion. */
const LIMITS = {
  mergeFrom: { min: 0.9, max: 0.999_999 },
  reviewFrom: { min: 0.001, max: 0.99 },
  mostMembers: { min: 2, max: 20 },
} as const;

/**
 * Changes the policy. Merging more than somebody looked at is to be looked at again. Refuses TOO_SMALL, TOO_LARGE, INVALID where
 * reviewing would begin above merging, and STALE when somebody changes it at the same time.
 */
export async function updateMatchPolicy(ctx: Ctx, input: MatchPolicyChange): Promise<void> {
  const refusals = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).flatMap((name) => problemOf(name, input[name]));
  if (refusals.length > 0) throw new Refused(refusals);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const before = await readMatchPolicy(trx);
    const after = changed(before, input);
    if (after.mergeFrom !== null && after.reviewFrom > after.mergeFrom)
      throw new Refused([{ code: 'INVALID', field: ['input', 'reviewFrom'] }]);
    await replaceMatchPolicy(trx, before, after);
    const { version, mergeFrom, reviewFrom, mostMembers } = after;
    await recordAudit(trx, ctx, {
      action: 'matchPolicy.updated',
      objectType: 'settings',
      fields: Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [name])),
      detail: { version, mergeFrom, reviewFrom, mostMembers },
    });
  });
}

function changed(before: MatchPolicy, input: MatchPolicyChange): MatchPolicy {
  const mergeFrom = input.mergeFrom === undefined ? before.mergeFrom : input.mergeFrom;
  const mostMembers = input.mostMembers ?? before.mostMembers;
  const mergesMore =
    mergeFrom !== null &&
    (before.mergeFrom === null || mergeFrom < before.mergeFrom || mostMembers > before.mostMembers);
  return {
    version: before.version + 1,
    mergeFrom,
    reviewFrom: input.reviewFrom ?? before.reviewFrom,
    mostMembers,
    runAfterImports: input.runAfterImports ?? before.runAfterImports,
    confirmed: before.confirmed && mergeFrom !== null && !mergesMore,
  };
}

function problemOf(name: keyof typeof LIMITS, value: number | null | undefined): Refusal[] {
  if (value == null) return [];
  const { min, max } = LIMITS[name];
  const field = ['input', name];
  if (value < min) return [{ code: 'TOO_SMALL', field, params: { min } }];
  return value > max ? [{ code: 'TOO_LARGE', field, params: { max } }] : [];
}
