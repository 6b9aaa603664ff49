import { Arg, Ctx as FromContext, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { createSource, updateSource } from './manage-sources.ts';
import { listSources, sourceLoader } from './source.loader.ts';
import { Source } from './source.type.ts';

/** A new source. */
@AboutInstallation()
@InputType({ description: 'A new source.' })
export class SourceCreateInput {
  @Writable(() => String, 'INTERNAL', 'Short unique name: small letters, digits, - and _, at most 40.', {
    nullable: false,
  })
  code: string;
  @Writable(() => String, 'INTERNAL', 'Name for people, at most 100 characters.', { nullable: false })
  name: string;
}

/** Answer to a change of a source. */
@AboutInstallation()
@ObjectType({ description: 'The source, or why nothing was changed.' })
export class SourcePayload {
  @Readable(() => Source, 'INTERNAL', 'The source; null when refused.', { nullable: true })
  source: Source | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Sources. */
@Resolver()
export class SourceResolver {
  @Query(() => [Source], { description: 'All sources, believed first to last.' })
  async sources(@FromContext() ctx: Ctx): Promise<Source[]> {
    return await listSources(ctx);
  }

  @Mutation(() => SourcePayload, { description: 'Makes a source, believed least. Needs SETTINGS_WRITE.' })
  async sourceCreate(
    @Arg('input', () => SourceCreateInput) input: SourceCreateInput,
    @FromContext() ctx: Ctx,
  ): Promise<SourcePayload> {
    return await answer(ctx, async () => ({
      source: await ctx.once(sourceLoader).load(await createSource(ctx, input)),
    }));
  }

  @Mutation(() => SourcePayload, {
    description: 'Renames a source, or says how far it is trusted. Needs SETTINGS_WRITE.',
  })
  async sourceUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String, { description: 'Name for people, at most 100 characters.' }) name: string,
    @Arg('trust', () => Int, {
      nullable: true,
      description: 'How often it is right, 0 to 99 per cent; absent: as before.',
    })
    trust: number | null,
    @FromContext() ctx: Ctx,
  ): Promise<SourcePayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('src', id) ?? refuse('NOT_FOUND', ['id']);
      await updateSource(ctx, key, name, trust);
      return { source: await ctx.once(sourceLoader).load(key) };
    });
  }
}
