import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { CodeListsDocument } from '../../gql/graphql.ts';
import { useQuery } from '../apollo/use-query.ts';
import { useT } from '../i18n/use-t.ts';

/** One choice of a code list in the user's language. */
export interface CodeOption {
  readonly value: string;
  readonly label: string;
  readonly retired: boolean;
}

/** The installation's code lists; asked once, then from the cache. */
export interface CodeLists {
  /** The label of a code; a code that is not in the list is shown as it is. */
  readonly label: (list: string, code: string) => string;
  /** The choices of a list in order, without retired ones. */
  readonly options: (list: string) => readonly CodeOption[];
  readonly names: ComputedRef<readonly string[]>;
}

/** See {@link CodeLists}. */
export function useCodeLists(): CodeLists {
  const { locale } = useT();
  const { data } = useQuery(CodeListsDocument, undefined, { fetchPolicy: 'cache-first' });
  const lists = computed(() => {
    const language = locale.value;
    const entries = (data.value?.codeLists ?? []).map(({ name, entries }) => {
      const sorted = entries.toSorted((a, b) => a.position - b.position);
      return [
        name,
        sorted.map((entry) => ({
          value: entry.code,
          label: language === 'en' ? entry.labelEn : entry.labelZh,
          retired: entry.retired,
        })),
      ] as const;
    });
    return new Map<string, readonly CodeOption[]>(entries);
  });
  return {
    label: (list, code) => lists.value.get(list)?.find((option) => option.value === code)?.label ?? code,
    options: (list) => lists.value.get(list)?.filter((option) => !option.retired) ?? [],
    names: computed(() => [...lists.value.keys()]),
  };
}
