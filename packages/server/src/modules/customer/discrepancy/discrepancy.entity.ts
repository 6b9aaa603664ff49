import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Two sources that give different values of a field of a customer: open until they agree, or a person decides. */
export const DiscrepancyEntity = defineEntity({
  name: 'Discrepancy',
  tableName: 'discrepancy',
  properties: {
    customerId: p.bigint('number').primary(),
    field: p.string().length(32).primary(),
    /** The two sources, the one with the lesser key first. */
    sourceA: p.bigint('number').autoincrement(false).primary(),
    sourceB: p.bigint('number').autoincrement(false).primary(),
    isOpen: p.tinyint(),
    /** Since when they disagree, this time. */
    openedAt: p.bigint('number'),
    closedAt: p.bigint('number').nullable(),
    /** One of the codes of `Closing`. */
    closedBy: p.string().length(10).nullable(),
  },
  indexes: [{ properties: ['isOpen', 'openedAt', 'customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    discrepancy: TableOf<typeof DiscrepancyEntity>;
  }
}
