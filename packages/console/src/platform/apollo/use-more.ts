import { computed, ref } from 'vue';
import type { Ref } from 'vue';

/** Reading a list on, page by page. */
export interface More {
  readonly hasMore: Readonly<Ref<boolean>>;
  /** The next page is on its way. */
  readonly reading: Readonly<Ref<boolean>>;
  readonly more: () => Promise<void>;
}

/** Reads on after the cursor of the page that is shown: `useMore(fetchMore, () => page.value)`. */
export function useMore(
  fetchMore: (variables: { after: string | null }) => Promise<void>,
  page: () =>
    { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } } | null | undefined,
): More {
  const reading = ref(false);
  return {
    hasMore: computed(() => page()?.pageInfo.hasNextPage ?? false),
    reading,
    more: async () => {
      reading.value = true;
      await fetchMore({ after: page()?.pageInfo.endCursor ?? null });
      reading.value = false;
    },
  };
}
