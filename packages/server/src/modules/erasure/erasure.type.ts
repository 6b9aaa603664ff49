import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum.ts';
import { AboutInstallation, Readable, Writable } from '../../platform/graphql/exposure.ts';
import { Node } from '../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { UserError } from '../../platform/graphql/user-error.type.ts';
import { Approval, loadApproval, loadUser, toUser, User } from '../access/index.ts';
import type { ErasureRecord, ErasureState, Receipt } from './receipt.ts';

const ErasureStateEnum = enumOf('ErasureState', 'Where a request to erase a customer stands.', {
  REQUESTED: 'Waits until its cooling-off has passed and somebody else has approved; can be cancelled.',
  CANCELLED: 'Was taken back; nothing was destroyed.',
  RUNNING: 'Has begun; there is no way back.',
  DONE: 'The customer is erased.',
} satisfies Record<ErasureState, string>);

/** A file that told of an erased customer. */
@AboutInstallation()
@ObjectType({ description: 'A file that tells of an erased customer among others.' })
export class ErasedFile {
  @Readable(() => ID, 'INTERNAL', 'Opaque id of the file.')
  id: string;
  @Readable(() => String, 'INTERNAL', 'Name of the file.')
  name: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When its key is destroyed at the latest, and with it every copy.')
  readableUntil: number;
}

/** What an erasure found and destroyed. */
@AboutInstallation()
@ObjectType({ description: 'What an erasure found and destroyed: the receipt.' })
export class ErasureReceipt {
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the keys were destroyed: since then nothing sealed can be opened.')
  keysDestroyedAt: number;
  @Readable(() => Int, 'INTERNAL', 'How many keys were destroyed.')
  keys: number;
  @Readable(() => Int, 'INTERNAL', 'Contact points removed.')
  contactPoints: number;
  @Readable(() => Int, 'INTERNAL', 'Addresses removed.')
  addresses: number;
  @Readable(() => Int, 'INTERNAL', 'Identity documents removed.')
  identifiers: number;
  @Readable(() => Int, 'INTERNAL', 'Records of sources removed.')
  records: number;
  @Readable(() => Int, 'INTERNAL', 'Orders kept without the customer.')
  ordersKept: number;
  @Readable(() => Int, 'INTERNAL', 'Decisions about consent kept without their proof.')
  consentsKept: number;
  @Readable(() => [ErasedFile], 'INTERNAL', 'Files that tell of the customer among others and are not destroyed yet.')
  files: readonly ErasedFile[];
  @Readable(
    () => DateTimeScalar,
    'INTERNAL',
    'From when on no copy shows or opens anything, if backups are kept no longer than 30 days.',
  )
  nothingLeftFrom: number;
}

/** A request to erase a customer. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'A request to erase a customer, and what was done about it.' })
export class Erasure {
  key: number;
  requesterKey: number;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: string;
  @Readable(() => ID, 'INTERNAL', 'The customer; null once it is erased.', { nullable: true })
  customerId: string | null;
  @Readable(() => String, 'INTERNAL', 'Number of the customer; not given again.')
  customerNumber: string;
  @Readable(() => ErasureStateEnum, 'INTERNAL', 'Where it stands.')
  state: ErasureState;
  @Readable(() => String, 'INTERNAL', 'Why, in the words of who asked for it.')
  reason: string;
  @Readable(() => User, 'INTERNAL', 'Who asked for it; null for the system.', { nullable: true })
  requestedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was asked for.')
  requestedAt: number;
  @Readable(
    () => DateTimeScalar,
    'INTERNAL',
    'Until then it can be cancelled; it is carried out within the hour after.',
  )
  dueAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was done or cancelled.', { nullable: true })
  endedAt: number | null;
  @Readable(
    () => Approval,
    'INTERNAL',
    'The approval by somebody else that it takes; null for one done again after a restore.',
    {
      nullable: true,
    },
  )
  approval: Resolved<Approval | null>;
  @Readable(() => ErasureReceipt, 'INTERNAL', 'What was found and destroyed; null until it is done.', {
    nullable: true,
  })
  receipt: ErasureReceipt | null;
}

/** A page of requests. */
export const ErasureConnection = connectionOf(Erasure, 'Erasure', { totalCount: false, aboutInstallation: true });

/** Asks for a customer to be erased. */
@InputType({ description: 'Asks for a customer to be erased.' })
export class ErasureRequestInput {
  @Writable(() => ID, 'INTERNAL', 'The customer.', { nullable: false })
  customerId: string;
  @Writable(() => String, 'INTERNAL', 'Why, in 5 to 300 characters; without names, since it stays.', {
    nullable: false,
  })
  reason: string;
}

/** Answer to a request, or to taking it back. */
@AboutInstallation()
@ObjectType({ description: 'The request now, or why not.' })
export class ErasurePayload {
  @Readable(() => Erasure, 'INTERNAL', 'The request; null when refused.', { nullable: true })
  erasure: Erasure | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const computed: Pick<Erasure, 'requestedBy' | 'approval'> & ThisType<Erasure> = {
  async approval(_args, ctx) {
    return await loadApproval(ctx, 'ERASURE', this.key);
  },
  async requestedBy(_args, ctx) {
    const user = await loadUser(ctx, this.requesterKey);
    return user ? toUser(ctx, user) : null;
  },
};

/** Requests as the API shows them. */
export function toErasures(ctx: Ctx, records: readonly ErasureRecord[]): Erasure[] {
  return withFields(
    records.map((record) => ({
      key: record.id,
      requesterKey: record.requested_by,
      id: ctx.publicIds.encode('ers', record.id),
      customerId: record.state === 'DONE' ? null : ctx.publicIds.encode('cus', record.customer_key),
      customerNumber: record.number,
      state: record.state,
      reason: record.reason,
      requestedAt: record.requested_at,
      dueAt: record.due_at,
      endedAt: record.ended_at,
      receipt: record.state === 'DONE' && record.receipt ? toReceipt(ctx, record.receipt) : null,
    })),
    computed,
  );
}

function toReceipt(ctx: Ctx, receipt: Receipt): ErasureReceipt {
  const { subjectIds, removed, files, keysDestroyedAt, ordersKept, consentsKept, nothingLeftFrom } = receipt;
  return {
    keysDestroyedAt,
    keys: subjectIds.length,
    contactPoints: removed['contact_point'] ?? 0,
    addresses: removed['address'] ?? 0,
    identifiers: removed['identifier'] ?? 0,
    records: removed['source_record'] ?? 0,
    ordersKept,
    consentsKept,
    files: files.map(({ fileId, name, readableUntil }) => ({
      id: ctx.publicIds.encode('fil', fileId),
      name,
      readableUntil,
    })),
    nothingLeftFrom,
  };
}
