import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/**
 * What customers are found by: name tokens made by shared/search. The key leads with the token, so that equal tokens
 * stand together in order of customer and a page is a short range of the index.
 */
export const SearchTokenEntity = defineEntity({
  name: 'SearchToken',
  tableName: 'search_token',
  properties: {
    token: p.string().length(40).primary(),
    customerId: p.bigint('number').primary(),
  },
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    search_token: TableOf<typeof SearchTokenEntity>;
  }
}
