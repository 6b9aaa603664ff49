import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { SearchResolver } from './search.resolver.ts';

export { CustomerFilter } from './customer-filter.input.ts';
export { exactKeys } from './exact-keys.ts';
export { readingsOf } from './text-condition.ts';
export { countSelected, CustomerSelectionInput, selectedKeys } from './selection.ts';

/** What this module adds to the API. */
export const searchApi: ApiModule = {
  resolvers: [SearchResolver],
  rules: {
    Query: {
      customers: can('CUSTOMER_READ'),
      customerGroups: can('CUSTOMER_COUNT'),
      customerDuplicates: can('CUSTOMER_READ'),
      dataQuality: can('CUSTOMER_COUNT'),
    },
    Mutation: { customersTag: can('CUSTOMER_WRITE') },
  },
};
