import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** What a source sells, by the source's own code. Two sources' products are two products. */
export const ProductEntity = defineEntity({
  name: 'Product',
  tableName: 'product',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    sourceId: p.bigint('number'),
    code: p.string().length(100),
    /** `<source>:<code>`: what a line's product is found by. */
    productKey: p.string().length(120).unique(),
    /** The first name that the source gave; lines that say something else keep their own description. */
    name: p.string().length(300).nullable(),
    /** The import that brought it, 0 for none. */
    importId: p.bigint('number').default(0),
    createdAt: p.bigint('number'),
  },
  indexes: [{ properties: ['code', 'id'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    product: TableOf<typeof ProductEntity>;
  }
}
