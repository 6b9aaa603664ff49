import {
  MatchClusterDocument,
  MatchCountsDocument,
  MatchDecideDocument,
  MatchModelsDocument,
  MatchPairsDocument,
  MatchPlanDocument,
  MatchPlanSampleDocument,
  MatchPolicyDocument,
  MatchRunDocument,
  MatchRunsDocument,
  PairSourcesDocument,
} from '../../gql/graphql.ts';
import type {
  MatchClusterQuery,
  MatchDecideMutation,
  MatchPlanSampleQuery,
  MatchRunsQuery,
  ModelFragment,
  PairCustomerFragment,
  PairFragment,
  PairSourcesQuery,
  PlanFragment,
  PolicyFragment,
  RunFragment,
} from '../../gql/graphql.ts';
import { answer } from '../../testing/mount-page.ts';
import type { Answer } from '../../testing/mount-page.ts';

/** One end of a pair. */
export function pairCustomer(index: number, changed: Partial<PairCustomerFragment> = {}): PairCustomerFragment {
  return {
    __typename: 'Customer',
    id: `cus_${index}`,
    version: `v${index}`,
    number: `C${String(index).padStart(8, '0')}`,
    kind: 'PERSON',
    status: 'ACTIVE',
    visibility: 'FULL',
    name: '欧阳晓明',
    birthDate: '1985-06-17',
    gender: null,
    employer: null,
    createdAt: `2026-01-${String(index).padStart(2, '0')}T00:00:00.000Z`,
    owner: null,
    contactPoints: [
      { __typename: 'ContactPoint', id: `cpt_${index}`, type: 'PHONE', value: '+8613912345678', display: null },
    ],
    addresses: [],
    ...changed,
  };
}

/** A pair that shares a rare phone and differs in the given name; its customers are the numbers before and after ten times its own. */
export function pairOf(index: number, changed: Partial<PairFragment> = {}): PairFragment {
  return {
    __typename: 'MatchPair',
    id: `mpr_${index}`,
    state: 'OPEN',
    weight: 6.8,
    probability: 0.991,
    priorWeight: -10.3,
    reason: null,
    decidedAt: null,
    decidedBy: null,
    fields: [
      { __typename: 'MatchFieldWeight', field: 'GIVEN_NAME', level: 'DIFFERENT', weight: -5.1, rarity: 0 },
      { __typename: 'MatchFieldWeight', field: 'PHONE', level: 'EXACT', weight: 14.2, rarity: 2.5 },
      { __typename: 'MatchFieldWeight', field: 'FAMILY_NAME', level: 'EXACT', weight: 8, rarity: -1.4 },
    ],
    customer: pairCustomer(2 * index),
    other: pairCustomer(2 * index + 1, { name: '欧阳小明', birthDate: '1985-06-27' }),
    ...changed,
  };
}

/** The queue as the server answers it, with what stands beside it. */
export function queue(nodes: readonly PairFragment[]): Answer[] {
  return [
    answer(MatchPairsDocument, {
      __typename: 'Query',
      matchPairs: {
        __typename: 'MatchPairConnection',
        nodes: [...nodes],
        pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
      },
    }),
    answer(MatchCountsDocument, {
      __typename: 'Query',
      matchCounts: { __typename: 'MatchCounts', open: 12, later: 3, notSame: 4, decidedToday: 6 },
    }),
    answer(PairSourcesDocument, ({ id, otherId }): PairSourcesQuery => ({
      __typename: 'Query',
      customer: sourcesOf(String(id)),
      other: sourcesOf(String(otherId)),
    })),
    around(null),
    answer(MatchDecideDocument, ({ input }): MatchDecideMutation => ({
      __typename: 'Mutation',
      matchDecide: {
        __typename: 'MatchDecidePayload',
        pair: { __typename: 'MatchPair', id: String(input.id), state: input.verdict, reason: input.reason ?? null },
        userErrors: [],
      },
    })),
  ];
}

function sourcesOf(id: string) {
  return {
    __typename: 'Customer' as const,
    id,
    lineage: {
      __typename: 'Lineage' as const,
      subjects: [
        {
          __typename: 'LineageSubject' as const,
          customerId: id,
          sources: [{ __typename: 'Source' as const, id: 'src_1', name: 'CRM' }],
        },
      ],
    },
  };
}

