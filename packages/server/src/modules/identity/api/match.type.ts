import { Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Filterable, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { User } from '../../access/index.ts';
import { Customer, CustomerKindEnum } from '../../customer/index.ts';
import type { ExplainedField } from '../compare/comparison.ts';
import type { Verdict } from '../review/decisions.ts';

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
/** What people say of a pair, and so where it stands. */
export const MatchVerdictEnum = enumOf<Verdict>(
  'MatchVerdict',
  'What people say of a pair of customers, and so where it stands.',
  {
    SAME: 'They are one. Saying so changes no customer; merging them says so, too.',
    NOT_SAME: 'They are two: remembered for ever, no later run asks again.',
    LATER: 'Not now.',
    OPEN: 'Nobody has decided; said of a decided pair, it takes that back.',
  },
);

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
@ObjectType({
  description:
    'Two customers who may be one, with what speaks for it and against. For whoever may not look up by documents, it is weighed without them.',
})
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
  @Readable(() => MatchVerdictEnum, 'INTERNAL', 'Where it stands.')
  state: Verdict;
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
  @Filterable(() => [MatchVerdictEnum], 'INTERNAL', 'Only in one of these states; OPEN when left out.')
  states?: Verdict[] | null;
  @Filterable(() => CustomerKindEnum, 'INTERNAL', 'Only persons, or only organisations.')
  kind?: 'PERSON' | 'ORGANISATION' | null;
  @Filterable(() => Float, 'INTERNAL', 'Only from this match weight, in bits.')
  weightFrom?: number | null;
  @Filterable(() => Float, 'INTERNAL', 'Only below this match weight, in bits.')
  weightBelow?: number | null;
  @Filterable(() => ID, 'INTERNAL', 'Only pairs of this customer.')
  customerId?: string | null;
  @Filterable(
    () => Boolean,
    'INTERNAL',
    'Also undecided pairs below the chance from which people are asked; they are in nobody’s queue.',
  )
  belowReview?: boolean | null;
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
@ObjectType({ description: 'How many pairs stand where, of those that you see both customers of.' })
export class MatchCounts {
  @Readable(() => Int, 'INTERNAL', 'Open pairs that people are asked about.')
  open: number;
  @Readable(() => Int, 'INTERNAL', 'Put off, likewise.')
  later: number;
  @Readable(() => Int, 'INTERNAL', 'Said to be two.')
  notSame: number;
  @Readable(() => Int, 'INTERNAL', 'Decided today: pairs said to be two, or one, also by merging them.')
  decidedToday: number;
}
