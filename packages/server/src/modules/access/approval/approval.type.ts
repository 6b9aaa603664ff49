import type {
  ApprovalAct as ApprovalActCode,
  ApprovalDetailName as ApprovalDetailNameCode,
  ApprovalState as ApprovalStateCode,
} from '@dossier/shared/access';
import { ID, InputType, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { loadUser } from '../user.loader.ts';
import { toUser, User } from '../user.type.ts';
import { type ApprovalRecord, findApproval, payloadOf } from './approval.repository.ts';
import { findDeciders, isBusinessOf, othersFor } from './deciders.ts';

/** See `APPROVAL_ACTS`. */
export const ApprovalActEnum = enumOf<ApprovalActCode>('ApprovalAct', 'What takes two people.', {
  USER_ROLES: 'Giving somebody rights that they do not have.',
  ROLE_POLICY: 'Giving a role more than it has.',
  MASS_EXPORT: 'Personal values of many customers in files.',
  ERASURE: 'Destroying the keys of a customer.',
  BREAK_GLASS: 'Seeing customers for an hour that one’s roles do not show.',
});

/** See `APPROVAL_STATES`. */
export const ApprovalStateEnum = enumOf<ApprovalStateCode>('ApprovalState', 'Where a request for approval stands.', {
  WAITING: 'Waits for a decision.',
  APPROVED: 'Was approved, and is about to be done.',
  REFUSED: 'Was refused.',
  WITHDRAWN: 'Was taken back by who asked.',
  EXPIRED: 'Was not decided or done in time, or what it was about has changed.',
  USED: 'Was approved and done.',
});

const ApprovalDetailNameEnum = enumOf<ApprovalDetailNameCode>('ApprovalDetailName', 'What is said of a request.', {
  ROLES_BEFORE: 'The roles somebody has, as codes.',
  ROLES_AFTER: 'The roles they would have, as codes.',
  ROLE: 'The role that would change, as a code.',
  PERMISSIONS_ADDED: 'What its people could do besides, as codes.',
  PERMISSIONS_REMOVED: 'What its people could do no longer, as codes.',
  GRANTS_ADDED: 'What it would be granted: class, capability and scope.',
  GRANTS_REMOVED: 'What would be taken from it: class, capability and scope.',
  CUSTOMERS: 'How many customers at most.',
  FIELDS: 'Which fields of them, as codes.',
  FORMAT: 'In what kind of file.',
  CONDITIONS: 'What they are selected by; without the values.',
  CUSTOMER_NUMBER: 'Which customer.',
  MINUTES: 'For how many minutes.',
});

/** One line of a request. */
@AboutInstallation()
@ObjectType({ description: 'One thing that is said of a request for approval.' })
export class ApprovalDetail {
  @Readable(() => ApprovalDetailNameEnum, 'INTERNAL', 'What is said.')
  name: ApprovalDetailNameCode;
  @Readable(() => [String], 'INTERNAL', 'Codes, counts or numbers.')
  values: readonly string[];
}

/** A request for approval. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'Something that one person asked for and somebody else decides about.' })
export class Approval {
  record: ApprovalRecord;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => ApprovalActEnum, 'INTERNAL', 'What it is about.')
  act: Resolved<ApprovalActCode>;
  @Readable(() => ApprovalStateEnum, 'INTERNAL', 'Where it stands.')
  state: Resolved<ApprovalStateCode>;
  @Readable(() => User, 'INTERNAL', 'Who would get more rights; null: nobody by name.', { nullable: true })
  concerns: Resolved<User | null>;
  @Readable(() => [ApprovalDetail], 'INTERNAL', 'Exactly what is asked for.')
  details: Resolved<readonly ApprovalDetail[]>;
  @Readable(() => String, 'INTERNAL', 'Stands for exactly this request: a decision sends it back.')
  digest: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'Why, in the words of who asked.', { nullable: true })
  reason: Resolved<string | null>;
  @Readable(() => User, 'INTERNAL', 'Who asked.', { nullable: true })
  askedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.')
  askedAt: Resolved<number>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it expires unless it is decided and done before.')
  expiresAt: Resolved<number>;
  @Readable(
    () => DateTimeScalar,
    'INTERNAL',
    'When it counts as approved, because nobody else could decide; null: somebody else decides.',
    { nullable: true },
  )
  opensAt: Resolved<number | null>;
  @Readable(() => User, 'INTERNAL', 'Who decided; null while nobody has, and for what was approved by waiting.', {
    nullable: true,
  })
  decidedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was decided.', { nullable: true })
  decidedAt: Resolved<number | null>;
  @Readable(() => String, 'INTERNAL', 'Why it was decided so, or why it could not be done.', { nullable: true })
  decisionReason: Resolved<string | null>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether you can approve it.')
  viewerCanApprove: Resolved<boolean>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether you can refuse it.')
  viewerCanRefuse: Resolved<boolean>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether you can take it back.')
  viewerCanWithdraw: Resolved<boolean>;
}

/** A page of requests. */
export const ApprovalConnection = connectionOf(Approval, 'Approval', { totalCount: false, aboutInstallation: true });

/** A decision. */
@AboutInstallation()
@InputType({ description: 'A decision about a request for approval.' })
export class ApprovalDecisionInput {
  @Writable(() => ID, 'INTERNAL', 'Which request.', { nullable: false })
  id: string;
  @Writable(() => String, 'INTERNAL', 'The digest of what you were shown.', { nullable: false })
  digest: string;
  @Writable(() => Boolean, 'INTERNAL', 'Whether it may be done.', { nullable: false })
  approve: boolean;
  @Writable(() => String, 'INTERNAL', 'Why, in at most 300 characters; a refusal needs it.')
  reason?: string | null;
}

/** Answer to a decision, or to taking a request back. */
@AboutInstallation()
@ObjectType({ description: 'The request now, or why not.' })
export class ApprovalPayload {
  @Readable(() => Approval, 'INTERNAL', 'The request; null when refused.', { nullable: true })
  approval: Approval | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const loadDeciders = async (ctx: Ctx) => await findDeciders(ctx.db.read, ctx.now());

async function userOf(ctx: Ctx, id: number | null): Promise<User | null> {
  const user = id === null ? undefined : await loadUser(ctx, id);
  return user ? toUser(ctx, user) : null;
}

const fields: Omit<Approval, 'record'> & ThisType<Approval> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('apr', this.record.id);
  },
  act() {
    return this.record.act;
  },
  state() {
    return this.record.state;
  },
  async concerns(_args, ctx) {
    return await userOf(ctx, this.record.concerned_user);
  },
  details() {
    return payloadOf(this.record).details;
  },
  digest() {
    return this.record.digest;
  },
  reason() {
    return this.record.reason;
  },
  async askedBy(_args, ctx) {
    return await userOf(ctx, this.record.asked_by);
  },
  askedAt() {
    return this.record.asked_at;
  },
  expiresAt() {
    return this.record.expires_at;
  },
  opensAt() {
    return this.record.opens_at;
  },
  async decidedBy(_args, ctx) {
    return await userOf(ctx, this.record.decided_by);
  },
  decidedAt() {
    return this.record.decided_at;
  },
  decisionReason() {
    return this.record.decision_reason;
  },
  async viewerCanApprove(_args, ctx) {
    if (this.record.state !== 'WAITING' || ctx.actor.kind !== 'user') return false;
    return othersFor(await ctx.once(loadDeciders), this.record).includes(ctx.actor.userId);
  },
  viewerCanRefuse(_args, { actor }) {
    const { act, state, asked_by } = this.record;
    return (
      state === 'WAITING' && actor.kind === 'user' && asked_by !== actor.userId && isBusinessOf(act, actor.permissions)
    );
  },
  viewerCanWithdraw(_args, { actor }) {
    const { state, asked_by } = this.record;
    return (state === 'WAITING' || state === 'APPROVED') && asked_by === actor.userId;
  },
};

/** Stored requests as the API shows them. */
export function toApprovals(records: readonly ApprovalRecord[]): Approval[] {
  return withFields(
    records.map((record) => ({ record })),
    fields,
  );
}

/** The request with this key, if there is a key. */
export async function shownApproval(ctx: Ctx, id: number | undefined): Promise<Approval | null> {
  const record = id === undefined ? undefined : await findApproval(ctx.db.read, id);
  return record ? (toApprovals([record])[0] ?? null) : null;
}
