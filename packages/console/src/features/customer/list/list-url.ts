import type { CustomerSort, CustomerSortField } from '../../../gql/graphql.ts';
import { unsentParameters } from '../../../platform/unsent.ts';
import { NO_FILTER } from '../filter/filter-tree.ts';
import type { Group } from '../filter/filter-tree.ts';
import { fromFilter, toFilter } from '../filter/filter-json.ts';
import { paths } from '../paths.ts';

/** The customer list as its URL says it. */
export interface ListState {
  readonly search: string;
  readonly filter: Group;
  readonly sort: Required<CustomerSort>;
  /** The URL holds a filter that cannot be read; it counts for nothing. */
  readonly unreadable: boolean;
}

/** Newest first: what a list without a chosen order shows. */
export const DEFAULT_SORT = { field: 'CREATED_AT', direction: 'DESC' } as const satisfies CustomerSort;

const SORT_FIELDS: readonly CustomerSortField[] = ['CREATED_AT', 'UPDATED_AT', 'NAME', 'NUMBER', 'GRADE', 'BIRTH_DATE'];

/** Reads the hash of a URL; whatever is missing or wrong has its default. */
export function readListUrl(hash: string): ListState {
  const given = unsentParameters(hash);
  const filterText = given.get('filter') ?? '';
  const filter = filterText === '' ? NO_FILTER : fromFilter(parseJson(filterText));
  return {
    search: (given.get('q') ?? '').trim(),
    filter: filter ?? NO_FILTER,
    sort: readSort(given.get('sort') ?? ''),
    unreadable: filter === undefined,
  };
}

/** The URL of a list; what is as usual is left out. */
export function listUrl({ search, filter, sort }: Omit<ListState, 'unreadable'>): string {
  const isDefault = sort.field === DEFAULT_SORT.field && sort.direction === DEFAULT_SORT.direction;
  const wanted = toFilter(filter);
  return paths.list({
    ...(search && { search }),
    ...(wanted && { filter: wanted }),
    ...(!isDefault && { sort: `${sort.field}.${sort.direction}` }),
  });
}

function readSort(text: string): Required<CustomerSort> {
  const [name, direction] = text.split('.');
  const field = SORT_FIELDS.find((one) => one === name);
  return field ? { field, direction: direction === 'ASC' ? 'ASC' : 'DESC' } : DEFAULT_SORT;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
