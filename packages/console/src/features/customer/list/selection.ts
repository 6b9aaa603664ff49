import type { CustomerFilter, CustomerSelectionInput } from '../../../gql/graphql.ts';

/** Which customers are selected: some by id, or all that the list's conditions meet, also those never scrolled to. */
export type Selection = { readonly mode: 'some'; readonly ids: ReadonlySet<string> } | { readonly mode: 'all' };

/** Nobody. */
export const NOTHING: Selection = { mode: 'some', ids: new Set() };

/** Whether a customer is selected. */
export function isSelected(selection: Selection, id: string): boolean {
  return selection.mode === 'all' || selection.ids.has(id);
}

/** How many are selected; `total` is how many the conditions meet, undefined while it is not known. */
export function selectedCount(selection: Selection, total: number | undefined): number | undefined {
  return selection.mode === 'all' ? total : selection.ids.size;
}

/** The selection with these ids added or taken out. All that match becomes nobody first: single ones cannot be taken out of it. */
export function withIds(selection: Selection, ids: readonly string[], selected: boolean): Selection {
  const next = new Set(selection.mode === 'all' ? [] : selection.ids);
  for (const id of ids) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return { mode: 'some', ids: next };
}

/** The selection as the server takes it. */
export function toSelectionInput(
  selection: Selection,
  conditions: { search: string; filter: CustomerFilter | undefined },
): CustomerSelectionInput {
  if (selection.mode === 'some') return { ids: [...selection.ids] };
  return {
    ...(conditions.search && { search: conditions.search }),
    filter: conditions.filter ?? {},
  };
}
