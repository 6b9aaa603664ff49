import { ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Filterable, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { User } from '../../access/index.ts';
import type { CustodyOperationKind } from '../../custody/index.ts';
import { Customer, Source } from '../../customer/index.ts';

/** What was done with whose things are whose. */
export const MergeOperationKindEnum = enumOf('MergeOperationKind', 'What was done.', {
  MERGE: 'Customers became part of another.',
  UNMERGE: 'A merged customer was given back.',
  SPLIT: 'Records or orders of a customer turned out to be somebody else’s.',
});
/** Whether an operation is through. */
export const MergeOperationStateEnum = enumOf('MergeOperationState', 'Whether an operation is through.', {
  DONE: 'Everything went along.',
  MOVING: 'A job still brings orders after; everything else went along.',
});
/** To whom something goes. */
export const GoesToEnum = enumOf('GoesTo', 'To whom something goes when a customer is given back.', {
  RELEASED: 'To the customer who is given back.',
  SURVIVOR: 'It stays with the one who was shown.',
});
/** Why something goes there. */
export const GoesBecauseEnum = enumOf('GoesBecause', 'Why something goes there unless you say otherwise.', {
  IDENTIFIER: 'It has a phone, address or document in common with that one, and none with the other.',
  UNKNOWN: 'Nothing tells whose it is: it stays.',
});
/** What something is. */
export const LaterThingKindEnum = enumOf('LaterThingKind', 'What came in.', {
  RECORD: 'What a source or staff said.',
  ORDER: 'An order that people or programs entered.',
});

/** How many of what went along. */
@ObjectType({ description: 'How many of what went along.' })
export class MovedCounts {
  @Readable(() => Int, 'INTERNAL', 'Source records.')
  records: number;
  @Readable(() => Int, 'INTERNAL', 'Orders.')
  orders: number;
  @Readable(() => Int, 'INTERNAL', 'Entries of the consent ledger.')
  consents: number;
}

/** A merge, or its reverse. */
@ObjectType({ description: 'A merge, an un-merge or a split. None is ever removed; each is taken back by another.' })
export class MergeOperation {
  key: number;
  customerKey: number;
  partyKeys: readonly number[];
  actorKey: number;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => MergeOperationKindEnum, 'INTERNAL', 'What was done.')
  kind: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.')
  at: number;
  @Readable(() => User, 'INTERNAL', 'Who did it.', { nullable: true })
  by: Resolved<User | null>;
  @Readable(() => String, 'INTERNAL', 'Why, in their words.', { nullable: true })
  reason: string | null;
  @Readable(() => MergeOperationStateEnum, 'INTERNAL', 'Whether it is through.')
  state: string;
  @Readable(() => MovedCounts, 'INTERNAL', 'How many of what went along.')
  moved: MovedCounts;
  @Readable(
    () => Customer,
    'INTERNAL',
    'The survivor of a merge; the one from whom something was taken otherwise. Null when you do not see them.',
    { nullable: true },
  )
  customer: Resolved<Customer | null>;
  @Readable(() => [Customer], 'INTERNAL', 'The others, as far as you see them.')
  parties: Resolved<readonly Customer[]>;
}

/** A page of operations. */
export const MergeOperationConnection = connectionOf(MergeOperation, 'MergeOperation', { totalCount: false });

/** Which operations are asked for. */
@InputType({ description: 'Which operations are listed: those for which all of it holds.' })
export class MergeOperationFilter {
  @Filterable(() => ID, 'INTERNAL', 'Only those that this customer was part of.')
  customerId?: string | null;
  @Filterable(() => [MergeOperationKindEnum], 'INTERNAL', 'Only of these kinds.')
  kinds?: CustodyOperationKind[] | null;
  @Filterable(() => ID, 'INTERNAL', 'Only by this user.')
  byId?: string | null;
  @Filterable(() => DateTimeScalar, 'INTERNAL', 'Only from this instant on.')
  from?: number | null;
  @Filterable(() => DateTimeScalar, 'INTERNAL', 'Only before this instant.')
  to?: number | null;
}

