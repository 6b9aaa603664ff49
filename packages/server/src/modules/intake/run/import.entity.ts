import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** One import of one file: how it is read, where it stands, what it did. Once started it is history and never removed. */
export const ImportRunEntity = defineEntity({
  name: 'ImportRun',
  tableName: 'import_run',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    fileId: p.bigint('number'),
    kind: p.string().length(12),
    state: p.string().length(16),
    sourceId: p.bigint('number').nullable(),
    rowShape: p.string().length(28),
    mode: p.string().length(20),
    /** How the file is read and what its columns mean; JSON, see `import-setup.ts`. */
    setup: p.text().columnType('mediumtext'),
    templateId: p.bigint('number').nullable(),
    /** What the run has counted so far; JSON. */
    counts: p.text(),
    /** What the last dry run counted; JSON. */
    dryRun: p.text().nullable(),
    /** Examples of the last dry run; JSON, sealed with the import's key. */
    dryRunSamples: p.blob().columnType('mediumblob').nullable(),
    /** Where the run, undo, redo or purge stands; JSON, written with the work it tells of. */
    checkpoint: p.text().nullable(),
    /** Rows and time for people; JSON. */
    progress: p.text().nullable(),
    jobId: p.bigint('number').nullable(),
    problem: p.string().length(500).nullable(),
    createdBy: p.bigint('number'),
    createdAt: p.bigint('number'),
    startedAt: p.bigint('number').nullable(),
    finishedAt: p.bigint('number').nullable(),
    undoneAt: p.bigint('number').nullable(),
    purgedAt: p.bigint('number').nullable(),
    version: p.integer().default(1),
  },
  indexes: [{ properties: ['createdAt', 'id'] }, { properties: ['fileId'] }],
});

/** A row of a file that was not taken over, and why. */
export const RejectedRowEntity = defineEntity({
  name: 'RejectedRow',
  tableName: 'import_rejected_row',
  properties: {
    importId: p.bigint('number').primary(),
    /** Line of the text or row of the sheet. */
    line: p.integer().autoincrement(false).primary(),
    columnName: p.string().length(200).nullable(),
    code: p.string().length(60),
    /** What the sentence mentions, and the cells as they stand in the file: sealed with the import's key. */
    sealed: p.blob().columnType('mediumblob'),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    import_run: TableOf<typeof ImportRunEntity>;
    import_rejected_row: TableOf<typeof RejectedRowEntity>;
  }
}
