import { ATTITUDES, type DecisionRole } from '@dossier/shared/relationship';
import { ID, Int, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { User } from '../../access/index.ts';
import { Customer, Source } from '../../customer/index.ts';

/** The parts people take in a purchase. */
export const DecisionRoleEnum = enumOf('DecisionRole', 'The part somebody takes in a purchase.', {
  INITIATOR: 'Says that something is needed.',
  USER: 'Will work with it.',
  INFLUENCER: 'Has a say in what it should be.',
  DECIDER: 'Says yes or no.',
  BUYER: 'Negotiates and orders.',
  GATEKEEPER: 'Lets people and papers through, or does not.',
} satisfies Record<DecisionRole, string>);

/** How somebody stands to us. */
export const AttitudeEnum = enumOf('Attitude', 'How somebody stands to us, from against to for.', ATTITUDES.codes);

/** One person in a decision chain. */
@ObjectType({ description: 'One person in a decision chain. Seen by whoever sees the person.' })
export class DecisionMember {
  key: number;
  versionNumber: number;
  chainKey: number;
  /** The person. */
  customerKey: number;
  sourceKey: number;
  recordedByKey: number;
  verifiedByKey: number | null;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => Customer, 'INTERNAL', 'Who.', { nullable: true })
  person: Resolved<Customer | null>;
  @Readable(() => [DecisionRoleEnum], 'INTERNAL', 'The parts they take.')
  roles: readonly DecisionRole[];
  @Readable(() => AttitudeEnum, 'PERSONAL', 'How they stand to us; null: not known.', {
    nullable: true,
    tells: ['RELATIONSHIP'],
  })
  attitude: string | null;
  @Readable(() => Int, 'PERSONAL', 'How much weight their word has, 0 to 100; null: not known.', {
    nullable: true,
    tells: ['RELATIONSHIP'],
  })
  influence: number | null;
  @Readable(() => String, 'PERSONAL', 'Free text.', { nullable: true, tells: ['RELATIONSHIP'] })
  note: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When somebody last made sure of this; null: never.', { nullable: true })
  verifiedAt: number | null;
  @Readable(() => User, 'INTERNAL', 'Who did.', { nullable: true })
  verifiedBy: Resolved<User | null>;
  @Readable(() => Boolean, 'INTERNAL', 'Whether that was within the cycle of the chain.')
  isVerified: boolean;
  @Readable(() => Source, 'INTERNAL', 'Where it is known from.', { nullable: true })
  source: Resolved<Source | null>;
  @Readable(() => User, 'INTERNAL', 'Who recorded it so.', { nullable: true })
  recordedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was recorded so.')
  recordedAt: number;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; updates send it back.')
  version: Resolved<string>;
}

/** Who decides at an organisation. */
@ObjectType({
  implements: Node,
  description: 'Who decides at an organisation (决策链), in general or about one matter, and what is not known of it.',
})
export class DecisionChain {
  key: number;
  versionNumber: number;
  /** The organisation. */
  customerKey: number;
  recordedByKey: number;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => Customer, 'INTERNAL', 'The organisation.', { nullable: true })
  customer: Resolved<Customer | null>;
  @Readable(() => String, 'INTERNAL', 'The matter; null: its purchases in general.', { nullable: true })
  about: string | null;
  @Readable(() => Int, 'INTERNAL', 'Within so many days each person is looked at again.')
  cycleDays: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether the matter is closed.')
  isClosed: boolean;
  @Readable(() => [DecisionMember], 'INTERNAL', 'Who takes part, of those whom you see.')
  members: DecisionMember[];
  @Readable(() => [DecisionRoleEnum], 'INTERNAL', 'Parts that nobody takes.')
  emptyRoles: readonly DecisionRole[];
  @Readable(
    () => Int,
    'INTERNAL',
    'Of the six parts, how many are taken by somebody who was looked at within the cycle: whole per cent.',
  )
  coverage: number;
  @Readable(() => Int, 'INTERNAL', 'How many people were not looked at within the cycle.')
  overdueMembers: number;
  @Readable(
    () => Boolean,
    'PERSONAL',
    'Whether a decider supports us or is favourable; null when there is no decider, or their attitude may not be seen.',
    { nullable: true, tells: ['RELATIONSHIP'] },
  )
  hasSupportingDecider: boolean | null;
  @Readable(() => User, 'INTERNAL', 'Who last recorded what it is about.', { nullable: true })
  recordedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.')
  recordedAt: number;
  @Readable(() => String, 'INTERNAL', 'Changes when what it is about does; updates send it back.')
  version: Resolved<string>;
}

/** Answer to a change of a decision chain or of one of its people. */
@ObjectType({ description: 'The decision chain now, or why not.' })
export class DecisionChainPayload {
  @Readable(() => DecisionChain, 'INTERNAL', 'The chain; null when refused.', { nullable: true })
  chain: DecisionChain | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