/** The last run: done in two minutes. */
export function matchRun(changed: Partial<RunFragment> = {}): RunFragment {
  return {
    __typename: 'MatchRun',
    id: 'mrn_1',
    phase: 'DONE',
    expected: 12_408,
    handled: 12_408,
    startedAt: '2026-11-20T08:00:00.000Z',
    finishedAt: '2026-11-20T08:02:10.000Z',
    customers: 12_408,
    compared: 90_211,
    splitBlocks: 3,
    leftOutBlocks: 0,
    found: 37,
    job: { __typename: 'Job', id: 'job_1', state: 'DONE', progress: 1, note: null, problem: null },
    ...changed,
  };
}

/** What a run answers. */
export function runAnswer(run: RunFragment | null): Answer {
  return answer(MatchRunDocument, { __typename: 'Query', matchRun: run });
}

/** What models there are. */
export function models(...matchModels: ModelFragment[]): Answer {
  return answer(MatchModelsDocument, { __typename: 'Query', matchModels });
}

/** What was learned of persons, by one field. */
export function model(): ModelFragment {
  const point = (weight: number, precision: number, recall: number, pairs: number) => ({
    __typename: 'MatchCurvePoint' as const,
    weight,
    probability: 1 / (1 + 2 ** -weight),
    precision,
    recall,
    pairs,
  });
  return {
    __typename: 'MatchModel',
    kind: 'PERSON',
    customers: 12_000,
    learnedAt: '2026-11-20T08:02:10.000Z',
    prior: 0.0001,
    fields: [
      {
        __typename: 'MatchModelField',
        field: 'PHONE',
        levels: [
          { __typename: 'MatchModelLevel', name: 'EXACT', same: 0.8, different: 0.00001, weight: 16.3 },
          { __typename: 'MatchModelLevel', name: 'DIFFERENT', same: 0.2, different: 0.99, weight: -2.3 },
        ],
      },
    ],
    curve: [point(0, 0.9, 0.98, 1_500), point(7, 0.996, 0.92, 1_204), point(20, 1, 0, 0)],
    fillers: [{ __typename: 'MatchFillers', field: 'PHONE', values: 2, customers: 640 }],
  };
}

/** Who hangs together with a pair; null: only its two customers. */
export function around(matchCluster: MatchClusterQuery['matchCluster']): Answer {
  return answer(MatchClusterDocument, { __typename: 'Query', matchCluster });
}

/** What the page of the model asks besides: the policy, what would be merged, and earlier searches. */
export function decisions({
  policy = {},
  plan = null,
  sample = [],
  runs = [],
}: {
  policy?: Partial<PolicyFragment>;
  plan?: PlanFragment | null;
  sample?: MatchPlanSampleQuery['matchClusters']['nodes'];
  runs?: MatchRunsQuery['matchRuns']['nodes'];
} = {}): Answer[] {
  const matchPolicy: PolicyFragment = {
    __typename: 'MatchPolicy',
    version: 0,
    mergeFrom: null,
    reviewFrom: 0.05,
    mostMembers: 4,
    runAfterImports: true,
    confirmed: false,
    ...policy,
  };
  return [
    answer(MatchPolicyDocument, { __typename: 'Query', matchPolicy }),
    answer(MatchPlanDocument, { __typename: 'Query', matchPlan: plan }),
    answer(MatchPlanSampleDocument, {
      __typename: 'Query',
      matchClusters: {
        __typename: 'MatchClusterConnection',
        nodes: sample,
        pageInfo: { __typename: 'PageInfo', hasNextPage: true },
      },
    }),
    answer(MatchRunsDocument, {
      __typename: 'Query',
      matchRuns: { __typename: 'MatchRunConnection', nodes: runs },
    }),
  ];
}

/** What a search would merge. */
export function planOf(changed: Partial<PlanFragment> = {}): PlanFragment {
  return {
    __typename: 'MatchPlan',
    runId: 'mrn_1',
    state: 'PROPOSED',
    policyVersion: 1,
    mergeFrom: 0.999,
    clusters: 290,
    customers: 602,
    pairs: 334,
    merged: 0,
    undone: 0,
    left: [{ __typename: 'MatchPlanLeft', why: 'CONFLICT', clusters: 3 }],
    madeAt: '2026-11-20T08:02:12.000Z',
    decidedAt: null,
    decidedBy: null,
    job: null,
    ...changed,
  };
}
