import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** When a customer went from whom to whom, whatever brought it about: what rules of the public pool are decided by. */
export const OwnerChangeEntity = defineEntity({
  name: 'OwnerChange',
  tableName: 'owner_change',
  properties: {
    customerId: p.bigint('number').primary(),
    /** Of two changes within a millisecond the later one is kept. */
    at: p.bigint('number').primary(),
    /** Who looked after the customer before; null: nobody. */
    fromUser: p.bigint('number').nullable(),
    /** Who does since; null: nobody. */
    toUser: p.bigint('number').nullable(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    owner_change: TableOf<typeof OwnerChangeEntity>;
  }
}
