import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import { ImportsDocument } from '../../../gql/graphql.ts';
import type { ImportsQuery, ImportsQueryVariables, ImportState } from '../../../gql/graphql.ts';
import { type More, useMore } from '../../../platform/apollo/use-more.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { isMoving } from '../wizard/import-state.ts';

/** One import in the history. */
export type ImportRow = ImportsQuery['imports']['nodes'][number];

/** The filters of the history and the states each stands for. */
export const STATE_FILTERS = {
  all: undefined,
  open: ['DRAFT', 'DRY_RUNNING', 'DRY_RUN_DONE'],
  moving: ['QUEUED', 'RUNNING', 'PAUSED', 'UNDOING', 'REDOING'],
  done: ['DONE'],
  stopped: ['CANCELLED', 'FAILED'],
  undone: ['UNDONE', 'PURGED'],
} as const satisfies Record<string, readonly ImportState[] | undefined>;

/** See {@link STATE_FILTERS}. */
export type StateFilter = keyof typeof STATE_FILTERS;

/** The history of imports, filtered by the URL. */
export interface ImportHistory {
  readonly filter: ComputedRef<StateFilter>;
  readonly imports: ComputedRef<readonly ImportRow[]>;
  readonly query: Query<ImportsQuery, ImportsQueryVariables>;
  readonly pages: More;
}

const PAGE = 50;

/** See {@link ImportHistory}. Asked again while something in it moves. */
export function useImports(): ImportHistory {
  const route = useRoute();
  const filter = computed((): StateFilter => {
    const wanted = route.query['state'];
    return typeof wanted === 'string' && isFilter(wanted) ? wanted : 'all';
  });
  const query = useQuery(
    ImportsDocument,
    () => {
      const state = STATE_FILTERS[filter.value];
      return { first: PAGE, ...(state && { state: [...state] }) };
    },
    { pollInterval: (known) => (known?.imports.nodes.some(({ state }) => isMoving(state)) ? 2_000 : 0) },
  );
  return {
    filter,
    imports: computed(() => query.data.value?.imports.nodes ?? []),
    query,
    pages: useMore(query.fetchMore, () => query.data.value?.imports),
  };
}

function isFilter(name: string): name is StateFilter {
  return name in STATE_FILTERS;
}
