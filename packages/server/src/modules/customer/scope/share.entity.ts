import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A customer that somebody was given to see and work with beside the owner. */
export const CustomerShareEntity = defineEntity({
  name: 'CustomerShare',
  tableName: 'customer_share',
  properties: {
    customerId: p.bigint('number').primary(),
    userId: p.bigint('number').primary(),
    /** With whom it goes when merges are taken back. */
    subjectId: p.bigint('number').primary(),
    /** Null: until it is taken back. */
    until: p.bigint('number').nullable(),
    sharedBy: p.bigint('number'),
    sharedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['userId', 'customerId'] }],
});

/** A case that support has with a customer: it opens the customer to whoever has it, until it is closed or runs out. */
export const SupportCaseEntity = defineEntity({
  name: 'SupportCase',
  tableName: 'support_case',
  properties: {
    customerId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).primary(),
    /** With whom it goes when merges are taken back. */
    subjectId: p.bigint('number'),
    /** Who has the case. */
    userId: p.bigint('number'),
    subject: p.string().length(200),
    openedBy: p.bigint('number'),
    openedAt: p.bigint('number'),
    until: p.bigint('number'),
    closedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['userId', 'until'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    customer_share: TableOf<typeof CustomerShareEntity>;
    support_case: TableOf<typeof SupportCaseEntity>;
  }
}
