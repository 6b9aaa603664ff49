import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * What is known of how one customer stands to another. A row is one version and is never changed but for its end and, by merging,
 * for whose it is; the version without an end is the present one.
 */
export const RelationshipEntity = defineEntity({
  name: 'Relationship',
  tableName: 'relationship',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    version: p.integer().primary(),
    fromCustomerId: p.bigint('number'),
    /** The subject it was recorded for, at either end; never changes. */
    fromSubjectId: p.bigint('number'),
    toCustomerId: p.bigint('number'),
    toSubjectId: p.bigint('number'),
    type: p.string().length(24),
    title: p.string().length(100).nullable(),
    department: p.string().length(100).nullable(),
    note: p.text().nullable(),
    /** Days, both inclusive; null: not known, or not over. */
    validFrom: p.string().length(10).nullable(),
    validTo: p.string().length(10).nullable(),
    /** Whether it was taken back: it was never so. */
    withdrawn: p.tinyint().default(0),
    sourceId: p.bigint('number'),
    recordedBy: p.bigint('number'),
    recordedFrom: p.bigint('number'),
    recordedTo: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['fromCustomerId', 'toCustomerId'] }, { properties: ['toCustomerId', 'fromCustomerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    relationship: TableOf<typeof RelationshipEntity>;
  }
}
