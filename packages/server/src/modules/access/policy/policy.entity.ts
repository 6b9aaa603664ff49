import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Every version of the access policy that was ever in force: rows are added, never changed. */
export const AccessPolicyEntity = defineEntity({
  name: 'AccessPolicy',
  tableName: 'access_policy',
  properties: {
    version: p.integer().primary(),
    /** JSON: what differs from the policy that the program comes with. */
    document: p.text(),
    createdAt: p.bigint('number'),
    createdBy: p.bigint('number'),
    reason: p.string().length(500).nullable(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    access_policy: TableOf<typeof AccessPolicyEntity>;
  }
}
