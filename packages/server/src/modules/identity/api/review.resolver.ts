import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { decidePair } from '../review/decide-pair.ts';
import { findPair, findPairs } from '../review/pairs.repository.ts';
import { toMatchPairs } from './match-pair-fields.ts';
import { MatchDecideInput, MatchDecidePayload, MatchPair, MatchPairConnection, MatchPairFilter } from './match.type.ts';

const THOUSANDTHS = 1_000;
/** No customer has this key. */
const NOBODY = 0;

/** Pairs of customers who may be one, and what people say of them. */
@Resolver()
export class ReviewResolver {
  @Query(() => MatchPairConnection, {
    description:
      'Pairs of customers who may be one, the surest first, as far as you see both in full. Needs IDENTITY_READ.',
  })
  async matchPairs(
    @Arg('filter', () => MatchPairFilter, { nullable: true }) filter: MatchPairFilter | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<MatchPair>> {
    const { states, kind, weightFrom, weightBelow, customerId, belowReview } = filter ?? {};
    const scope = JSON.stringify([states, kind, weightFrom, weightBelow, customerId, belowReview]);
    const page = pageRequest(ctx, `matchPairs:${scope}`, { first, after });
    const [weight, id] = page.after ?? [];
    const rows = await findPairs(ctx, {
      states: states ?? ['OPEN'],
      kind,
      from: weightFrom == null ? undefined : weightFrom * THOUSANDTHS,
      below: weightBelow == null ? undefined : weightBelow * THOUSANDTHS,
      belowReview: belowReview ?? false,
      customerId: customerId == null ? undefined : (ctx.publicIds.decode('cus', customerId) ?? NOBODY),
      after: typeof weight === 'number' && typeof id === 'number' ? [weight, id] : undefined,
      limit: page.first + 1,
    });
    return toPage(ctx, page, toMatchPairs(ctx, rows), (pair) => [Math.round(pair.weight * THOUSANDTHS), pair.key]);
  }

  @Query(() => MatchPair, { nullable: true, description: 'One pair, when you see both in full. Needs IDENTITY_READ.' })
  async matchPair(
    @Arg('id', () => ID, { description: 'The pair.' }) id: string,
    @FromContext() ctx: Ctx,
  ): Promise<MatchPair | null> {
    const key = ctx.publicIds.decode('mpr', id);
    const row = key === undefined ? undefined : await findPair(ctx, ctx.db.read, key);
    return toMatchPairs(ctx, row ? [row] : [])[0] ?? null;
  }

  @Mutation(() => MatchDecidePayload, {
    description:
      'Says whether two customers are one. NOT_SAME is remembered for ever, also by later runs. No customer changes: customersMerge makes them one. Needs CUSTOMER_MERGE.',
  })
  async matchDecide(
    @Arg('input', () => MatchDecideInput) input: MatchDecideInput,
    @FromContext() ctx: Ctx,
  ): Promise<MatchDecidePayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('mpr', input.id) ?? refuse('NOT_FOUND', ['input', 'id']);
      await decidePair(ctx, { id: key, verdict: input.verdict, reason: input.reason });
      const row = await findPair(ctx, ctx.db.read, key);
      return { pair: toMatchPairs(ctx, row ? [row] : [])[0] ?? null };
    });
  }
}
