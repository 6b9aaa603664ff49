import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Somebody of a partner who may sign in to the page of one app. */
export const PartnerDeveloperEntity = defineEntity({
  name: 'PartnerDeveloper',
  tableName: 'partner_developer',
  properties: {
    userId: p.bigint('number').autoincrement(false).primary(),
    appId: p.bigint('number'),
    addedBy: p.bigint('number'),
    addedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['appId', 'userId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    partner_developer: TableOf<typeof PartnerDeveloperEntity>;
  }
}
