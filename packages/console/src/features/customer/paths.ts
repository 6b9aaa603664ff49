import type { CustomerFilter } from '../../gql/graphql.ts';

/** What a link to the customer list can carry. Instants in the filter may be relative (`-90d`); `sort` is `NAME.ASC`. */
export interface CustomerListState {
  readonly search?: string;
  readonly filter?: CustomerFilter;
  readonly sort?: string;
}

/** The tabs of a customer's page. */
export type CustomerTab = 'overview' | 'purchases' | 'sources' | 'relationships' | 'consents' | 'lineage' | 'history';

/** The URLs of customers. */
export const paths = {
  list: ({ search, filter, sort }: CustomerListState = {}): string => {
    const query = new URLSearchParams();
    if (search) query.set('q', search);
    if (filter) query.set('filter', JSON.stringify(filter));
    if (sort) query.set('sort', sort);
    const text = query.toString();
    return text ? `/customers?${text}` : '/customers';
  },
  discrepancies: (): string => '/customers/discrepancies',
  create: (): string => '/customers/new',
  customer: (id: string, tab: CustomerTab = 'overview'): string =>
    `/customers/${encodeURIComponent(id)}${tab === 'overview' ? '' : `?tab=${tab}`}`,
  edit: (id: string): string => `/customers/${encodeURIComponent(id)}/edit`,
};
