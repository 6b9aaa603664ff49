import { computed, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { MatchModelsDocument, MatchRunDocument, MatchRunStartDocument } from '../../../gql/graphql.ts';
import type { MatchModelsQuery, MatchModelsQueryVariables, MatchRunQuery, RunFragment } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike } from '../../../ui/use-user-errors.ts';
import { isUnderWay } from '../../operations/index.ts';

/** The last run, starting another, and what was learned. */
export interface MatchRunState {
  readonly query: Query<MatchRunQuery, Record<string, never>>;
  /** Null: there was none. */
  readonly run: ComputedRef<RunFragment | null | undefined>;
  readonly isGoing: ComputedRef<boolean>;
  readonly models: Query<MatchModelsQuery, MatchModelsQueryVariables>;
  readonly start: () => Promise<void>;
  readonly busy: Ref<boolean>;
  readonly errors: ComputedRef<readonly UserErrorLike[]>;
  readonly failure: Ref<Failure | undefined>;
}

const LOOK_AGAIN_MS = 2_000;
const isGoingOn = (run: RunFragment | null | undefined): boolean => isUnderWay(run?.job ?? undefined);

/** See {@link MatchRunState}. A run under way is looked at every other second, until its groups are made; when it has ended, the models are read again. */
export function useMatchRun(): MatchRunState {
  const query = useQuery(MatchRunDocument, undefined, {
    pollInterval: (known) => (isGoingOn(known?.matchRun) || known?.matchRun?.phase === 'GROUPING' ? LOOK_AGAIN_MS : 0),
  });
  const models = useQuery(MatchModelsDocument);
  const { run: send, busy, error } = useMutation(MatchRunStartDocument, { refetch: ['MatchRun'] });
  const errors = useUserErrors();
  const run = computed(() => query.data.value?.matchRun);
  const isGoing = computed(() => isGoingOn(run.value));
  watch(isGoing, (going, before) => {
    if (before && !going) void models.refetch();
  });
  return {
    query,
    run,
    isGoing,
    models,
    start: async () => {
      errors.accept((await send({}))?.matchRunStart.userErrors);
    },
    busy,
    errors: errors.all,
    failure: error,
  };
}
