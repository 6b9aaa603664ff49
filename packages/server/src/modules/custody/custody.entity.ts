import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/**
 * Whose things are with whom: a merged customer is in the custody of the survivor, with everything that was in its own. Every
 * pair of the tree has a row, so that one look answers. A row is added by a merge and ended by an un-merge; none is removed.
 */
export const CustodyEntity = defineEntity({
  name: 'Custody',
  tableName: 'customer_custody',
  properties: {
    /** Whose things it is about; also their subject. */
    customerId: p.bigint('number').primary(),
    /** With whom they are. */
    holderId: p.bigint('number').autoincrement(false).primary(),
    /** The merge that brought them there. */
    operationId: p.bigint('number').autoincrement(false).primary(),
    /** Steps from the one to the other; the farthest holder is the one who is shown. */
    depth: p.smallint(),
    /** From this millisecond. */
    fromAt: p.bigint('number'),
    /** Until before this one; null: at present. */
    toAt: p.bigint('number').nullable(),
    /** The operation that ended it. */
    endedBy: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['holderId'] }],
});

/** What was found to be somebody else's: until then, the thing was one of the customer it went away from. */
export const CustodyMoveEntity = defineEntity({
  name: 'CustodyMove',
  tableName: 'custody_move',
  properties: {
    /** Key of a source record or an order: keys are unique over all tables. */
    itemKey: p.bigint('number').primary(),
    operationId: p.bigint('number').autoincrement(false).primary(),
    /** One of RECORD, ORDER. */
    kind: p.string().length(8),
    fromCustomer: p.bigint('number'),
    toCustomer: p.bigint('number'),
    at: p.bigint('number'),
  },
  indexes: [{ properties: ['fromCustomer'] }, { properties: ['toCustomer'] }],
});

/** Merges, un-merges and splits: each is an operation, and the next one takes it back. */
export const CustodyOperationEntity = defineEntity({
  name: 'CustodyOperation',
  tableName: 'custody_operation',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** One of CUSTODY_OPERATIONS. */
    kind: p.string().length(8),
    /** The survivor of a merge; the one from whom something was taken out otherwise. */
    customerId: p.bigint('number'),
    at: p.bigint('number'),
    actorId: p.bigint('number'),
    reason: p.string().length(500).nullable(),
    /** DONE, or MOVING while a job still brings orders after. */
    state: p.string().length(8),
    /** How many of what went along, as JSON. */
    moved: p.text(),
  },
  indexes: [{ properties: ['at', 'id'] }, { properties: ['customerId', 'at', 'id'] }],
});

/** The other customers of an operation: who was merged, or given back, or made of what was split off. */
export const CustodyPartyEntity = defineEntity({
  name: 'CustodyParty',
  tableName: 'custody_party',
  properties: {
    operationId: p.bigint('number').primary(),
    customerId: p.bigint('number').autoincrement(false).primary(),
  },
  indexes: [{ properties: ['customerId', 'operationId'] }],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    customer_custody: TableOf<typeof CustodyEntity>;
    custody_move: TableOf<typeof CustodyMoveEntity>;
    custody_operation: TableOf<typeof CustodyOperationEntity>;
    custody_party: TableOf<typeof CustodyPartyEntity>;
  }
}
