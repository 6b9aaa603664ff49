import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A mapping kept under a name, for the next file of the same form. */
export const ImportTemplateEntity = defineEntity({
  name: 'ImportTemplate',
  tableName: 'import_template',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    name: p.string().length(100),
    sourceId: p.bigint('number').nullable(),
    kind: p.string().length(12),
    rowShape: p.string().length(28),
    mode: p.string().length(20),
    /** JSON. */
    mapping: p.text().columnType('mediumtext'),
    /** JSON. */
    keys: p.text(),
    phoneRegion: p.string().length(2).nullable(),
    timeZone: p.string().length(60).nullable(),
    currency: p.string().length(3).nullable(),
    /** SHA-256 of the headers it was made for, in any order; a file with the same headers is offered it. */
    fingerprint: p.string().length(64),
    createdBy: p.bigint('number'),
    updatedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['fingerprint'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    import_template: TableOf<typeof ImportTemplateEntity>;
  }
}
