import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * One purchase: the lines with the same order number of one source in one currency. Everything but its key, number and
 * cancellation is computed from its live lines. Keyed by itself and not by its customer, who may come late or change.
 */
export const PurchaseOrderEntity = defineEntity({
  name: 'PurchaseOrder',
  tableName: 'purchase_order',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** Whose purchase it is; 0 while nobody knows. */
    customerId: p.bigint('number'),
    /** For whom it was recorded: the first that its lines name, who may be part of the customer since a merge. */
    subjectId: p.bigint('number').default(0),
    sourceId: p.bigint('number'),
    number: p.string().length(150),
    /** `<source>:<currency>:<number>`: money of two currencies is never one order's. */
    orderKey: p.string().length(190).unique(),
    currency: p.string().length(3),
    /** The earliest live line's time. */
    placedAt: p.bigint('number'),
    /** Sum of the live lines' amounts in ten-thousandths. */
    total: p.bigint('number'),
    lineCount: p.integer(),
    returnCount: p.integer(),
    status: p.string().length(16),
    /** 1 when no line is left because imports were undone: it then stands in no list. */
    retracted: p.tinyint().default(0),
    /** When staff or a program cancelled it. */
    cancelledAt: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
    version: p.integer().default(1),
  },
  indexes: [
    { properties: ['customerId', 'retracted', 'placedAt', 'id'] },
    // Not led by `retracted`: MariaDB reads an index that begins with an equality from its end, not from the cursor on.
    { properties: ['placedAt', 'id'] },
    { properties: ['total', 'id'] },
    { properties: ['number'] },
  ],
});

/** Which orders an import touched: what its undo goes through. */
export const ImportOrderEntity = defineEntity({
  name: 'ImportOrder',
  tableName: 'import_order',
  properties: {
    importId: p.bigint('number').primary(),
    orderId: p.bigint('number').autoincrement(false).primary(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    purchase_order: TableOf<typeof PurchaseOrderEntity>;
    import_order: TableOf<typeof ImportOrderEntity>;
  }
}
