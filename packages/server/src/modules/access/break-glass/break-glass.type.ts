import { ID, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Approval } from '../approval/approval.type.ts';
import { toUser, User } from '../user.type.ts';
import { loadUser } from '../user.loader.ts';
import { type BreakGlassRecord, isHeld } from './break-glass.repository.ts';
import { mayEnd } from './end-break-glass.ts';

/** An hour in which somebody may see customers whom their roles do not show. */
@AboutInstallation()
@ObjectType({ description: 'An hour in which somebody may see customers whom their roles do not show.' })
export class BreakGlass {
  record: BreakGlassRecord;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => User, 'INTERNAL', 'Who has it.', { nullable: true })
  holder: Resolved<User | null>;
  @Readable(() => String, 'INTERNAL', 'Why, in their words.')
  reason: Resolved<string>;
  @Readable(() => User, 'INTERNAL', 'Who approved it.', { nullable: true })
  approvedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it began.')
  beganAt: Resolved<number>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it ends by itself.')
  until: Resolved<number>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether it holds now.')
  isHeld: Resolved<boolean>;
  @Readable(
    () => DateTimeScalar,
    'INTERNAL',
    'When it was ended before its time; null: it was not, or by signing out.',
    {
      nullable: true,
    },
  )
  endedAt: Resolved<number | null>;
  @Readable(() => User, 'INTERNAL', 'Who ended it before its time.', { nullable: true })
  endedBy: Resolved<User | null>;
  @Readable(() => Int, 'INTERNAL', 'How many customers it has shown so far.')
  customers: Resolved<number>;
  @Readable(() => User, 'INTERNAL', 'Who looked through what was read; null while nobody has.', { nullable: true })
  reviewedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.', { nullable: true })
  reviewedAt: Resolved<number | null>;
  @Readable(() => String, 'INTERNAL', 'What came of it.', { nullable: true })
  reviewNote: Resolved<string | null>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether you can end it now.')
  viewerCanEnd: Resolved<boolean>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether you can say now that you looked through it.')
  viewerCanReview: Resolved<boolean>;
}

/** A page of them. */
export const BreakGlassConnection = connectionOf(BreakGlass, 'BreakGlass', {
  totalCount: false,
  aboutInstallation: true,
});

/** How break-glass stands for one session. */
@AboutInstallation()
@ObjectType({ description: 'How break-glass stands for your session.' })
export class OwnBreakGlass {
  @Readable(() => BreakGlass, 'INTERNAL', 'The one that holds now; null: none.', { nullable: true })
  held: BreakGlass | null;
  @Readable(() => Approval, 'INTERNAL', 'Your last request for it that is not out of time yet.', { nullable: true })
  request: Approval | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether there is somebody who could approve it.')
  isAvailable: boolean;
}

/** Answer to ending or reviewing one. */
@AboutInstallation()
@ObjectType({ description: 'The break-glass now, or why not.' })
export class BreakGlassPayload {
  @Readable(() => BreakGlass, 'INTERNAL', 'As it is now; null when refused.', { nullable: true })
  breakGlass: BreakGlass | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

async function userOf(ctx: Ctx, id: number | null): Promise<User | null> {
  const user = id === null ? undefined : await loadUser(ctx, id);
  return user ? toUser(ctx, user) : null;
}

const fields: Omit<BreakGlass, 'record'> & ThisType<BreakGlass> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('brk', this.record.id);
  },
  async holder(_args, ctx) {
    return await userOf(ctx, this.record.user_id);
  },
  reason() {
    return this.record.reason;
  },
  async approvedBy(_args, ctx) {
    return await userOf(ctx, this.record.approved_by);
  },
  beganAt() {
    return this.record.began_at;
  },
  until() {
    return this.record.until;
  },
  isHeld(_args, ctx) {
    return isHeld(this.record, ctx.now());
  },
  endedAt() {
    return this.record.ended_at;
  },
  async endedBy(_args, ctx) {
    return await userOf(ctx, this.record.ended_by);
  },
  customers() {
    return this.record.customers;
  },
  async reviewedBy(_args, ctx) {
    return await userOf(ctx, this.record.reviewed_by);
  },
  reviewedAt() {
    return this.record.reviewed_at;
  },
  reviewNote() {
    return this.record.review_note;
  },
  viewerCanEnd(_args, ctx) {
    return ctx.actor.kind === 'user' && isHeld(this.record, ctx.now()) && mayEnd(ctx, this.record);
  },
  viewerCanReview(_args, { actor, now }) {
    const { user_id, reviewed_at } = this.record;
    return actor.kind === 'user' && user_id !== actor.userId && reviewed_at === null && !isHeld(this.record, now());
  },
};

/** Stored ones as the API shows them. */
export function toBreakGlass(records: readonly BreakGlassRecord[]): BreakGlass[] {
  return withFields(
    records.map((record) => ({ record })),
    fields,
  );
}
