import { Int, ObjectType } from 'type-graphql';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { PurposeEnum } from '../../privacy/index.ts';

/** What an app asked for on one day. */
@AboutInstallation()
@ObjectType({ description: 'What a partner app asked for on one day.' })
export class PartnerUsage {
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The day, in UTC.')
  day: string;
  @Readable(() => Int, 'INTERNAL', 'Points that it spent.')
  spent: number;
  @Readable(() => Int, 'INTERNAL', 'How many operations it ran.')
  operations: number;
  @Readable(() => Int, 'INTERNAL', 'How many were refused because the budget did not suffice.')
  refused: number;
  @Readable(() => Int, 'INTERNAL', 'How many customers it was given something of; of today, some minutes ago.')
  customers: number;
}

/** What an app may still ask for. */
@AboutInstallation()
@ObjectType({ description: 'What a partner app may ask for, and what is left of it.' })
export class PartnerBudget {
  @Readable(() => Int, 'INTERNAL', 'Points that it may spend at once; they come back within a minute.')
  burst: number;
  @Readable(() => Int, 'INTERNAL', 'What of them is left now.')
  remaining: number;
  @Readable(() => Int, 'INTERNAL', 'Points that it may spend in a day (UTC).')
  perDay: number;
  @Readable(() => Int, 'INTERNAL', 'What of them is left today.')
  remainingToday: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When as much can be spent at once as ever.')
  resetAt: number;
}

/** What an app may know of itself. */
@AboutInstallation()
@ObjectType({ description: 'What a partner app may know of itself.' })
export class PartnerSelf {
  @Readable(() => String, 'INTERNAL', 'What it is called.')
  name: string;
  @Readable(() => [PurposeEnum], 'INTERNAL', 'What its terms let it ask for data for.')
  purposes: readonly string[];
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The last day of the contract.')
  contractTo: string;
  @Readable(() => [DateTimeScalar], 'INTERNAL', 'When its credentials end, the next one first.')
  credentialsEndAt: readonly number[];
  @Readable(() => DateTimeScalar, 'INTERNAL', 'By when the quarterly review has to be done.', { nullable: true })
  reviewDueAt: number | null;
  @Readable(() => PartnerBudget, 'INTERNAL', 'What is left of its budget, this request counted.')
  budget: PartnerBudget;
}
