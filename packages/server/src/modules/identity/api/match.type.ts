import { Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Filterable, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import { User } from '../../access/index.ts';
import { Customer, CustomerKindEnum } from '../../customer/index.ts';
import type { ExplainedField } from '../compare/comparison.ts';
import type { PairState, Verdict } from '../review/decisions.ts';

/** The fields that recognition compares. */
export const ComparedFieldEnum = enumOf<ExplainedField>('ComparedField', 'A field that recognition compares.', {
  GIVEN_NAME: 'Given names of persons.',
  FAMILY_NAME: 'Family names of persons.',
  ORGANISATION_NAME: 'Names of organisations without legal form.',
  BIRTH_DATE: 'Dates of birth.',
  GENDER: 'Genders.',
  PHONE: 'Phone numbers; the best pair counts.',
  EMAIL: 'E-mail addresses; the best pair counts.',
  IDENTIFIER: 'Documents and memberships of one type.',
  ADDRESS: 'Street and house.',
  PLACE: 'Postal code and town.',
  EMPLOYER: 'Employers.',
  RELATED:
    'No field: what is taken off because customers who only have to do with each other (a household, namesakes, branches, companies of one brand) would agree like that, too. Its level says which.',
});
/** Where a pair stands. */
export const MatchStateEnum = enumOf<PairState>('MatchState', 'Where a pair of customers stands.', {
  OPEN: 'Nobody has decided.',
  LATER: 'Somebody put it off.',
  SAME: 'Somebody said that they are one.',
  NOT_SAME: 'Somebody said that they are two; no later run asks again.',
});
/** What people can say. */
export const MatchVerdictEnum = enumOf<Verdict>('MatchVerdict', 'What people can say of a pair of customers.', {
  SAME: 'They are one. Merging them is another step.',
  NOT_SAME: 'They are two: remembered for ever.',
  LATER: 'Not now.',
  OPEN: 'Takes back what was said: it is to be decided again.',
});

/** What one field says about a pair. */
@ObjectType({ description: 'What one field says about a pair of customers.' })
export class MatchFieldWeight {
  @Readable(() => ComparedFieldEnum, 'INTERNAL', 'The field.')
  field: ExplainedField;
  @Readable(() => String, 'INTERNAL', 'How far it agrees: the name of the level in the model.')
  level: string;
  @Readable(
    () => Float,
    'INTERNAL',
    'What it adds to the match weight, in bits: +1 makes it twice as likely that they are one, −1 half as likely.',
  )
  weight: number;
  @Readable(
    () => Float,
    'INTERNAL',
    'The part of that weight that comes from how rare the shared value is; negative for a common one.',
  )
  rarity: number;
}

/** Two customers who may be one. */
@ObjectType({ description: 'Two customers who may be one, with what speaks for it and against.' })
export class MatchPair {
  key: number;
  customerKey: number;
  otherKey: number;
  actorKey: number | null;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => Customer, 'INTERNAL', 'One of the two; null when you may not see them any more.', { nullable: true })
  customer: Resolved<Customer | null>;
  @Readable(() => Customer, 'INTERNAL', 'The other.', { nullable: true })
  other: Resolved<Customer | null>;
  @Readable(
    () => Float,
    'INTERNAL',
    'Match weight in bits: log₂ of the odds that they are one (Fellegi and Sunter 1969). 0 is even chance, 10 is a thousand to one.',
  )
  weight: number;
  @Readable(() => Float, 'INTERNAL', 'The chance that goes with the weight, 0 to 1.')
  probability: number;
  @Readable(
    () => Float,
    'INTERNAL',
    'Bits that any two customers begin with: with all fields they add up to the weight.',
  )
  priorWeight: number;
  @Readable(() => [MatchFieldWeight], 'INTERNAL', 'What each field says. Fields that one of them lacks say nothing.')
  fields: MatchFieldWeight[];
  @Readable(() => MatchStateEnum, 'INTERNAL', 'Where it stands.')
  state: PairState;
  @Readable(() => User, 'INTERNAL', 'Who decided.', { nullable: true })
  decidedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was decided.', { nullable: true })
  decidedAt: number | null;
  @Readable(() => String, 'INTERNAL', 'Why, as the one who decided wrote it.', { nullable: true })
  reason: string | null;
}

/** A page of {@link MatchPair}. */
export const MatchPairConnection = connectionOf(MatchPair, 'MatchPair', { totalCount: false });

/** Which pairs are listed. */
@InputType({ description: 'Which pairs are listed.' })
export class MatchPairFilter {
  @Filterable(() => [MatchStateEnum], 'INTERNAL', 'Only in one of these states; OPEN when left out.')
  states?: PairState[] | null;
  @Filterable(() => CustomerKindEnum, 'INTERNAL', 'Only persons, or only organisations.')
  kind?: 'PERSON' | 'ORGANISATION' | null;
  @Filterable(() => Float, 'INTERNAL', 'Only from this match weight, in bits.')
  weightFrom?: number | null;
  @Filterable(() => Float, 'INTERNAL', 'Only below this match weight, in bits.')
  weightBelow?: number | null;
  @Filterable(() => ID, 'INTERNAL', 'Only pairs of this customer.')
  customerId?: string | null;
}

