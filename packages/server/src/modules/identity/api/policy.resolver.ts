import { Arg, Ctx as FromContext, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { readMatchPolicy } from '../policy/match-policy.ts';
import { updateMatchPolicy } from '../policy/update-match-policy.ts';
import { MatchPolicy, MatchPolicyInput, MatchPolicyPayload } from './policy.type.ts';

/** From which chance on customers are merged, and people are asked. */
@Resolver()
export class MatchPolicyResolver {
  @Query(() => MatchPolicy, { description: 'What is done about customers who may be one. Needs IDENTITY_READ.' })
  async matchPolicy(@FromContext() ctx: Ctx): Promise<MatchPolicy> {
    return await readMatchPolicy(ctx.db.read);
  }

  @Mutation(() => MatchPolicyPayload, {
    description: 'Changes what is done about customers who may be one. Needs SETTINGS_WRITE.',
  })
  async matchPolicyUpdate(
    @Arg('input', () => MatchPolicyInput) input: MatchPolicyInput,
    @FromContext() ctx: Ctx,
  ): Promise<MatchPolicyPayload> {
    return await answer(ctx, async () => {
      await updateMatchPolicy(ctx, input);
      return { matchPolicy: await readMatchPolicy(ctx.db.read) };
    });
  }
}
