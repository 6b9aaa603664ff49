import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * The consent ledger: what customers decided, with proof. Rows are only added; of a row only `customer_id` changes, when the
 * customer it speaks of is merged into another.
 */
export const ConsentEntryEntity = defineEntity({
  name: 'ConsentEntry',
  tableName: 'consent_entry',
  properties: {
    /** The customer whose decision it is at present. */
    customerId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).primary(),
    /** The record that it was collected for; never changes. */
    subjectId: p.bigint('number'),
    purpose: p.string().length(16),
    /** The partner app it is for; 0 is ourselves. */
    recipientId: p.bigint('number').default(0),
    fieldSetId: p.bigint('number'),
    basis: p.string().length(24),
    decision: p.string().length(12),
    /** The instant from which a granted one counts for nothing. */
    expiresAt: p.bigint('number').nullable(),
    /** The version of the privacy policy that was shown. */
    policyId: p.bigint('number').nullable(),
    evidenceKind: p.string().length(16),
    evidenceText: p.text().nullable(),
    /** An uploaded file that proves it. */
    fileId: p.bigint('number').nullable(),
    actorId: p.bigint('number'),
    actorName: p.string().length(120),
    /** When the customer decided: what orders the ledger, together with the key. */
    decidedAt: p.bigint('number'),
    /** When we wrote it down. */
    recordedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['customerId', 'decidedAt', 'id'] }, { properties: ['subjectId'] }],
});

/**
 * What stands: the latest entry of the ledger for each customer, purpose and recipient, written in the transaction that adds
 * the entry, so that a query over customers can ask for consent with a join. Derived; rebuilding gives it again.
 */
export const ConsentCurrentEntity = defineEntity({
  name: 'ConsentCurrent',
  tableName: 'consent_current',
  properties: {
    customerId: p.bigint('number').primary(),
    purpose: p.string().length(16).primary(),
    recipientId: p.bigint('number').autoincrement(false).primary(),
    subjectId: p.bigint('number'),
    /** The entry that stands. */
    entryId: p.bigint('number'),
    fieldSetId: p.bigint('number'),
    basis: p.string().length(24),
    decision: p.string().length(12),
    expiresAt: p.bigint('number').nullable(),
    policyId: p.bigint('number').nullable(),
    decidedAt: p.bigint('number'),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    consent_entry: TableOf<typeof ConsentEntryEntity>;
    consent_current: TableOf<typeof ConsentCurrentEntity>;
  }
}
