import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Exact look-ups of the last day: one row for each, and one more for each customer it found. What was looked for is not kept. */
export const LookUpEntity = defineEntity({
  name: 'LookUp',
  tableName: 'look_up',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** 0: the look-up itself. */
    customerId: p.bigint('number').primary(),
    userId: p.bigint('number'),
    at: p.bigint('number'),
    /** How many customers it found. */
    found: p.integer(),
  },
  indexes: [{ properties: ['userId', 'at'] }, { properties: ['at'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    look_up: TableOf<typeof LookUpEntity>;
  }
}
