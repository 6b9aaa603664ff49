import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Where the next block of a sequence begins. One row per pattern and, when the pattern has a date part, per period. */
export const NumberSequenceEntity = defineEntity({
  name: 'NumberSequence',
  tableName: 'number_sequence',
  properties: {
    scope: p.string().length(120).primary(),
    nextValue: p.bigint('number'),
  },
});

/** A run of sequence values that one process took; what it did not use is lost, never given again. */
export const NumberBlockEntity = defineEntity({
  name: 'NumberBlock',
  tableName: 'number_block',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    scope: p.string().length(120),
    pattern: p.string().length(80),
    firstValue: p.bigint('number'),
    lastValue: p.bigint('number'),
    /** First and last number of the block as written, for counting the customers within it. */
    firstNumber: p.string().length(40),
    lastNumber: p.string().length(40),
    takenAt: p.bigint('number'),
    takenBy: p.string().length(80),
  },
});

/** Numbers that are not simply some customer's: reserved, frozen, or retired with a successor. Never reused. */
export const NumberAliasEntity = defineEntity({
  name: 'NumberAlias',
  tableName: 'number_alias',
  properties: {
    number: p.string().length(40).primary(),
    state: p.string().length(12),
    customerId: p.bigint('number').nullable(),
    successor: p.string().length(40).nullable(),
    changedAt: p.bigint('number'),
    reason: p.string().length(200).nullable(),
  },
  indexes: [{ properties: ['customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    number_sequence: TableOf<typeof NumberSequenceEntity>;
    number_block: TableOf<typeof NumberBlockEntity>;
    number_alias: TableOf<typeof NumberAliasEntity>;
  }
}
