import type { CustomerRowFragment } from '../../../gql/graphql.ts';
import type { PageWindow } from './page-window.ts';
import type { Selection } from './selection.ts';

/** How the customer list was left. */
export interface LeftList {
  readonly pages?: PageWindow<CustomerRowFragment>;
  readonly scrollTop?: number;
  readonly selection?: Selection;
}

let left: { readonly key: string; readonly list: LeftList } | undefined;

/** Keeps how a list was left, until another list is left or the page is closed. Only the last one: it may be long. */
export function rememberList(key: string, list: LeftList): void {
  left = { key, list: left?.key === key ? { ...left.list, ...list } : list };
}

/** How this list was left, if it is the last one that was. */
export function recallList(key: string): LeftList | undefined {
  return left?.key === key ? left.list : undefined;
}

let lastUrl: string | undefined;

/** Keeps the URL of the list, so that pages below it lead back to where one was. */
export function rememberListUrl(url: string): void {
  lastUrl = url;
}

/** The URL of the list as it was last seen. */
export function lastListUrl(): string {
  return lastUrl ?? '/customers';
}

/** Forgets everything: somebody left, or a test begins. */
export function forgetLists(): void {
  left = undefined;
  lastUrl = undefined;
}
