import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * One line of an order as it is shown: what its live versions say together. Clustered by order, so an order's lines are
 * read and summed from one place. A line that only one import ever wrote has no row in `order_line_version`.
 */
export const OrderLineEntity = defineEntity({
  name: 'OrderLine',
  tableName: 'order_line',
  properties: {
    orderId: p.bigint('number').primary(),
    /** What makes it the same line when it comes again: the file's line number, or the ordinal among identical lines. */
    lineKey: p.string().length(100).primary(),
    /** Public key; ascending in the order of arrival: the revision of the first version that was not taken back. */
    id: p.bigint('number'),
    /** The newest live version: a key that ascends with time. */
    revision: p.bigint('number'),
    /** The import that wrote this version, 0 for none. */
    importId: p.bigint('number'),
    /** 1 when every version was taken back: it counts for nothing but stays until purged. */
    retracted: p.tinyint().default(0),
    /** Bit per optional field that this version itself stated; see `line-content.ts`. */
    given: p.smallint(),
    productId: p.bigint('number').nullable(),
    /** What it calls what was bought; null when it says nothing, and the product's name stands for it. */
    description: p.string().length(300).nullable(),
    /** Ten-thousandths, as are price and amount. */
    quantity: p.bigint('number'),
    unitPrice: p.bigint('number'),
    amount: p.bigint('number'),
    kind: p.string().length(8),
    placedAt: p.bigint('number'),
    /** For whom this line is recorded, 0 for nobody; the order's is the first that its lines name. Merging changes it not. */
    namedCustomerId: p.bigint('number').default(0),
    statedStatus: p.string().length(16).nullable(),
  },
  indexes: [{ properties: ['productId', 'retracted'] }],
});

/** Every version of a line that has more than one: what one import said about it, and only that. */
export const OrderLineVersionEntity = defineEntity({
  name: 'OrderLineVersion',
  tableName: 'order_line_version',
  properties: {
    orderId: p.bigint('number').primary(),
    lineKey: p.string().length(100).primary(),
    revision: p.bigint('number').autoincrement(false).primary(),
    importId: p.bigint('number'),
    retracted: p.tinyint().default(0),
    given: p.smallint(),
    productId: p.bigint('number').nullable(),
    description: p.string().length(300).nullable(),
    quantity: p.bigint('number'),
    unitPrice: p.bigint('number'),
    amount: p.bigint('number'),
    kind: p.string().length(8),
    placedAt: p.bigint('number'),
    namedCustomerId: p.bigint('number').default(0),
    statedStatus: p.string().length(16).nullable(),
  },
  indexes: [{ properties: ['productId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    order_line: TableOf<typeof OrderLineEntity>;
    order_line_version: TableOf<typeof OrderLineVersionEntity>;
  }
}
