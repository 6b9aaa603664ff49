import { Arg, Ctx as FromContext, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { keyStoreStatus, recoveryStatus } from '../../../platform/crypto/key-store/store-status.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { findJob } from '../../../platform/jobs/find-jobs.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import { requireStepUp } from '../../access/index.ts';
import { KeyInventory, KeysRotatePayload, KeyStatus, RotatedKeys } from './key-status.type.ts';
import { lastRotation, rotateKeys, type RotatedKeys as Rotated } from './rotate-keys.ts';

/** The keys, to be looked after. */
@Resolver(() => KeyStatus)
export class KeyResolver {
  @Query(() => KeyStatus, {
    description: 'What may be known of the keys that values are sealed with. Needs KEY_MANAGE.',
  })
  async keyStatus(@FromContext() ctx: Ctx): Promise<KeyStatus> {
    const { state, exportedAt } = await recoveryStatus(ctx.keyStore);
    const { wrapper } = await ctx.keyStore.parts();
    return {
      recovery: state,
      recoveryExportedAt: exportedAt ?? null,
      masterVersion: await wrapper.currentVersion(),
    };
  }

  @ReadableResolver(() => KeyInventory, 'INTERNAL', 'What is kept in the key store.')
  async inventory(@FromContext() ctx: Ctx): Promise<KeyInventory> {
    const { wrapper, masterVersions, indexVersions } = await keyStoreStatus(ctx.keyStore);
    return {
      isServiceKept: wrapper === 'transit',
      masterKeys: masterVersions.map(({ keys, ...version }) => ({ ...version, isInUse: keys > 0 })),
      indexKeys: indexVersions,
    };
  }

  @ReadableResolver(
    () => Job,
    'INTERNAL',
    'The last rotation that was begun, under way or ended; how many keys it went through needs JOB_READ.',
    { nullable: true },
  )
  async lastRotation(@FromContext() ctx: Ctx): Promise<Job | null> {
    const id = await lastRotation(ctx.db.read);
    const job = id === undefined ? null : await findJob(ctx, id);
    return job && (ctx.actor.permissions.has('JOB_READ') ? job : { ...job, note: null });
  }

  @Mutation(() => KeysRotatePayload, {
    description:
      'Makes a new key and goes through what is stored, while everything goes on. Refused with WRONG_STATE while another rotation is under way. Needs KEY_MANAGE and a fresh proof of who you are.',
  })
  async keysRotate(
    @Arg('keys', () => RotatedKeys, { description: 'Which keys.' }) keys: Rotated,
    @FromContext() ctx: Ctx,
  ): Promise<KeysRotatePayload> {
    requireStepUp(ctx);
    return await answer(ctx, async () => {
      const { jobId } = await rotateKeys(ctx, keys);
      return { job: await findJob(ctx, jobId) };
    });
  }
}
