import { Ctx as FromContext, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { recoveryStatus } from '../../../platform/crypto/key-store/store-status.ts';
import { KeyStatus } from './key-status.type.ts';

/** The keys, to be looked after. */
@Resolver()
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
}