/** A decision about a pair. */
@InputType({ description: 'A decision about a pair.' })
export class MatchDecideInput {
  @Writable(() => ID, 'INTERNAL', 'The pair.', { nullable: false })
  id: string;
  @Writable(() => MatchVerdictEnum, 'INTERNAL', 'What you say.', { nullable: false })
  verdict: Verdict;
  @Writable(() => String, 'INTERNAL', 'Why, at most 500 characters.')
  reason?: string | null;
}

/** Answer to a decision. */
@ObjectType({ description: 'The pair as it stands, or why nothing was decided.' })
export class MatchDecidePayload {
  @Readable(() => MatchPair, 'INTERNAL', 'The pair; null when refused.', { nullable: true })
  pair: MatchPair | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** How many pairs stand where. */
@AboutInstallation()
@ObjectType({ description: 'How many pairs stand where, among customers who are still there.' })
export class MatchCounts {
  @Readable(() => Int, 'INTERNAL', 'Open pairs.')
  open: number;
  @Readable(() => Int, 'INTERNAL', 'Put off.')
  later: number;
  @Readable(() => Int, 'INTERNAL', 'Said to be two.')
  notSame: number;
  @Readable(() => Int, 'INTERNAL', 'Decided today: pairs said to be two or one, and customers merged.')
  decidedToday: number;
}

/** One run of recognition. */
@AboutInstallation()
@ObjectType({ description: 'A run of recognition over all customers.' })
export class MatchRun {
  key: number;
  jobKey: number;

  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was started.')
  startedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When all it found was written down; null before.', { nullable: true })
  finishedAt: number | null;
  @Readable(() => Int, 'INTERNAL', 'Customers looked at.')
  customers: number;
  @Readable(() => Float, 'INTERNAL', 'Pairs that were compared: those that share one of the blocking keys.')
  compared: number;
  @Readable(() => Int, 'INTERNAL', 'Blocks that were too large and were split by a second key.')
  splitBlocks: number;
  @Readable(() => Int, 'INTERNAL', 'Blocks that stayed too large and were left out.')
  leftOutBlocks: number;
  @Readable(() => Int, 'INTERNAL', 'Pairs that are worth looking at.')
  found: number;
  @Readable(() => Job, 'INTERNAL', 'Its job; null once that was removed.', { nullable: true })
  job: Resolved<Job | null>;
}

/** Answer to starting a run. */
@AboutInstallation()
@ObjectType({ description: 'The run, or why it was not started.' })
export class MatchRunPayload {
  @Readable(() => MatchRun, 'INTERNAL', 'The run; one that is under way already is answered as it is.', {
    nullable: true,
  })
  run: MatchRun | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** One level of agreement in a model. */
@AboutInstallation()
@ObjectType({ description: 'One level of agreement of a field.' })
export class MatchModelLevel {
  @Readable(() => String, 'INTERNAL', 'Its name.')
  name: string;
  @Readable(() => Float, 'INTERNAL', 'Share of pairs of one customer that agree so far (m).')
  same: number;
  @Readable(() => Float, 'INTERNAL', 'Share of pairs of two customers that agree so far by chance (u).')
  different: number;
  @Readable(() => Float, 'INTERNAL', 'Bits that it adds: log₂(m/u), before the rarity of the value.')
  weight: number;
}

/** One field of a model. */
@AboutInstallation()
@ObjectType({ description: 'What a model learned about one field.' })
export class MatchModelField {
  @Readable(() => ComparedFieldEnum, 'INTERNAL', 'The field.')
  field: ExplainedField;
  @Readable(() => [MatchModelLevel], 'INTERNAL', 'Its levels, from the strongest agreement to difference.')
  levels: MatchModelLevel[];
}

/** What a threshold is expected to give. */
@AboutInstallation()
@ObjectType({ description: 'What a threshold is expected to give.' })
export class MatchCurvePoint {
  @Readable(() => Float, 'INTERNAL', 'The threshold in bits.')
  weight: number;
  @Readable(() => Float, 'INTERNAL', 'The threshold as a chance.')
  probability: number;
  @Readable(() => Float, 'INTERNAL', 'Expected share of right ones among the pairs above it.')
  precision: number;
  @Readable(() => Float, 'INTERNAL', 'Expected share of all pairs of one customer that are above it.')
  recall: number;
  @Readable(() => Int, 'INTERNAL', 'Pairs above it.')
  pairs: number;
}

/** What the last run learned of one kind of customers. */
@AboutInstallation()
@ObjectType({ description: 'What the last run learned about one kind of customers, from the customers alone.' })
export class MatchModel {
  @Readable(() => CustomerKindEnum, 'INTERNAL', 'Persons or organisations.')
  kind: 'PERSON' | 'ORGANISATION';
  @Readable(() => Int, 'INTERNAL', 'How many were looked at.')
  customers: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was learned.')
  learnedAt: number;
  @Readable(() => Float, 'INTERNAL', 'Chance that two taken at random are one.')
  prior: number;
  @Readable(() => [MatchModelField], 'INTERNAL', 'The fields.')
  fields: MatchModelField[];
  @Readable(() => [MatchCurvePoint], 'INTERNAL', 'What thresholds are expected to give.')
  curve: MatchCurvePoint[];
}
