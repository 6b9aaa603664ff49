import { Ctx as FromContext, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { Alarm } from '../../alarm/index.ts';
import { PartnerRecipient, toRecipient } from '../app/partner-app.type.ts';
import { listApps } from '../app/partner-apps.ts';

/** What alarms are about that are not about people. */
@Resolver(() => Alarm)
export class AlarmAppResolver {
  @ReadableResolver(() => PartnerRecipient, 'INTERNAL', 'The partner app that did it; null for a person.', {
    nullable: true,
  })
  async app(@Root() { appKey }: Alarm, @FromContext() ctx: Ctx): Promise<PartnerRecipient | null> {
    if (appKey === null) return null;
    // There are few, and a page of alarms asks once.
    const app = (await ctx.once(allApps)).find(({ id }) => id === appKey);
    return app ? toRecipient(ctx, app) : null;
  }
}

async function allApps(ctx: Ctx) {
  return await listApps(ctx.db.read);
}
