import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { AuditConnection, type AuditEntry, auditEntryPage } from '../../audit/index.ts';
import { approvalsOf } from '../approval/approval.repository.ts';
import { ApprovalPayload, shownApproval, toApprovals } from '../approval/approval.type.ts';
import { findDeciders, othersFor } from '../approval/deciders.ts';
import { askBreakGlass } from './ask-break-glass.ts';
import { findBreakGlass, listBreakGlass } from './break-glass.repository.ts';
import {
  type BreakGlass,
  BreakGlassConnection,
  BreakGlassPayload,
  OwnBreakGlass,
  toBreakGlass,
} from './break-glass.type.ts';
import { endBreakGlass } from './end-break-glass.ts';
import { reviewBreakGlass } from './review-break-glass.ts';

/** Break-glass: asking for it, ending it, and looking through what was read. */
@Resolver()
export class BreakGlassResolver {
  @Query(() => OwnBreakGlass, { description: 'How break-glass stands for your session.' })
  async ownBreakGlass(@FromContext() ctx: Ctx): Promise<OwnBreakGlass> {
    const { userId, breakGlass } = ctx.actor;
    const { read } = ctx.db;
    const last = (await approvalsOf(read, 'BREAK_GLASS', [userId])).get(userId);
    const request = last && last.expires_at > ctx.now() ? (toApprovals([last])[0] ?? null) : null;
    const asked = { act: 'BREAK_GLASS', asked_by: userId, concerned_user: userId } as const;
    return {
      held: breakGlass ? await shown(ctx, breakGlass.id) : null,
      request,
      isAvailable: othersFor(await findDeciders(read, ctx.now()), asked).length > 0,
    };
  }

  @Query(() => BreakGlassConnection, {
    description: 'Who had break-glass, the latest first. Needs USER_MANAGE, PRIVACY_MANAGE or AUDIT_READ.',
  })
  async breakGlasses(
    @Arg('open', () => Boolean, { defaultValue: false, description: 'Only what nobody has reviewed.' }) open: boolean,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<BreakGlass>> {
    const page = pageRequest(ctx, `breakGlasses:${open}`, { first, after });
    const records = toBreakGlass(await listBreakGlass(ctx.db.read, page, open));
    return toPage(ctx, page, records, ({ record }) => [record.id]);
  }

  @Query(() => AuditConnection, {
    description:
      'What the audit log says was read and done under a break-glass, newest first. Needs USER_MANAGE, PRIVACY_MANAGE or AUDIT_READ.',
  })
  async breakGlassEntries(
    @Arg('id', () => ID, { description: 'Which break-glass.' }) id: string,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<AuditEntry>> {
    const key = ctx.publicIds.decode('brk', id);
    const record = key === undefined ? undefined : await findBreakGlass(ctx.db.read, key);
    // Its own id is in the cursor's scope as it was given: another one opens no cursor.
    const conditions = record && { actorId: record.user_id, from: record.began_at, breakGlass: id };
    return await auditEntryPage(ctx, conditions, { scope: `breakGlass:${id}`, first, after });
  }

  @Mutation(() => ApprovalPayload, {
    description:
      'Asks somebody else to let you see customers that your roles do not show, for an hour in this session. Needs a second factor and a fresh proof of who you are.',
  })
  async breakGlassAsk(
    @Arg('reason', () => String, { description: 'Why: 10 to 300 characters, kept for good.' }) reason: string,
    @FromContext() ctx: Ctx,
  ): Promise<ApprovalPayload> {
    return await answer(ctx, async () => ({ approval: await shownApproval(ctx, await askBreakGlass(ctx, reason)) }));
  }

  @Mutation(() => BreakGlassPayload, {
    description: 'Ends break-glass at once: your own, or anybody’s if you could approve it.',
  })
  async breakGlassEnd(
    @Arg('id', () => ID, { description: 'Which break-glass.' }) id: string,
    @FromContext() ctx: Ctx,
  ): Promise<BreakGlassPayload> {
    return await answer(ctx, async () => {
      const key = keyOf(ctx, id);
      await endBreakGlass(ctx, key);
      return { breakGlass: await shown(ctx, key) };
    });
  }

  @Mutation(() => BreakGlassPayload, {
    description:
      'Says that you looked through what somebody read under break-glass, and what came of it. Needs USER_MANAGE, PRIVACY_MANAGE or AUDIT_READ.',
  })
  async breakGlassReview(
    @Arg('id', () => ID, { description: 'Which break-glass.' }) id: string,
    @Arg('note', () => String, { description: 'What came of it, in at most 300 characters.' }) note: string,
    @FromContext() ctx: Ctx,
  ): Promise<BreakGlassPayload> {
    return await answer(ctx, async () => {
      const key = keyOf(ctx, id);
      await reviewBreakGlass(ctx, key, note);
      return { breakGlass: await shown(ctx, key) };
    });
  }
}

function keyOf(ctx: Ctx, id: string): number {
  return ctx.publicIds.decode('brk', id) ?? refuse('NOT_FOUND', ['id']);
}

async function shown(ctx: Ctx, key: number): Promise<BreakGlass | null> {
  const record = await findBreakGlass(ctx.db.read, key);
  return record ? (toBreakGlass([record])[0] ?? null) : null;
}
