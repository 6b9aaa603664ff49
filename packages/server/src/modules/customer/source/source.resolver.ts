import { type CustomerField, SINGLE_FIELDS } from '@dossier/shared/facts';
import { Arg, Ctx as FromContext, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { findJob } from '../../../platform/jobs/find-jobs.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import { CustomerFieldEnum } from '../api/customer-enums.ts';
import type { SurvivorshipRule } from '../survivorship/rules.ts';
import { checkedRules, createSource, renameSource, reorderSources, updateFieldRules } from './manage-sources.ts';
import { previewFieldRules } from './preview-rules.ts';
import { listSources, sourceLoader } from './source.loader.ts';
import { Source } from './source.type.ts';
import { allFieldRules } from './sources.ts';

const SurvivorshipRuleEnum = enumOf('SurvivorshipRule', 'How the value to show is chosen.', {
  SOURCE_PRIORITY: 'The most believed source; the newest value where several are believed alike.',
  MOST_RECENT: 'The newest value; the most believed source where several are equally new.',
});

/** How the value of one field is chosen. */
@AboutInstallation()
@ObjectType({ description: 'How the value to show is chosen for one field.' })
export class FieldRule {
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => SurvivorshipRuleEnum, 'INTERNAL', 'The rule.')
  rule: SurvivorshipRule;
  @Readable(
    () => [Source],
    'INTERNAL',
    'This field’s own order of sources, believed first to last; empty means the general order.',
  )
  sources: Source[];
}

/** One field's rule, to be set or tried. */
@AboutInstallation()
@InputType({ description: 'One field’s rule, to be set or tried.' })
export class FieldRuleInput {
  @Writable(() => CustomerFieldEnum, 'INTERNAL', 'The field.', { nullable: false })
  field: CustomerField;
  @Writable(() => SurvivorshipRuleEnum, 'INTERNAL', 'The rule.', { nullable: false })
  rule: SurvivorshipRule;
  @Writable(() => [ID], 'INTERNAL', 'This field’s own order of sources; empty or absent means the general order.')
  sourceIds?: string[] | null;
}

/** What a rule would change. */
@AboutInstallation()
@ObjectType({ description: 'How many customers would show another value under the rules tried.' })
export class FieldRulePreviewRow {
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => Int, 'INTERNAL', 'How many customers; scaled up from a sample above 20,000 candidates.')
  customers: number;
}

/** Answer to a change of rules. */
@AboutInstallation()
@ObjectType({ description: 'The rules now in force and the job that applies them, or why nothing was changed.' })
export class FieldRulesPayload {
  @Readable(() => [FieldRule], 'INTERNAL', 'The rules now in force.', { nullable: true })
  fieldRules: FieldRule[] | null;
  @Readable(() => Job, 'INTERNAL', 'The job that chooses every customer’s values anew.', { nullable: true })
  job: Job | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

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

/** Sources, and the rules by which their values are chosen. */
@Resolver()
export class SourceResolver {
  @Query(() => [Source], { description: 'All sources, believed first to last.' })
  async sources(@FromContext() ctx: Ctx): Promise<Source[]> {
    return await listSources(ctx);
  }

  @Query(() => [FieldRule], { description: 'How the value of each single-valued field is chosen.' })
  async fieldRules(@FromContext() ctx: Ctx): Promise<FieldRule[]> {
    return await rulesInForce(ctx);
  }

  @Query(() => [FieldRulePreviewRow], {
    description: 'Counts what other rules would change, without changing anything.',
  })
  async fieldRulesPreview(
    @Arg('rules', () => [FieldRuleInput]) rules: FieldRuleInput[],
    @FromContext() ctx: Ctx,
  ): Promise<FieldRulePreviewRow[]> {
    return await previewFieldRules(ctx, await checkedRules(ctx, ctx.db.read, rules));
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

  @Mutation(() => SourcePayload, { description: 'Renames a source. Needs SETTINGS_WRITE.' })
  async sourceUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String, { description: 'Name for people, at most 100 characters.' }) name: string,
    @FromContext() ctx: Ctx,
  ): Promise<SourcePayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('src', id) ?? refuse('NOT_FOUND', ['id']);
      await renameSource(ctx, key, name);
      return { source: await ctx.once(sourceLoader).load(key) };
    });
  }

  @Mutation(() => FieldRulesPayload, {
    description:
      'Sets the general order in which sources are believed and applies it to every customer, as a job. Needs SETTINGS_WRITE.',
  })
  async sourcesReorder(
    @Arg('ids', () => [ID], { description: 'Every source once, believed first to last.' }) ids: string[],
    @FromContext() ctx: Ctx,
  ): Promise<FieldRulesPayload> {
    return await answer(ctx, async () => {
      const keys = ids.map((id) => ctx.publicIds.decode('src', id) ?? refuse('NOT_FOUND', ['ids']));
      return await applied(ctx, await reorderSources(ctx, keys));
    });
  }

  @Mutation(() => FieldRulesPayload, {
    description: 'Sets the rules of some fields and applies them to every customer, as a job. Needs SETTINGS_WRITE.',
  })
  async fieldRulesUpdate(
    @Arg('rules', () => [FieldRuleInput]) rules: FieldRuleInput[],
    @FromContext() ctx: Ctx,
  ): Promise<FieldRulesPayload> {
    return await answer(ctx, async () => await applied(ctx, await updateFieldRules(ctx, rules)));
  }
}

async function applied(ctx: Ctx, jobId: number) {
  return { fieldRules: await rulesInForce(ctx), job: await findJob(ctx, jobId) };
}

async function rulesInForce(ctx: Ctx): Promise<FieldRule[]> {
  const sources = new Map((await listSources(ctx)).map((source) => [source.key, source]));
  const own = new Map((await allFieldRules(ctx.db.read)).map((rule) => [rule.field, rule]));
  return SINGLE_FIELDS.map((field) => ({
    field,
    rule: own.get(field)?.rule ?? 'SOURCE_PRIORITY',
    sources: (own.get(field)?.sourceIds ?? []).flatMap((id) => sources.get(id) ?? []),
  }));
}
