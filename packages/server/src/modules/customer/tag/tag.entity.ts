import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A word that staff or imports put on customers. */
export const TagEntity = defineEntity({
  name: 'Tag',
  tableName: 'tag',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    name: p.string().length(60).unique(),
    colour: p.string().length(16).nullable(),
    createdAt: p.bigint('number'),
  },
});

/** Which customers have which tag. */
export const CustomerTagEntity = defineEntity({
  name: 'CustomerTag',
  tableName: 'customer_tag',
  properties: {
    customerId: p.bigint('number').primary(),
    tagId: p.bigint('number').primary(),
    /** SOURCE: some source says it. STAFF: put on by staff. REMOVED: staff took it off although a source says it. */
    origin: p.string().length(8),
    taggedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['tagId', 'customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    tag: TableOf<typeof TagEntity>;
    customer_tag: TableOf<typeof CustomerTagEntity>;
  }
}
