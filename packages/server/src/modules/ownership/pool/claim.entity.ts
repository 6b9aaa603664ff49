import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Who took which customer from the public pool, and when: what the daily limit counts. */
export const CustomerClaimEntity = defineEntity({
  name: 'CustomerClaim',
  tableName: 'customer_claim',
  properties: {
    userId: p.bigint('number').primary(),
    at: p.bigint('number').primary(),
    customerId: p.bigint('number').primary(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    customer_claim: TableOf<typeof CustomerClaimEntity>;
  }
}
