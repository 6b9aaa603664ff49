import { Arg, Ctx as FromContext, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { createProcessingActivity, retireProcessingActivity, updateProcessingActivity } from './change-register.ts';
import { findProcessingActivity, listProcessingActivities } from './processing-activities.ts';
import {
  ProcessingActivity,
  ProcessingActivityInput,
  ProcessingActivityPayload,
  toProcessingActivities,
} from './processing-activity.type.ts';

/** The register of processing. */
@Resolver()
export class RegisterResolver {
  @Query(() => [ProcessingActivity], {
    description:
      'The register of processing: what is done with which data, and why; at most 500 entries. Needs SETTINGS_READ.',
  })
  async processingActivities(
    @Arg('includeRetired', () => Boolean, { defaultValue: false, description: 'Also what is no longer done.' })
    includeRetired: boolean,
    @FromContext() ctx: Ctx,
  ): Promise<ProcessingActivity[]> {
    return toProcessingActivities(ctx, await listProcessingActivities(ctx, includeRetired));
  }

  @Mutation(() => ProcessingActivityPayload, {
    description: 'Enters what is done with personal data into the register. Needs PRIVACY_MANAGE.',
  })
  async processingActivityCreate(
    @Arg('input', () => ProcessingActivityInput) input: ProcessingActivityInput,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<ProcessingActivityPayload> {
    return await changed(ctx, async () => await createProcessingActivity(ctx, input, idempotencyKey ?? undefined));
  }

  @Mutation(() => ProcessingActivityPayload, {
    description: 'Changes an entry of the register to what the input says as a whole. Needs PRIVACY_MANAGE.',
  })
  async processingActivityUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String) version: string,
    @Arg('input', () => ProcessingActivityInput) input: ProcessingActivityInput,
    @FromContext() ctx: Ctx,
  ): Promise<ProcessingActivityPayload> {
    return await changed(ctx, async () => {
      const row = target(ctx, id, version);
      await updateProcessingActivity(ctx, row.id, row.version, input);
      return row.id;
    });
  }

  @Mutation(() => ProcessingActivityPayload, {
    description: 'Marks an entry of the register as no longer done; it stays there. Needs PRIVACY_MANAGE.',
  })
  async processingActivityRetire(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String) version: string,
    @FromContext() ctx: Ctx,
  ): Promise<ProcessingActivityPayload> {
    return await changed(ctx, async () => {
      const row = target(ctx, id, version);
      await retireProcessingActivity(ctx, row.id, row.version);
      return row.id;
    });
  }
}

function target(ctx: Ctx, id: string, version: string): { id: number; version: number } {
  const key = ctx.publicIds.decode('act', id) ?? refuse('NOT_FOUND', ['id']);
  return { id: key, version: ctx.publicIds.versionOf(key, version) ?? refuse('STALE', ['version']) };
}

async function changed(ctx: Ctx, work: () => Promise<number>): Promise<ProcessingActivityPayload> {
  return await answer(ctx, async () => {
    const row = await findProcessingActivity(ctx.db.read, await work());
    const [activity] = row ? toProcessingActivities(ctx, [row]) : [];
    return { processingActivity: activity ?? null };
  });
}
