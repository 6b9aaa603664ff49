import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Signed statements about the audit chain, in the order in which they were made. */
export const AuditCheckpointEntity = defineEntity({
  name: 'AuditCheckpoint',
  tableName: 'audit_checkpoint',
  properties: {
    number: p.bigint('number').autoincrement(false).primary(),
    /** The statement with its signature, byte for byte as in the witness. */
    line: p.text(),
    /** When it was found to be in the witness; null until then. */
    witnessedAt: p.bigint('number').nullable().index(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    audit_checkpoint: TableOf<typeof AuditCheckpointEntity>;
  }
}
