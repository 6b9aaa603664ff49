import type { CustomerField } from '@dossier/shared/facts';
import { Arg, Ctx as FromContext, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { findJob } from '../../../platform/jobs/find-jobs.ts';
import { CustomerFieldEnum } from '../api/customer-enums.ts';
import { updateRules } from './change-rules.ts';
import { listFlips } from './list-flips.ts';
import { presentRuleSet } from './rule-sets.ts';
import { type RuleFlip, RuleFlipConnection, RuleTrial, RuleTrialPayload } from './rule-trial.type.ts';
import { countFlips, lastRuleTrial, startRuleTrial } from './rule-trials.ts';
import { FieldRule, RuleChangesInput, RuleSet, RulesPayload } from './rules.type.ts';
import { findRuleSetAt, listRuleSets, showFieldRules, showingDocuments } from './show-rules.ts';

/** The rules by which the values to show are chosen, their versions, and trying others. */
@Resolver()
export class RulesResolver {
  @Query(() => [FieldRule], { description: 'How the value of each field is chosen.' })
  async fieldRules(@FromContext() ctx: Ctx): Promise<FieldRule[]> {
    return await showFieldRules(ctx);
  }

  @Query(() => RuleSet, { description: 'The rules in force, now or at an instant.' })
  async ruleSet(
    @Arg('at', () => DateTimeScalar, { nullable: true }) at: number | null,
    @FromContext() ctx: Ctx,
  ): Promise<RuleSet> {
    return await findRuleSetAt(ctx, at);
  }

  @Query(() => [RuleSet], {
    description:
      'The versions of the rules, the newest first: at most 100, then version 0, which counted before anybody set rules.',
  })
  async ruleSets(@FromContext() ctx: Ctx): Promise<RuleSet[]> {
    return await listRuleSets(ctx);
  }

  @Query(() => RuleTrial, {
    nullable: true,
    description: 'The last dry run of changed rules, with what it found so far.',
  })
  async ruleTrial(@FromContext() ctx: Ctx): Promise<RuleTrial | null> {
    return await showTrial(ctx);
  }

  @Query(() => RuleFlipConnection, {
    description: 'Customers that you see who would show another value of a field under the rules of the last dry run.',
  })
  async ruleFlips(
    @Arg('field', () => CustomerFieldEnum) field: CustomerField,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<RuleFlip>> {
    return await listFlips(ctx, field, { first, after });
  }

  @Mutation(() => RuleTrialPayload, {
    description: 'Starts a dry run of changed rules as a job, in place of the one before. Needs SETTINGS_WRITE.',
  })
  async ruleTrialStart(
    @Arg('changes', () => RuleChangesInput) changes: RuleChangesInput,
    @FromContext() ctx: Ctx,
  ): Promise<RuleTrialPayload> {
    return await answer(ctx, async () => {
      await startRuleTrial(ctx, changes);
      return { ruleTrial: await showTrial(ctx) };
    });
  }

  @Mutation(() => RulesPayload, {
    description:
      'Puts changed rules, or an earlier version, in force and applies them to every customer, as a job. Needs SETTINGS_WRITE.',
  })
  async rulesUpdate(
    @Arg('ruleSetVersion', () => Int) ruleSetVersion: number,
    @Arg('changes', () => RuleChangesInput) changes: RuleChangesInput,
    @Arg('reason', () => String) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<RulesPayload> {
    return await answer(ctx, async () => {
      const jobId = await updateRules(ctx, ruleSetVersion, changes, reason);
      return { ruleSet: await findRuleSetAt(ctx), job: await findJob(ctx, jobId) };
    });
  }
}

async function showTrial(ctx: Ctx): Promise<RuleTrial | null> {
  const trial = await lastRuleTrial(ctx.db.read);
  if (!trial) return null;
  const shown = await showingDocuments(ctx);
  return {
    baseVersion: trial.base_version,
    isStale: ((await presentRuleSet(ctx.db.read))?.version ?? 0) !== trial.base_version,
    ...shown(trial.document),
    startedAt: trial.started_at,
    finishedAt: trial.finished_at,
    job: await findJob(ctx, trial.job_id),
    fields: await countFlips(ctx, trial.id),
  };
}
