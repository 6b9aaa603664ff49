import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A file of customers made on request; kept in the data folder for seven days, its row for ever. */
export const ExportRunEntity = defineEntity({
  name: 'ExportRun',
  tableName: 'export_run',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** CSV or XLSX. */
    format: p.string().length(8),
    /** QUEUED, RUNNING, PAUSED (waits for an approval), DONE, FAILED, CANCELLED. */
    state: p.string().length(12),
    /** Which customers: the selection as the API takes it, sealed with the export's key; null once the file was removed. */
    selection: p.blob().columnType('mediumblob').nullable(),
    /** Which fields; JSON list. */
    fields: p.text(),
    /** Why, for whoever approves it. */
    reason: p.string().length(300).nullable(),
    locale: p.string().length(8),
    totalRows: p.bigint('number').nullable(),
    rowCount: p.bigint('number').nullable(),
    fileName: p.string().length(120).nullable(),
    /** Bytes; null while there is no file (any more). */
    fileSize: p.bigint('number').nullable(),
    jobId: p.bigint('number').nullable(),
    problem: p.string().length(500).nullable(),
    createdBy: p.bigint('number'),
    createdAt: p.bigint('number'),
    finishedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['createdBy', 'createdAt', 'id'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    export_run: TableOf<typeof ExportRunEntity>;
  }
}
