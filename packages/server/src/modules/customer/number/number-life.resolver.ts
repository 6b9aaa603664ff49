import { Arg, Ctx as FromContext, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { freezeNumber, reserveNumbers, unfreezeNumber } from './reserve-numbers.ts';

/** Answer to setting numbers aside. */
@AboutInstallation()
@ObjectType({ description: 'The numbers set aside, or why none was.' })
export class NumbersReservePayload {
  @Readable(() => [String], 'INTERNAL', 'The numbers, in order; null when refused.', { nullable: true })
  numbers: string[] | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Answer to freezing a number or making it usable again. */
@AboutInstallation()
@ObjectType({ description: 'Whether the number was changed, or why not.' })
export class NumberStatePayload {
  @Readable(() => Boolean, 'INTERNAL', 'True when it was changed; null when refused.', { nullable: true })
  done: boolean | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** The life of customer numbers before and beside their customers. */
@Resolver()
export class NumberLifeResolver {
  @Mutation(() => NumbersReservePayload, {
    description:
      'Sets customer numbers aside, for cards printed ahead or a shop without a connection. Needs SETTINGS_WRITE.',
  })
  async numbersReserve(
    @Arg('count', () => Int, { description: 'How many, 1 to 10,000.' }) count: number,
    @Arg('reason', () => String, { nullable: true, description: 'What for; kept with the numbers.' })
    reason: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<NumbersReservePayload> {
    return await answer(ctx, async () => ({ numbers: await reserveNumbers(ctx, count, reason) }));
  }

  @Mutation(() => NumberStatePayload, {
    description: 'Makes a reserved number unusable, for example of a lost card. Needs SETTINGS_WRITE.',
  })
  async numberFreeze(
    @Arg('number', () => String, { description: 'The number.' }) number: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why; kept with the number.' }) reason: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<NumberStatePayload> {
    return await answer(ctx, async () => {
      await freezeNumber(ctx, number, reason);
      return { done: true };
    });
  }

  @Mutation(() => NumberStatePayload, { description: 'Makes a frozen number usable again. Needs SETTINGS_WRITE.' })
  async numberUnfreeze(
    @Arg('number', () => String, { description: 'The number.' }) number: string,
    @FromContext() ctx: Ctx,
  ): Promise<NumberStatePayload> {
    return await answer(ctx, async () => {
      await unfreezeNumber(ctx, number);
      return { done: true };
    });
  }
}
