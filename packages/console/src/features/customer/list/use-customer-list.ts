import { useLocalStorage } from '@vueuse/core';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { CustomerTotalDocument } from '../../../gql/graphql.ts';
import type { CustomerFilter, CustomerSortField } from '../../../gql/graphql.ts';
import { useAccess } from '../../../platform/access/use-access.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import { toFilter } from '../filter/filter-json.ts';
import type { Group } from '../filter/filter-tree.ts';
import { resolveInstants } from '../filter/relative-time.ts';
import { columnSpec, DEFAULT_COLUMNS, sortClass, validColumns } from './columns.ts';
import type { ColumnKey } from './columns.ts';
import { recallList, rememberList, rememberListUrl } from './list-memory.ts';
import { DEFAULT_SORT, listUrl, readListUrl } from './list-url.ts';
import type { ListState } from './list-url.ts';
import { NOTHING } from './selection.ts';
import type { Selection } from './selection.ts';
import { useCustomerPages } from './use-customer-pages.ts';
import type { CustomerPages } from './use-customer-pages.ts';

/** The customer list: its state in the URL, its rows, how many there are, and who is selected. */
export interface CustomerList {
  readonly state: ComputedRef<ListState>;
  /** The filter with instants instead of "90 days ago": what the server is asked. */
  readonly conditions: ComputedRef<{ search: string; filter: CustomerFilter | undefined }>;
  readonly pages: CustomerPages;
  readonly total: ComputedRef<number | undefined>;
  readonly selection: ShallowRef<Selection>;
  readonly columns: ComputedRef<readonly ColumnKey[]>;
  readonly compact: Ref<boolean>;
  readonly setColumns: (columns: readonly ColumnKey[]) => void;
  readonly setSearch: (search: string) => void;
  readonly setFilter: (filter: Group) => void;
  readonly sortBy: (field: CustomerSortField) => void;
  readonly scrollTop: Ref<number>;
  /** Reads rows and total again after something changed. */
  readonly refresh: () => void;
}

/** See {@link CustomerList}. */
export function useCustomerList(): CustomerList {
  const route = useRoute();
  const access = useAccess();
  const router = useRouter();
  const stored = useLocalStorage<readonly string[]>('dossier.customers.columns', [...DEFAULT_COLUMNS]);
  const compact = useLocalStorage('dossier.customers.compact', false);
  const columns = computed(() => validColumns(stored.value));
  // While this page is left the route is another's already; the list stays what it was.
  const state = shallowRef(readListUrl(route.hash));
  const isList = route.path;
  watch(
    () => route.fullPath,
    () => {
      if (route.path === isList) state.value = readListUrl(route.hash);
    },
  );
  const url = computed(() => listUrl(state.value));
  const conditions = computed(() => ({
    search: state.value.search,
    filter: resolveInstants(toFilter(state.value.filter), Date.now()),
  }));
  const asked = computed(() => ({
    search: conditions.value.search || null,
    filter: conditions.value.filter ?? null,
  }));
  const withOrders = computed(() => columns.value.some((key) => columnSpec(key).orders));
  // A link of somebody who may order by more.
  const sort = computed(() =>
    access.may('SORT', sortClass(state.value.sort.field)) ? state.value.sort : DEFAULT_SORT,
  );
  const pages = useCustomerPages(
    () => ({ ...asked.value, sort: sort.value, withOrders: withOrders.value }),
    () => url.value,
  );
  // The rows come first; counting a million of them may take its time.
  const totals = useQuery(CustomerTotalDocument, asked, { enabled: pages.loaded, fetchPolicy: 'cache-and-network' });
  const totalFor = shallowRef<{ key: string; count: number }>();
  watch(totals.data, (data) => {
    if (data) totalFor.value = { key: JSON.stringify(asked.value), count: data.customers.totalCount };
  });
  const total = computed(() => {
    if (pages.loaded.value && pages.complete.value) return pages.known.value;
    return totalFor.value?.key === JSON.stringify(asked.value) ? totalFor.value.count : undefined;
  });

  const selection = shallowRef<Selection>(recallList(url.value)?.selection ?? NOTHING);
  const scrollTop = ref(recallList(url.value)?.scrollTop ?? 0);
  watch(url, (now) => {
    rememberListUrl(now);
    selection.value = NOTHING;
    scrollTop.value = 0;
  });
  watch([selection, scrollTop], () =>
    rememberList(url.value, { selection: selection.value, scrollTop: scrollTop.value }),
  );
  rememberListUrl(url.value);

  function go(changed: Partial<ListState>, replace = false): void {
    const target = listUrl({ ...state.value, ...changed });
    void (replace ? router.replace(target) : router.push(target));
  }
  return {
    state: computed(() => state.value),
    conditions,
    pages,
    total,
    selection,
    columns,
    compact,
    setColumns: (chosen) => (stored.value = validColumns(chosen)),
    setSearch: (search) => go({ search: search.trim() }, true),
    setFilter: (filter) => go({ filter }),
    sortBy: (field) => {
      const { sort } = state.value;
      const direction = sort.field === field && sort.direction === 'ASC' ? 'DESC' : 'ASC';
      go({ sort: { field, direction } });
    },
    scrollTop,
    refresh: () => {
      pages.refresh();
      void totals.refetch();
    },
  };
}
