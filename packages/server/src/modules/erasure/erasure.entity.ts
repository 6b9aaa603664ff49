import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/** A request to erase a customer, and what was done about it. All that is left of an erased one but ledgers. */
export const ErasureEntity = defineEntity({
  name: 'Erasure',
  tableName: 'erasure',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** The customer's key. Not called an id: once it is erased, there is no such row. */
    customerKey: p.bigint('number'),
    /** The customer's number, which is not given again. */
    number: p.string().length(40),
    /** REQUESTED, CANCELLED, RUNNING, DONE. */
    state: p.string().length(12),
    reason: p.string().length(300),
    requestedBy: p.bigint('number'),
    requestedAt: p.bigint('number'),
    /** Until then it can be cancelled. */
    dueAt: p.bigint('number'),
    endedAt: p.bigint('number').nullable(),
    /** What was found and destroyed; JSON, see `receipt.ts`. Null before it has begun. */
    receipt: p.text().columnType('mediumtext').nullable(),
  },
  indexes: [{ properties: ['customerKey'] }, { properties: ['state', 'dueAt'] }],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    erasure: TableOf<typeof ErasureEntity>;
  }
}
