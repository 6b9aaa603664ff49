import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import {
  CustomerUnmergeDocument,
  MatchCountsDocument,
  MatchDecideDocument,
  MatchPairsDocument,
} from '../../../gql/graphql.ts';
import type {
  MatchCountsQuery,
  MatchPairsQuery,
  MatchPairsQueryVariables,
  MatchVerdict,
  PairFragment,
} from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike } from '../../../ui/use-user-errors.ts';
import { queueFilter } from './review-url.ts';
import type { QueueUrl } from './review-url.ts';

/** The queue: one pair is shown, the next ones are there already. */
export interface Review {
  readonly query: Query<MatchPairsQuery, MatchPairsQueryVariables>;
  readonly counts: ComputedRef<MatchCountsQuery['matchCounts'] | undefined>;
  readonly pair: ComputedRef<PairFragment | undefined>;
  /** Of the pair that is shown, among those that are left; from 0. */
  readonly place: ComputedRef<number>;
  readonly isLast: ComputedRef<boolean>;
  readonly step: (by: 1 | -1) => void;
  /** Goes to a pair; false when the list does not have it. */
  readonly goTo: (id: string) => boolean;
  /** Says it of the pair that is shown, and goes on at once; false when it was refused, and the pair is back. */
  readonly decide: (verdict: 'NOT_SAME' | 'LATER' | 'OPEN', reason?: string) => Promise<boolean>;
  /** The pair that is shown was merged: `mergedId` became part of the other. */
  readonly merged: (mergedId: string) => void;
  readonly canUndo: ComputedRef<boolean>;
  /** Takes back the last decision or merge of this visit, or that merge, and shows its pair again. */
  readonly undo: (mergedId?: string) => Promise<boolean>;
  readonly busy: ComputedRef<boolean>;
  readonly errors: ComputedRef<readonly UserErrorLike[]>;
  readonly failure: ComputedRef<Failure | undefined>;
}

/** What was done, to take it back. */
interface Done {
  readonly pairId: string;
  /** What the pair was before; of a merge, who was merged. */
  readonly before: MatchVerdict;
  readonly mergedId?: string;
}

const PAGE = 10;
/** So many pairs stand ready behind the one that is shown. */
const AHEAD = 3;

/** See {@link Review}. */
export function useReview(url: () => QueueUrl): Review {
  const query = useQuery(MatchPairsDocument, () => ({ filter: queueFilter(url()), first: PAGE }));
  const { data: counted } = useQuery(MatchCountsDocument);
  const deciding = useMutation(MatchDecideDocument, { refetch: ['MatchCounts'] });
  const unmerging = useMutation(CustomerUnmergeDocument, { refetch: ['MatchPairs', 'MatchCounts'] });
  const errors = useUserErrors();
  /** Decided here; the server's list still has them until it is asked again. */
  const gone = shallowRef<ReadonlySet<string>>(new Set());
  const done = shallowRef<readonly Done[]>([]);
  const at = ref(0);
  /** The pair to show, as long as the list has it. */
  const wanted = ref<string>();
  const page = computed(() => query.data.value?.matchPairs);
  const left = computed(() => (page.value?.nodes ?? []).filter(({ id }) => !gone.value.has(id)));
  const place = computed(() => {
    const found = left.value.findIndex(({ id }) => id === wanted.value);
    return found === -1 ? Math.min(at.value, Math.max(0, left.value.length - 1)) : found;
  });
  const pair = computed(() => left.value[place.value]);

  watch(
    () => JSON.stringify(url()),
    () => {
      at.value = 0;
      wanted.value = undefined;
      gone.value = new Set();
    },
  );
  const more = useReadAhead(
    () => left.value.length - place.value,
    () => (page.value?.pageInfo.hasNextPage ? page.value.pageInfo.endCursor : undefined),
    query.fetchMore,
  );

  /** The pair after it takes its place. */
  function hide(id: string): void {
    at.value = place.value;
    wanted.value = undefined;
    gone.value = new Set([...gone.value, id]);
  }
  function show(id: string): void {
    gone.value = new Set([...gone.value].filter((one) => one !== id));
    wanted.value = id;
  }
  async function say(id: string, verdict: MatchVerdict, reason = ''): Promise<boolean> {
    errors.clear();
    const payload = (await deciding.run({ input: { id, verdict, reason: reason.trim() || null } }))?.matchDecide;
    return payload !== undefined && errors.accept(payload.userErrors);
  }
  return {
    query,
    counts: computed(() => counted.value?.matchCounts),
    pair,
    place,
    isLast: computed(() => place.value >= left.value.length - 1 && !more.value),
    step: (by) => {
      at.value = Math.min(Math.max(0, place.value + by), Math.max(0, left.value.length - 1));
      wanted.value = left.value[at.value]?.id;
    },
    goTo: (id) => {
      const isThere = left.value.some((one) => one.id === id);
      if (isThere) wanted.value = id;
      return isThere;
    },
    decide: async (verdict, reason) => {
      const { value: shown } = pair;
      if (!shown) return false;
      hide(shown.id);
      if (await say(shown.id, verdict, reason)) {
        done.value = [...done.value, { pairId: shown.id, before: shown.state }];
        return true;
      }
      show(shown.id);
      return false;
    },
    merged: (mergedId) => {
      const { value: shown } = pair;
      if (!shown) return;
      hide(shown.id);
      done.value = [...done.value, { pairId: shown.id, before: shown.state, mergedId }];
    },
    canUndo: computed(() => done.value.length > 0),
    undo: async (mergedId) => {
      const last = mergedId ? done.value.find((one) => one.mergedId === mergedId) : done.value.at(-1);
      if (!last) return false;
      done.value = done.value.filter((one) => one !== last);
      const isBack = last.mergedId ? await giveBack(last.mergedId) : await say(last.pairId, last.before);
      if (isBack) show(last.pairId);
      else done.value = [...done.value, last];
      return isBack;
    },
    busy: computed(() => deciding.busy.value || unmerging.busy.value),
    errors: errors.all,
    failure: computed(() => deciding.error.value ?? unmerging.error.value),
  };

  async function giveBack(customerId: string): Promise<boolean> {
    errors.clear();
    const payload = (await unmerging.run({ input: { customerId } }))?.customerUnmerge;
    return payload !== undefined && errors.accept(payload.userErrors);
  }
}

/** Reads on before the end is reached; true while there is more to come. */
function useReadAhead(
  ready: () => number,
  after: () => string | null | undefined,
  fetchMore: (variables: { after: string | null }) => Promise<void>,
): ComputedRef<boolean> {
  const reading = ref(false);
  watch(
    () => [ready() <= AHEAD, after()] as const,
    async ([isNear, cursor]) => {
      if (!isNear || cursor === undefined || reading.value) return;
      reading.value = true;
      await fetchMore({ after: cursor });
      reading.value = false;
    },
    { immediate: true },
  );
  return computed(() => after() !== undefined);
}
