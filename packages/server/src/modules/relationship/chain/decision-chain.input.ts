import { type Attitude, type DecisionRole, RELATIONSHIP_LIMITS } from '@dossier/shared/relationship';
import { ID, InputType, Int } from 'type-graphql';
import { Writable } from '../../../platform/graphql/exposure.ts';
import { AttitudeEnum, DecisionRoleEnum } from './decision-chain.type.ts';

/** What a decision chain is about. */
@InputType({ description: 'What a decision chain is about. What is absent stays, null clears.' })
export class DecisionChainUpdateInput {
  @Writable(
    () => String,
    'INTERNAL',
    `The matter, at most ${RELATIONSHIP_LIMITS.chainSubject} characters; null: purchases in general.`,
  )
  about?: string | null;
  @Writable(
    () => Int,
    'INTERNAL',
    `Within so many days each person is looked at again: ${RELATIONSHIP_LIMITS.shortestCycle} to ${RELATIONSHIP_LIMITS.longestCycle}; 90 unless told otherwise.`,
  )
  cycleDays?: number | null;
  @Writable(() => Boolean, 'INTERNAL', 'Whether the matter is closed: then nobody in it is changed any more.')
  isClosed?: boolean | null;
}

/** A new decision chain. */
@InputType({ description: 'A new decision chain.' })
export class DecisionChainCreateInput {
  @Writable(() => ID, 'INTERNAL', 'The organisation.', { nullable: false })
  customerId: string;
  @Writable(
    () => String,
    'INTERNAL',
    `The matter, at most ${RELATIONSHIP_LIMITS.chainSubject} characters; absent: purchases in general.`,
  )
  about?: string | null;
  @Writable(() => Int, 'INTERNAL', 'Within so many days each person is looked at again; 90 unless told otherwise.')
  cycleDays?: number | null;
}

/** What is said of somebody in a decision chain. */
@InputType({ description: 'What is said of somebody in a decision chain. What is absent stays, null clears.' })
export class DecisionMemberUpdateInput {
  @Writable(() => [DecisionRoleEnum], 'INTERNAL', 'The parts they take, all of them: at least one.')
  roles?: DecisionRole[] | null;
  @Writable(() => AttitudeEnum, 'PERSONAL', 'How they stand to us.')
  attitude?: Attitude | null;
  @Writable(() => Int, 'PERSONAL', 'How much weight their word has, 0 to 100.')
  influence?: number | null;
  @Writable(() => String, 'PERSONAL', `Free text, at most ${RELATIONSHIP_LIMITS.note} characters.`)
  note?: string | null;
  @Writable(() => Boolean, 'INTERNAL', 'True: you have just made sure of all this.')
  isVerified?: boolean | null;
}

/** Somebody new in a decision chain. */
@InputType({ description: 'Somebody new in a decision chain.' })
export class DecisionMemberAddInput extends DecisionMemberUpdateInput {
  @Writable(() => ID, 'INTERNAL', 'The chain.', { nullable: false })
  chainId: string;
  @Writable(() => ID, 'INTERNAL', 'Who: a person.', { nullable: false })
  personId: string;
}
