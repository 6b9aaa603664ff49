import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** An entry of the register of processing: what is done with personal data, why, for how long, and who else gets it. */
export const ProcessingActivityEntity = defineEntity({
  name: 'ProcessingActivity',
  tableName: 'processing_activity',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    name: p.string().length(120),
    description: p.text().nullable(),
    purpose: p.string().length(16),
    basis: p.string().length(24),
    fieldSetId: p.bigint('number'),
    /** Null: as long as the purpose lasts. */
    retentionMonths: p.integer().nullable(),
    retentionNote: p.text().nullable(),
    /** JSON list of names. */
    recipients: p.text(),
    /** What protects the data. */
    safeguards: p.text().nullable(),
    /** Who answers for it. */
    ownerId: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
    /** Since when it is no longer done; the entry stays. */
    retiredAt: p.bigint('number').nullable(),
    version: p.integer().default(1),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    processing_activity: TableOf<typeof ProcessingActivityEntity>;
  }
}
