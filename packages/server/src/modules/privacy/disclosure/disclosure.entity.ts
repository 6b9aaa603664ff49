import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * What partner apps were just given: one row for each response, with the customers in it packed. Written before the answer
 * leaves; folding takes rows away and adds them to `disclosure` in one transaction, so each counts in exactly one place.
 */
export const DisclosureJournalEntity = defineEntity({
  name: 'DisclosureJournal',
  tableName: 'disclosure_journal',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    appId: p.bigint('number'),
    purpose: p.string().length(16),
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

/** What partner apps were given, by customer and day. */
export const DisclosureEntity = defineEntity({
  name: 'Disclosure',
  tableName: 'disclosure',
  properties: {
    customerId: p.bigint('number').primary(),
    appId: p.bigint('number').autoincrement(false).primary(),
    purpose: p.string().length(16).primary(),
    fieldSetId: p.bigint('number').autoincrement(false).primary(),
    /** In UTC. */
    day: p.string().length(10).primary(),
    /** How many responses had these fields of this customer. */
    count: p.bigint('number'),
    firstAt: p.bigint('number'),
    lastAt: p.bigint('number'),
  },
  indexes: [{ properties: ['appId', 'day', 'customerId'] }, { properties: ['day', 'customerId'] }],
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    disclosure_journal: TableOf<typeof DisclosureJournalEntity>;
    disclosure: TableOf<typeof DisclosureEntity>;
  }
}
