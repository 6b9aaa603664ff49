import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Where facts come from: a shop, an old CRM, staff in the console. */
export const SourceEntity = defineEntity({
  name: 'Source',
  tableName: 'source',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    code: p.string().length(40).unique(),
    name: p.string().length(100),
    /** How often it is right, in per cent. */
    trust: p.smallint().default(70),
    isBuiltIn: p.tinyint().default(0),
    createdAt: p.bigint('number'),
    version: p.integer().default(1),
  },
});

/**
 * What one source said about one customer at one time, packed: every field raw as it came and standardised. A row is
 * never changed but for its end (`recordedTo`), its present owner and, on erasure, its content: these rows are the history.
 */
export const SourceRecordEntity = defineEntity({
  name: 'SourceRecord',
  tableName: 'source_record',
  properties: {
    customerId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).primary(),
    subjectId: p.bigint('number'),
    sourceId: p.bigint('number'),
    externalId: p.string().length(150).nullable(),
    /** `<source>:<external id>` while this is the current record of that id, null afterwards. */
    currentKey: p.string().length(190).nullable().unique(),
    channel: p.string().length(12),
    importId: p.bigint('number').nullable(),
    /** Line of the file it came from. */
    lineNumber: p.integer().nullable(),
    actorId: p.bigint('number').nullable(),
    recordedFrom: p.bigint('number'),
    recordedTo: p.bigint('number').nullable(),
    /** 1 when an undo took it back; it then counts for nothing but stays. */
    retracted: p.tinyint().default(0),
    /** Since when it is taken back; null while it counts. */
    retractedAt: p.bigint('number').nullable(),
    /** When it was taken back and given again before: `from-to;from-to;`. */
    retractedBefore: p.text().nullable(),
    /** Bit per field that the record has, in the order of CUSTOMER_FIELDS. */
    present: p.bigint('number'),
    /** The packed document (see `source-document.ts`), sealed as a whole; null once its content was erased. */
    sealed: p.blob().nullable(),
  },
  indexes: [{ properties: ['importId', 'customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    source: TableOf<typeof SourceEntity>;
    source_record: TableOf<typeof SourceRecordEntity>;
  }
}
