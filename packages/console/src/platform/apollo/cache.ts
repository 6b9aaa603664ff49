import { InMemoryCache } from '@apollo/client/core';
import { relayStylePagination } from '@apollo/client/utilities';

/**
 * Lists that grow merge their pages per set of arguments that choose rows; `first` and `after` only choose the page.
 * Everything with an `id` is one object wherever it was read.
 */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          customers: relayStylePagination(['search', 'filter', 'sort']),
          orders: relayStylePagination(['filter', 'sort']),
          products: relayStylePagination(['search']),
          imports: relayStylePagination(['state']),
          auditEntries: relayStylePagination(['filter']),
        },
      },
      Customer: {
        fields: {
          orders: relayStylePagination(['filter', 'sort']),
          timeline: relayStylePagination(['kinds', 'from', 'to']),
          viewerCan: { merge: true },
        },
      },
      Installation: { keyFields: [] },
      Settings: { keyFields: [] },
      Viewer: { keyFields: [] },
      CodeList: { keyFields: ['name'] },
      FieldRule: { keyFields: ['field'] },
      SourceRecord: { keyFields: ['id'] },
    },
  });
}
