import { Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import type { Resolved } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import { User } from '../../access/index.ts';
import { Customer, CustomerKindEnum } from '../../customer/index.ts';
import type { ClusterState, PlanState, ReviewReason } from '../cluster/cluster-states.ts';
import { MatchPair } from './match.type.ts';

/** What becomes of a group. */
export const ClusterStateEnum = enumOf<ClusterState>('MatchClusterState', 'What becomes of a group of customers.', {
  REVIEW: 'People are asked about its pairs.',
  MERGE: 'It is to be merged by itself.',
  MERGED: 'It was merged by itself.',
  UNDONE: 'It was merged by itself, and that was undone.',
});
/** Why people are asked. */
export const ReviewReasonEnum = enumOf<ReviewReason>(
  'MatchReviewReason',
  'Why people are asked about a group that would else be merged by itself.',
  {
    WEAK_LINK: 'Not every pair inside reaches the chance from which groups are merged.',
    DECIDED: 'Somebody said of a pair inside that it is two, put it off, or took back that it is one.',
    TOO_MANY: 'It has more customers than the policy merges by itself.',
    CONFLICT: 'Documents of which everybody has one differ.',
    CHANGED: 'A customer changed since they were compared.',
    REFUSED: 'The merge was refused: all are archived, say, or one was erased.',
  },
);
/** Where a plan stands. */
export const PlanStateEnum = enumOf<PlanState>('MatchPlanState', 'Where a plan to merge by itself stands.', {
  PROPOSED: 'Somebody is to look at it.',
  APPROVED: 'It is carried out.',
  DONE: 'It was carried out.',
  DECLINED: 'Somebody said no.',
  EXPIRED: 'A later run took its place.',
  UNDOING: 'It is being undone.',
  UNDONE: 'It was undone.',
});

/** Customers who would become one. */
@ObjectType({ description: 'Customers whom a run would join into one.' })
export class MatchCluster {
  key: number;
  memberKeys: readonly number[];

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => CustomerKindEnum, 'INTERNAL', 'Persons or organisations.')
  kind: 'PERSON' | 'ORGANISATION';
  @Readable(() => ClusterStateEnum, 'INTERNAL', 'What becomes of it.')
  state: ClusterState;
  @Readable(
    () => ReviewReasonEnum,
    'INTERNAL',
    'Why people are asked; null when the policy merges nobody, or when documents tell and you may not look up by these.',
    {
      nullable: true,
    },
  )
  why: ReviewReason | null;
  @Readable(
    () => Float,
    'INTERNAL',
    'The chance of its weakest pair; null when one is not worth keeping, or when you may not look up by documents.',
    {
      nullable: true,
    },
  )
  weakest: number | null;
  @Readable(() => [Customer], 'INTERNAL', 'Who is in it.')
  members: Resolved<readonly Customer[]>;
}

/** A page of {@link MatchCluster}. */
export const MatchClusterConnection = connectionOf(MatchCluster, 'MatchCluster', { totalCount: false });

/** What stands around a pair. */
@ObjectType({
  description: 'Everybody who hangs together with the two customers of a pair, and how sure each link is.',
})
export class MatchNeighbourhood {
  memberKeys: readonly number[];

  @Readable(() => [Customer], 'INTERNAL', 'The two, and who would be joined with one of them; as far as you see them.')
  members: Resolved<readonly Customer[]>;
  @Readable(() => [MatchPair], 'INTERNAL', 'The pairs among them, the surest first, decided ones included.')
  pairs: readonly MatchPair[];
  @Readable(() => MatchPair, 'INTERNAL', 'The weakest pair without which they fall apart; null when there is none.', {
    nullable: true,
  })
  weakLink: MatchPair | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether there are more pairs than are shown.')
  isCut: boolean;
}

/** How many groups are left to people for one reason. */
@AboutInstallation()
@ObjectType({ description: 'How many groups are left to people for one reason.' })
export class MatchPlanLeft {
  @Readable(() => ReviewReasonEnum, 'INTERNAL', 'Why.')
  why: ReviewReason;
  @Readable(() => Int, 'INTERNAL', 'How many groups.')
  clusters: number;
}

/** What a run would merge by itself. */
@AboutInstallation()
@ObjectType({ description: 'What a run would merge by itself, and what became of that.' })
export class MatchPlan {
  actorKey: number | null;
  jobKey: number | null;

  @Readable(() => ID, 'INTERNAL', 'The run.')
  runId: string;
  @Readable(() => PlanStateEnum, 'INTERNAL', 'Where it stands.')
  state: PlanState;
  @Readable(() => Int, 'INTERNAL', 'The version of the policy that it follows.')
  policyVersion: number;
  @Readable(() => Float, 'INTERNAL', 'The chance from which that merges.')
  mergeFrom: number;
  @Readable(() => Int, 'INTERNAL', 'Groups that are merged, or were: as many customers are left of them.')
  clusters: number;
  @Readable(() => Int, 'INTERNAL', 'Customers in these.')
  customers: number;
  @Readable(() => Int, 'INTERNAL', 'Pairs in these, all of them at or above the chance.')
  pairs: number;
  @Readable(() => Int, 'INTERNAL', 'Groups merged so far.')
  merged: number;
  @Readable(() => Int, 'INTERNAL', 'Groups of which that was undone.')
  undone: number;
  @Readable(() => [MatchPlanLeft], 'INTERNAL', 'Groups that are left to people, by reason.')
  left: readonly MatchPlanLeft[];
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made.')
  madeAt: number;
  @Readable(() => User, 'INTERNAL', 'Who let it, or said no; null when the policy did, and while nobody has.', {
    nullable: true,
  })
  decidedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.', { nullable: true })
  decidedAt: number | null;
  @Readable(() => Job, 'INTERNAL', 'The job that merges or undoes; null without one.', { nullable: true })
  job: Resolved<Job | null>;
}

/** A decision about a plan. */
@AboutInstallation()
@InputType({ description: 'A decision about a plan.' })
export class MatchPlanDecideInput {
  @Writable(() => ID, 'INTERNAL', 'The run whose plan it is.', { nullable: false })
  runId: string;
  @Writable(() => Boolean, 'INTERNAL', 'Whether it is carried out.', { nullable: false })
  approve: boolean;
}

/** Undoing a plan. */
@AboutInstallation()
@InputType({ description: 'Which plan is undone.' })
export class MatchPlanUndoInput {
  @Writable(() => ID, 'INTERNAL', 'The run whose plan it is.', { nullable: false })
  runId: string;
  @Writable(() => String, 'INTERNAL', 'Why, at most 500 characters.')
  reason?: string | null;
}

/** Answer to deciding about a plan, and to undoing it. */
@AboutInstallation()
@ObjectType({ description: 'The plan as it stands, or why nothing was done.' })
export class MatchPlanPayload {
  @Readable(() => MatchPlan, 'INTERNAL', 'The plan; null when refused.', { nullable: true })
  matchPlan: MatchPlan | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
