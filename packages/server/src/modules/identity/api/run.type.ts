import { Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import { User } from '../../access/index.ts';
import { CustomerKindEnum } from '../../customer/index.ts';
import type { ExplainedField } from '../compare/comparison.ts';
import type { FillerField } from '../fillers/fillers.ts';
import type { RunPhase } from '../run/match-run.job.ts';
import { ComparedFieldEnum } from './match.type.ts';

/** What a run is at. */
export const MatchRunPhaseEnum = enumOf<RunPhase>('MatchRunPhase', 'What a run is at.', {
  READING: 'It reads the customers.',
  COMPARING: 'It learns how they agree, and compares them.',
  WRITING: 'It writes down who may be one.',
  GROUPING: 'It makes groups, and sees what the policy would merge.',
  DONE: 'Nothing more is to come.',
});

/** How a field changed from one run to the next. */
@AboutInstallation()
@ObjectType({
  description: 'How what was learned about a field changed since the run before: its level that moved most.',
})
export class MatchDrift {
  @Readable(() => CustomerKindEnum, 'INTERNAL', 'Persons or organisations.')
  kind: 'PERSON' | 'ORGANISATION';
  @Readable(() => ComparedFieldEnum, 'INTERNAL', 'The field.')
  field: ExplainedField;
  @Readable(() => String, 'INTERNAL', 'The level.')
  level: string;
  @Readable(() => Float, 'INTERNAL', 'Share of pairs of one customer that agreed so far in the run before.')
  before: number;
  @Readable(() => Float, 'INTERNAL', 'The same in this run.')
  now: number;
}

/** One run of recognition. */
@AboutInstallation()
@ObjectType({ description: 'A run of recognition over all customers.' })
export class MatchRun {
  key: number;
  jobKey: number;
  actorKey: number | null;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was started.')
  startedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When all it found was written down; null before.', { nullable: true })
  finishedAt: number | null;
  @Readable(() => User, 'INTERNAL', 'Who started it; null when it started by itself.', { nullable: true })
  startedBy: Resolved<User | null>;
  @Readable(() => MatchRunPhaseEnum, 'INTERNAL', 'What it is at.')
  phase: RunPhase;
  @Readable(() => Int, 'INTERNAL', 'Customers there were to read when it began; 0 before that is known.')
  expected: number;
  @Readable(() => Int, 'INTERNAL', 'How many of them were read so far, or compared: persons first, then organisations.')
  handled: number;
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
  @Readable(
    () => [MatchDrift],
    'INTERNAL',
    'How what it learned differs from the finished run before, for each field, the largest change first; empty for the first run.',
  )
  drift: Resolved<readonly MatchDrift[]>;
  @Readable(() => Job, 'INTERNAL', 'Its job; null once that was removed.', { nullable: true })
  job: Resolved<Job | null>;
}

/** A page of {@link MatchRun}. */
export const MatchRunConnection = connectionOf(MatchRun, 'MatchRun', { totalCount: false, aboutInstallation: true });

/** Answer to starting a run. */
@AboutInstallation()
@ObjectType({ description: 'The run, or why it was not started.' })
export class MatchRunPayload {
  @Readable(
    () => MatchRun,
    'INTERNAL',
    'The run; one that is under way already is answered as it is. Null without exact figures about all customers.',
    {
      nullable: true,
    },
  )
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

/** What fillers can stand in. */
export const FillerFieldEnum = enumOf<FillerField>('FillerField', 'A field in which fillers are looked for.', {
  NAME: 'The whole name of a person.',
  BIRTH_DATE: 'The birth date.',
  PHONE: 'A phone number.',
  EMAIL: 'An e-mail address.',
  IDENTIFIER: 'The number of a document or membership.',
  ADDRESS: 'Street and house.',
});

/** Values of one field that stand for nothing. */
@AboutInstallation()
@ObjectType({
  description:
    'How many values of a field a run took for fillers. Which ones is not said: they are values of customers.',
})
export class MatchFillers {
  @Readable(() => FillerFieldEnum, 'INTERNAL', 'The field.')
  field: FillerField;
  @Readable(
    () => Int,
    'INTERNAL',
    'Values that far more customers have than a usual one, without having to do with one another; and known ones.',
  )
  values: number;
  @Readable(() => Int, 'INTERNAL', 'Customers who have them, counted for each value.')
  customers: number;
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
  @Readable(
    () => [MatchFillers],
    'INTERNAL',
    'Values that were left out because they stand for nothing, by field; empty when none were found.',
  )
  fillers: MatchFillers[];
}
