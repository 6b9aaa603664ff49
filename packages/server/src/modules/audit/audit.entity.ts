import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/database/tables.ts';

/**
 * Who did what to what, when and why. Written in the business transaction without a place in the chain; the sealer then
 * gives it its sequence number and links it to the one before. Field names only, never values.
 */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** Place in the chain; null until the sealer has linked it. */
    seq: p.bigint('number').nullable().unique(),
    at: p.bigint('number'),
    actorKind: p.string().length(12),
    actorId: p.bigint('number'),
    actorName: p.string().length(120),
    action: p.string().length(60),
    objectType: p.string().length(40),
    objectId: p.bigint('number').nullable(),
    /** JSON list of the fields concerned. */
    fields: p.text(),
    /** JSON object of counts and digests, for entries that stand for a batch. */
    detail: p.text().nullable(),
    reason: p.string().length(300).nullable(),
    requestId: p.string().length(64),
    prevHash: p.string().length(64).nullable(),
    hash: p.string().length(64).nullable(),
  },
  indexes: [
    { properties: ['objectId', 'at', 'id'] },
    { properties: ['actorId', 'at', 'id'] },
    { properties: ['at', 'id'] },
  ],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    audit_entry: TableOf<typeof AuditEntryEntity>;
  }
}
