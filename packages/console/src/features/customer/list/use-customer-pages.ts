import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { CustomerPagesDocument } from '../../../gql/graphql.ts';
import type { CustomerPagesQueryVariables, CustomerRowFragment } from '../../../gql/graphql.ts';
import { onRecovered } from '../../../platform/apollo/connection.ts';
import { toFailure } from '../../../platform/apollo/failure.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useApollo } from '../../../platform/apollo/use-query.ts';
import { recallList, rememberList } from './list-memory.ts';
import { emptyWindow, hasMore, missingPages, rowAt, trimmed, withPage } from './page-window.ts';
import type { PageWindow } from './page-window.ts';

const PAGE_SIZE = 100;
/** Pages kept on either side of those in view: at most some 2,100 rows in memory. */
const KEPT = 10;
/** Rows drawn as skeletons below those known. */
const PROMISED = 20;

/** What chooses and orders the rows. */
export type ListVariables = Omit<CustomerPagesQueryVariables, 'first' | 'after'>;

/** The rows of the customer list, read as one scrolls. */
export interface CustomerPages {
  readonly row: (position: number) => CustomerRowFragment | undefined;
  /** Rows to lay out: those known and a few promised while there are more. */
  readonly count: ComputedRef<number>;
  /** Rows known so far; all of them once `complete`. */
  readonly known: ComputedRef<number>;
  readonly complete: ComputedRef<boolean>;
  readonly loaded: ComputedRef<boolean>;
  readonly busy: Ref<boolean>;
  readonly error: ShallowRef<Failure | undefined>;
  /** Says which rows are in view; what is missing there is read, and what comes next ahead. */
  readonly show: (first: number, last: number) => void;
  /** Reads what is in view again, keeping the place. */
  readonly refresh: () => void;
  readonly loadedRows: () => readonly CustomerRowFragment[];
}

/** See {@link CustomerPages}. `key` names the list, so that coming back to it finds its rows at once. */
export function useCustomerPages(variables: () => ListVariables, key: () => string): CustomerPages {
  const client = useApollo();
  const pages = shallowRef<PageWindow<CustomerRowFragment>>(emptyWindow(PAGE_SIZE));
  const error = shallowRef<Failure>();
  const busy = ref(false);
  const underWay = new Set<number>();
  let view = { first: 0, last: 30 };
  let generation = 0;

  watch(
    () => JSON.stringify(variables()),
    () => start(recallList(key())?.pages),
    { immediate: true },
  );

  function start(remembered: PageWindow<CustomerRowFragment> | undefined): void {
    generation += 1;
    underWay.clear();
    error.value = undefined;
    pages.value = remembered ?? emptyWindow(PAGE_SIZE);
    if (remembered) refresh();
    else {
      view = { first: 0, last: 30 };
      readMissing();
    }
  }

  function readMissing(): void {
    for (const index of missingPages(pages.value, view.first, view.last)) void read(index);
    busy.value = underWay.size > 0;
  }

  async function read(index: number): Promise<void> {
    if (underWay.has(index)) return;
    const asked = generation;
    underWay.add(index);
    busy.value = true;
    const after = pages.value.cursors[index] ?? null;
    try {
      const { data, error: problem } = await client.query({
        query: CustomerPagesDocument,
        variables: { ...variables(), first: PAGE_SIZE, after },
        fetchPolicy: 'no-cache',
      });
      if (asked !== generation) return;
      if (!data) throw problem ?? new Error('The server sent no rows.');
      const { nodes, pageInfo } = data.customers;
      const page = { rows: nodes, endCursor: pageInfo.endCursor ?? null, hasMore: pageInfo.hasNextPage };
      pages.value = trimmed(withPage(pages.value, index, page), view.first, view.last, KEPT);
      error.value = undefined;
    } catch (cause) {
      if (asked === generation) error.value = toFailure(cause);
    } finally {
      if (asked === generation) {
        underWay.delete(index);
        busy.value = underWay.size > 0;
        if (!error.value) readMissing();
      }
    }
  }

  function refresh(): void {
    error.value = undefined;
    const last = Math.min(Math.floor(view.last / PAGE_SIZE), pages.value.pages.length - 1);
    for (let index = Math.floor(view.first / PAGE_SIZE); index <= last; index += 1) void read(index);
    readMissing();
  }
  // Pages are read past the cache, so the client does not ask for them again by itself.
  const stopWaiting = onRecovered(refresh);
  onScopeDispose(() => {
    stopWaiting();
    generation += 1;
    rememberList(key(), { pages: pages.value });
  });

  return {
    row: (position) => rowAt(pages.value, position),
    count: computed(() => pages.value.known + (hasMore(pages.value) ? PROMISED : 0)),
    known: computed(() => pages.value.known),
    complete: computed(() => !hasMore(pages.value)),
    loaded: computed(() => pages.value.pages.length > 0),
    busy,
    error,
    show: (first, last) => {
      view = { first, last };
      if (!error.value) readMissing();
    },
    refresh,
    loadedRows: () => pages.value.pages.flatMap((page) => page ?? []),
  };
}
