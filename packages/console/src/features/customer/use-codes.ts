import { inject, provide } from 'vue';
import type { InjectionKey } from 'vue';
import { useCodeLists } from '../../platform/codes/use-code-lists.ts';
import type { CodeLists } from '../../platform/codes/use-code-lists.ts';

const codesKey: InjectionKey<CodeLists> = Symbol('codes');

/** The code lists for a page and everything in it: one query instead of one per cell of a table. */
export function provideCodes(): CodeLists {
  const codes = useCodeLists();
  provide(codesKey, codes);
  return codes;
}

/** The page's code lists, else own ones. */
export function useCodes(): CodeLists {
  return inject(codesKey, undefined) ?? useCodeLists();
}
