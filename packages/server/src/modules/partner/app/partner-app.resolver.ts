import type { GraphQLResolveInfo } from 'graphql';
import { isObjectType } from 'graphql';
import { Arg, Ctx as FromContext, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { exposureOf } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { weightOfClass } from '../budget/weights.ts';
import { offeredIn } from '../scope/partner-schema.ts';
import { OFFERED_FIELDS } from '../scope/offered-fields.ts';
import { registerApp, updateApp } from './change-app.ts';
import { approveTerms, rejectTerms, submitTerms } from './decide-terms.ts';
import { PartnerAppInput } from './partner-app.input.ts';
import {
  PartnerApp,
  PartnerAppPayload,
  PartnerOfferedField,
  PartnerRecipient,
  toApps,
  toRecipient,
} from './partner-app.type.ts';
import { findApp, listApps } from './partner-apps.ts';
import { endApp, resumeApp, reviewApp, suspendApp } from './stop-app.ts';

const VERSION = 'The version that the change was made on.';
const REASON = 'Why; kept in the audit log.';

/** Partner apps: registering them, deciding about them, stopping them. */
@Resolver()
export class PartnerAppResolver {
  @Query(() => [PartnerApp], {
    description: 'All partner apps by name. Needs PARTNER_MANAGE or PARTNER_APPROVE.',
  })
  async partnerApps(@FromContext() ctx: Ctx): Promise<PartnerApp[]> {
    return toApps(ctx, await listApps(ctx.db.read));
  }

  @Query(() => PartnerApp, {
    nullable: true,
    description: 'One partner app; null when there is none with this id. Needs PARTNER_MANAGE or PARTNER_APPROVE.',
  })
  async partnerApp(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<PartnerApp | null> {
    const row = await findApp(ctx.db.read, ctx.publicIds.decode('app', id) ?? 0);
    return row ? (toApps(ctx, [row])[0] ?? null) : null;
  }

  @Query(() => [PartnerOfferedField], {
    description: 'The fields that can be given to partner apps. Needs PARTNER_MANAGE or PARTNER_APPROVE.',
  })
  partnerOfferedFields(@Info() info: GraphQLResolveInfo): PartnerOfferedField[] {
    return offeredIn(info.schema).map(({ coordinate, type, field }) => {
      const dataClass = exposureOf({ extensions: field.extensions ?? {} })?.dataClass ?? 'PUBLIC';
      return {
        coordinate,
        dataClass,
        description: field.description ?? '',
        consentTo: OFFERED_FIELDS.get(coordinate) ?? [],
        holds: isObjectType(type) ? type.name : null,
        cost: weightOfClass(dataClass),
      };
    });
  }

  @Query(() => [PartnerRecipient], {
    description: 'The names of partner apps, for consents and disclosures. Needs CONSENT_RECORD or DISCLOSURE_READ.',
  })
  async partnerRecipients(@FromContext() ctx: Ctx): Promise<PartnerRecipient[]> {
    return (await listApps(ctx.db.read)).map((row) => toRecipient(ctx, row));
  }

  @Mutation(() => PartnerAppPayload, { description: 'Registers a partner app as a draft. Needs PARTNER_MANAGE.' })
  async partnerAppRegister(
    @Arg('input', () => PartnerAppInput) input: PartnerAppInput,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnerAppPayload> {
    return await answer(ctx, async () => {
      const id = await registerApp(ctx, info.schema, input, idempotencyKey ?? undefined);
      return { app: await shown(ctx, id) };
    });
  }

  @Mutation(() => PartnerAppPayload, {
    description: 'Changes a partner app to what the input says; wider terms become a proposal. Needs PARTNER_MANAGE.',
  })
  async partnerAppUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => PartnerAppInput) input: PartnerAppInput,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await updateApp(ctx, info.schema, ...app, input));
  }

  @Mutation(() => PartnerAppPayload, {
    description: 'Asks others to approve the proposed terms. Needs PARTNER_MANAGE.',
  })
  async partnerAppSubmit(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await submitTerms(ctx, ...app));
  }

  @Mutation(() => PartnerAppPayload, {
    description:
      'Approves the proposed terms; the second approval puts them in force. Not for who proposed them. Needs PARTNER_APPROVE.',
  })
  async partnerAppApprove(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('note', () => String, { nullable: true, description: 'What you say to it.' }) note: string | null,
    @FromContext() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await approveTerms(ctx, info.schema, ...app, note));
  }

  @Mutation(() => PartnerAppPayload, { description: 'Sends the proposed terms back. Needs PARTNER_APPROVE.' })
  async partnerAppReject(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await rejectTerms(ctx, ...app, reason));
  }

  @Mutation(() => PartnerAppPayload, {
    description: 'The kill switch: refuses the app everything from now on. Needs PARTNER_MANAGE or PARTNER_APPROVE.',
  })
  async partnerAppSuspend(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerAppPayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('app', id) ?? refuse('NOT_FOUND', ['id']);
      await suspendApp(ctx, key, reason);
      return { app: await shown(ctx, key) };
    });
  }

  @Mutation(() => PartnerAppPayload, { description: 'Lets a suspended app go on. Needs PARTNER_APPROVE.' })
  async partnerAppResume(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await resumeApp(ctx, ...app, reason));
  }

  @Mutation(() => PartnerAppPayload, {
    description: 'The quarterly review: says that the app still needs what it gets. Needs PARTNER_APPROVE.',
  })
  async partnerAppReview(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await reviewApp(ctx, ...app, reason));
  }

  @Mutation(() => PartnerAppPayload, {
    description: 'Ends an app for good, its credentials, and the sign-ins of its people. Needs PARTNER_MANAGE.',
  })
  async partnerAppEnd(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerAppPayload> {
    return await onVersion(ctx, id, version, async (...app) => await endApp(ctx, ...app, reason));
  }
}

async function onVersion(
  ctx: Ctx,
  id: string,
  version: string,
  change: (id: number, version: number) => Promise<void>,
): Promise<PartnerAppPayload> {
  return await answer(ctx, async () => {
    const key = ctx.publicIds.decode('app', id) ?? refuse('NOT_FOUND', ['id']);
    await change(key, ctx.publicIds.versionOf(key, version) ?? refuse('STALE', ['version']));
    return { app: await shown(ctx, key) };
  });
}

async function shown(ctx: Ctx, id: number): Promise<PartnerApp | null> {
  const row = await findApp(ctx.db.read, id);
  return row ? (toApps(ctx, [row])[0] ?? null) : null;
}
