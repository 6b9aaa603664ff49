import { Arg, Ctx as FromContext, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { Tag } from './tag.type.ts';
import { createTag, findTag, listTags } from './tags.ts';

/** A new tag. */
@AboutInstallation()
@InputType({ description: 'A new tag.' })
export class TagCreateInput {
  @Writable(() => String, 'INTERNAL', 'The word; unique, at most 50 characters.', { nullable: false })
  name: string;
  @Writable(() => String, 'INTERNAL', 'A colour name for the console.')
  colour?: string | null;
}

/** Answer to a new tag. */
@AboutInstallation()
@ObjectType({ description: 'The tag, or why it was not made.' })
export class TagPayload {
  @Readable(() => Tag, 'INTERNAL', 'The tag; null when refused.', { nullable: true })
  tag: Tag | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Tags. */
@Resolver()
export class TagResolver {
  @Query(() => [Tag], { description: 'Tags by name, at most 500.' })
  async tags(
    @Arg('search', () => String, { nullable: true, description: 'Only tags with this in their name.' })
    search: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Tag[]> {
    return await listTags(ctx, search ?? undefined);
  }

  @Mutation(() => TagPayload, { description: 'Makes a tag. Needs CUSTOMER_WRITE.' })
  async tagCreate(
    @Arg('input', () => TagCreateInput) input: TagCreateInput,
    @FromContext() ctx: Ctx,
  ): Promise<TagPayload> {
    return await answer(ctx, async () => ({ tag: (await findTag(ctx, await createTag(ctx, input))) ?? null }));
  }
}
