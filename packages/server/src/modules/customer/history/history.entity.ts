import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Every change of a customer's status but its merging, which custody keeps. The status before the first one is ACTIVE. */
export const StatusChangeEntity = defineEntity({
  name: 'StatusChange',
  tableName: 'status_change',
  properties: {
    customerId: p.bigint('number').primary(),
    at: p.bigint('number').autoincrement(false).primary(),
    status: p.string().length(12),
    /** Who changed it; null: an import that was taken back, or given again. */
    actorId: p.bigint('number').nullable(),
  },
});

/** Every tag that staff put on a customer or took off. What sources say of tags stands in their records. */
export const TagChangeEntity = defineEntity({
  name: 'TagChange',
  tableName: 'tag_change',
  properties: {
    customerId: p.bigint('number').primary(),
    tagId: p.bigint('number').primary(),
    at: p.bigint('number').autoincrement(false).primary(),
    isOn: p.tinyint(),
    actorId: p.bigint('number').nullable(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    status_change: TableOf<typeof StatusChangeEntity>;
    tag_change: TableOf<typeof TagChangeEntity>;
  }
}