/** One of those who are shown as one customer. */
@ObjectType({ description: 'One of those who are shown as one customer.' })
export class LineageSubject {
  @Readable(() => ID, 'INTERNAL', 'The customer: the one shown, or one who was merged into it.')
  customerId: string;
  @Readable(() => String, 'INTERNAL', 'Their customer number.')
  number: string;
  @Readable(
    () => DateTimeScalar,
    'INTERNAL',
    'Since when they are part of the customer; null for the customer itself.',
    {
      nullable: true,
    },
  )
  since: number | null;
  @Readable(() => ID, 'INTERNAL', 'The merge that made them so.', { nullable: true })
  operationId: string | null;
  @Readable(() => Int, 'INTERNAL', 'How many records were collected for them.')
  records: number;
  @Readable(() => [Source], 'INTERNAL', 'The sources of these.')
  sources: Source[];
}

/** Who a customer is made of. */
@ObjectType({ description: 'Who a customer is made of, and what was merged and taken back.' })
export class Lineage {
  @Readable(() => Customer, 'INTERNAL', 'The customer it is part of; null for one that is shown itself.', {
    nullable: true,
  })
  mergedInto: Customer | null;
  @Readable(() => [LineageSubject], 'INTERNAL', 'Who it is made of, itself first.')
  subjects: LineageSubject[];
  @Readable(() => [MergeOperation], 'INTERNAL', 'Merges, un-merges and splits that it was part of, the latest first.')
  operations: MergeOperation[];
}

/** A customer to be merged. */
@AboutInstallation()
@InputType({ description: 'A customer to be merged.' })
export class MergePartyInput {
  @Writable(() => ID, 'INTERNAL', 'Who.', { nullable: false })
  id: string;
  @Writable(() => String, 'INTERNAL', 'The version you saw; refused as STALE when it is another by now.')
  version: string | null;
}

/** A merge. */
@AboutInstallation()
@InputType({ description: 'Which customers become one.' })
export class CustomersMergeInput {
  @Writable(() => MergePartyInput, 'INTERNAL', 'Who is shown from then on.', { nullable: false })
  survivor: MergePartyInput;
  @Writable(() => [MergePartyInput], 'INTERNAL', 'Who become part of the survivor, 1 to 100.', { nullable: false })
  customers: MergePartyInput[];
  @Writable(() => String, 'INTERNAL', 'Why, at most 500 characters.')
  reason: string | null;
}

/** Where something goes. */
@AboutInstallation()
@InputType({ description: 'Where something goes that came in since.' })
export class GoesToInput {
  @Writable(() => ID, 'INTERNAL', 'The record or order, from the preview.', { nullable: false })
  id: string;
  @Writable(() => GoesToEnum, 'INTERNAL', 'To whom.', { nullable: false })
  goesTo: 'RELEASED' | 'SURVIVOR';
}

/** An un-merge. */
@AboutInstallation()
@InputType({ description: 'Which customer is given back.' })
export class CustomerUnmergeInput {
  @Writable(() => ID, 'INTERNAL', 'Who was merged.', { nullable: false })
  customerId: string;
  @Writable(() => String, 'INTERNAL', 'The version of the survivor that you saw.')
  survivorVersion: string | null;
  @Writable(() => [GoesToInput], 'INTERNAL', 'Where things go that came in since, if not as the preview says.')
  decisions: GoesToInput[] | null;
  @Writable(() => String, 'INTERNAL', 'Why, at most 500 characters.')
  reason: string | null;
}

/** A split. */
@AboutInstallation()
@InputType({ description: 'What of a customer turned out to be somebody else’s.' })
export class CustomerSplitInput {
  @Writable(() => ID, 'INTERNAL', 'Of whom.', { nullable: false })
  customerId: string;
  @Writable(() => String, 'INTERNAL', 'The version you saw; refused as STALE when it is another by now.')
  version: string | null;
  @Writable(() => [ID], 'INTERNAL', 'The records: at least one, and not all.', { nullable: false })
  recordIds: string[];
  @Writable(() => [ID], 'INTERNAL', 'The orders.')
  orderIds: string[] | null;
  @Writable(() => String, 'INTERNAL', 'Why, at most 500 characters.')
  reason: string | null;
}

/** Answer to merging, un-merging and splitting. */
@ObjectType({ description: 'What was done, or why it was refused.' })
export class MergePayload {
  @Readable(() => Customer, 'INTERNAL', 'The survivor; the one given back; the one made of what was split off.', {
    nullable: true,
  })
  customer: Customer | null;
  @Readable(() => MergeOperation, 'INTERNAL', 'What was done; null when refused.', { nullable: true })
  operation: MergeOperation | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
