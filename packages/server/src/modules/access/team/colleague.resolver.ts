import { Arg, Ctx as FromContext, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { isEverywhere } from '../../../platform/policy/compile-grants.ts';
import { listUsers } from '../user.repository.ts';

const MOST_SHOWN = 100;

/** A member of staff as colleagues see them. */
@AboutInstallation()
@ObjectType({ description: 'A member of staff as colleagues see them: somebody to give or show a customer to.' })
export class Colleague {
  @Readable(() => ID, 'INTERNAL', 'The user’s id.')
  id: string;
  @Readable(() => String, 'INTERNAL', 'Their name.')
  name: string;
}

/** Colleagues to choose from. */
@Resolver()
export class ColleagueResolver {
  @Query(() => [Colleague], { description: 'Active members of staff by name. Needs CUSTOMER_READ.' })
  async colleagues(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('search', () => String, { nullable: true, description: 'Only those with this in their name or address.' })
    search: string | null,
    @Arg('assignable', () => Boolean, {
      defaultValue: false,
      description: 'Only those you may give customers to: all if you may change all customers, else your teams.',
    })
    assignable: boolean,
    @FromContext() ctx: Ctx,
  ): Promise<Colleague[]> {
    if (first < 1 || first > MOST_SHOWN) throw failure('BAD_USER_INPUT', `first must be between 1 and ${MOST_SHOWN}`);
    const { grants } = ctx.actor;
    const isAnybody = !assignable || isEverywhere(grants.reach('INTERNAL', 'WRITE'));
    const users = await listUsers(ctx.db.read, {
      limit: first,
      search: search?.trim() || undefined,
      areColleagues: true,
      ...(isAnybody ? {} : { within: grants.standing }),
    });
    return users.map(({ id, name }) => ({ id: ctx.publicIds.encode('usr', id), name }));
  }
}
