import type { CustomerFilter } from '../../gql/graphql.ts';
import { unsentAddress } from '../../platform/unsent.ts';

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
  list: ({ search, filter, sort }: CustomerListState = {}): string =>
    unsentAddress('/customers', { q: search, filter: filter && JSON.stringify(filter), sort }),
  discrepancies: (): string => '/customers/discrepancies',
  create: (): string => '/customers/new',
  customer: (id: string, tab: CustomerTab = 'overview'): string =>
    `/customers/${encodeURIComponent(id)}${tab === 'overview' ? '' : `?tab=${tab}`}`,
  edit: (id: string): string => `/customers/${encodeURIComponent(id)}/edit`,
};
