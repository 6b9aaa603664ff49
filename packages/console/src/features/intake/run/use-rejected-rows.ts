import { computed, ref, shallowRef, toValue, watch } from 'vue';
import type { ComputedRef, MaybeRefOrGetter, Ref, ShallowRef } from 'vue';
import { ImportRejectedRowsDocument } from '../../../gql/graphql.ts';
import type { ImportRejectedRowsQuery } from '../../../gql/graphql.ts';
import { useApollo } from '../../../platform/apollo/use-query.ts';

type Page = NonNullable<ImportRejectedRowsQuery['import']>['rejectedRows'];

/** Rejected rows, page by page. They have no ids, so the pages are put together here and not in the cache. */
export function useRejectedRows(
  id: MaybeRefOrGetter<string>,
  first: ShallowRef<ImportRejectedRowsQuery | undefined>,
): {
  readonly rows: ComputedRef<Page['nodes']>;
  readonly hasMore: ComputedRef<boolean>;
  readonly loadingMore: Ref<boolean>;
  readonly more: () => Promise<void>;
} {
  const client = useApollo();
  const later = shallowRef<readonly Page[]>([]);
  const loadingMore = ref(false);
  const begin = computed(() => first.value?.import?.rejectedRows);
  const last = computed(() => later.value.at(-1) ?? begin.value);
  watch(begin, () => (later.value = []));

  async function more(): Promise<void> {
    const after = last.value?.pageInfo.endCursor;
    if (!after) return;
    loadingMore.value = true;
    try {
      const variables = { id: toValue(id), first: 100, after };
      const { data } = await client.query({
        query: ImportRejectedRowsDocument,
        variables,
        fetchPolicy: 'no-cache',
        errorPolicy: 'ignore',
      });
      if (data?.import) later.value = [...later.value, data.import.rejectedRows];
    } finally {
      loadingMore.value = false;
    }
  }
  return {
    rows: computed(() => [...(begin.value?.nodes ?? []), ...later.value.flatMap(({ nodes }) => nodes)]),
    hasMore: computed(() => last.value?.pageInfo.hasNextPage ?? false),
    loadingMore,
    more,
  };
}
