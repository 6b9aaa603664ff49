import { readonly, shallowRef } from 'vue';

/** One step of the way to the page in view. */
export interface Crumb {
  readonly label: string;
  readonly to?: string;
}

const crumbs = shallowRef<readonly Crumb[]>([]);

/** The way to the page in view, outermost first; the last step is the page. */
export const breadcrumb = readonly(crumbs);

/** Said by `PageHeader`; also names the browser's tab. */
export function setBreadcrumb(steps: readonly Crumb[]): void {
  crumbs.value = steps;
  const page = steps.at(-1)?.label;
  document.title = page ? `${page} · Dossier` : 'Dossier';
}
