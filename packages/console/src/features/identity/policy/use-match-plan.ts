import { computed } from 'vue';
import {
  MatchPlanDecideDocument,
  MatchPlanDocument,
  MatchPlanSampleDocument,
  MatchPlanUndoDocument,
} from '../../../gql/graphql.ts';
import type { MatchClusterState } from '../../../gql/graphql.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';

const LOOK_AGAIN_MS = 2_000;
const AGAIN = ['MatchPlan', 'MatchPlanSample', 'MatchPolicy'];
/** Whose groups are looked at, by where the plan stands. */
const SHOWN: Readonly<Record<string, readonly MatchClusterState[]>> = {
  PROPOSED: ['MERGE'],
  DONE: ['MERGED'],
  UNDONE: ['UNDONE'],
};

/** What the last search would merge without asking, or did; looked at again while it is under way, or a search is. */
export function useMatchPlan(isRunGoing: () => boolean) {
  const query = useQuery(MatchPlanDocument, undefined, {
    pollInterval: (known) =>
      isRunGoing() || known?.matchPlan?.state === 'APPROVED' || known?.matchPlan?.state === 'UNDOING'
        ? LOOK_AGAIN_MS
        : 0,
  });
  const plan = computed(() => query.data.value?.matchPlan);
  const states = computed(() => SHOWN[plan.value?.state ?? '']);
  const sample = useQuery(
    MatchPlanSampleDocument,
    () => ({ runId: plan.value?.runId ?? '', states: [...(states.value ?? [])] }),
    { enabled: () => states.value !== undefined },
  );
  const deciding = useMutation(MatchPlanDecideDocument, { refetch: AGAIN });
  const undoing = useMutation(MatchPlanUndoDocument, { refetch: AGAIN });
  const errors = useUserErrors();
  return {
    query,
    plan,
    sample: computed(() => (states.value ? sample.data.value?.matchClusters : undefined)),
    errors,
    busy: computed(() => deciding.busy.value || undoing.busy.value),
    failure: computed(() => deciding.error.value ?? undoing.error.value),
    decide: async (approve: boolean): Promise<boolean> => {
      const { value: known } = plan;
      if (!known) return false;
      const payload = (await deciding.run({ input: { runId: known.runId, approve } }))?.matchPlanDecide;
      return payload !== undefined && errors.accept(payload.userErrors);
    },
    undo: async (): Promise<boolean> => {
      const { value: known } = plan;
      if (!known) return false;
      const payload = (await undoing.run({ input: { runId: known.runId, reason: null } }))?.matchPlanUndo;
      return payload !== undefined && errors.accept(payload.userErrors);
    },
  };
}
