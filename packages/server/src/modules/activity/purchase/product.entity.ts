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
    /** The oldest of its names that still count; lines have a description of their own. */
    name: p.string().length(300).nullable(),
    /** The import that brought it, 0 for none. */
    importId: p.bigint('number').default(0),
    createdAt: p.bigint('number'),
  },
  indexes: [{ properties: ['code', 'id'] }],
});

/** What one import calls a product: the first name it gave, so that undoing the import takes its name back too. */
export const ProductNameEntity = defineEntity({
  name: 'ProductName',
  tableName: 'product_name',
  properties: {
    productId: p.bigint('number').primary(),
    /** 0 for no import. */
    importId: p.bigint('number').primary(),
    /** A key that ascends with time. */
    revision: p.bigint('number'),
    name: p.string().length(300),
    /** 1 when the import was undone. */
    retracted: p.tinyint().default(0),
  },
  indexes: [{ properties: ['importId', 'retracted'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    product: TableOf<typeof ProductEntity>;
    product_name: TableOf<typeof ProductNameEntity>;
  }
}
