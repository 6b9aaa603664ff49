import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * What somebody was just shown of customers in full: one row for each response, with the customers in it packed. Folding takes
 * rows away and adds them to `disclosure` in one transaction, so each counts in exactly one place.
 */
export const DisclosureJournalEntity = defineEntity({
  name: 'DisclosureJournal',
  tableName: 'disclosure_journal',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** The partner app's key, or that of a member of staff; 0 for the command line. */
    readerId: p.bigint('number'),
    /** One of SEEING_WAYS. */
    way: p.string().length(8),
    /** What for: of apps the purpose, of the console the name of its document, of exports the export's key; else empty. */
    purpose: p.string().length(64),
    fieldSetId: p.bigint('number'),
    at: p.bigint('number'),
    requestId: p.string().length(64),
    /** The least and the greatest key in `customers`: most rows are passed over without unpacking them. */
    firstKey: p.bigint('number'),
    lastKey: p.bigint('number'),
    /** Keys of customers, ascending, as differences; see `pack-keys.ts`. */
    customers: p.blob().columnType('mediumblob'),
  },
});

/** Who was shown what in full, by customer and day. */
export const DisclosureEntity = defineEntity({
  name: 'Disclosure',
  tableName: 'disclosure',
  properties: {
    customerId: p.bigint('number').primary(),
    readerId: p.bigint('number').autoincrement(false).primary(),
    way: p.string().length(8).primary(),
    purpose: p.string().length(64).primary(),
    fieldSetId: p.bigint('number').autoincrement(false).primary(),
    /** In UTC. */
    day: p.string().length(10).primary(),
    /** How many responses had these fields of this customer. */
    count: p.bigint('number'),
    firstAt: p.bigint('number'),
    lastAt: p.bigint('number'),
  },
  indexes: [{ properties: ['readerId', 'day', 'customerId'] }, { properties: ['way', 'day', 'customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    disclosure_journal: TableOf<typeof DisclosureJournalEntity>;
    disclosure: TableOf<typeof DisclosureEntity>;
  }
}
