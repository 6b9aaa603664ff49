import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A program of another company that may read customers' data. Never deleted: ledgers name it. */
export const PartnerAppEntity = defineEntity({
  name: 'PartnerApp',
  tableName: 'partner_app',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    name: p.string().length(120).unique(),
    /** DRAFT, IN_REVIEW, APPROVED, SUSPENDED, ENDED; see shared/partner. */
    state: p.string().length(12),
    contactName: p.string().length(120),
    contactEmail: p.string().length(254),
    note: p.text().nullable(),
    /** The number of the terms in force. */
    inForce: p.integer().nullable(),
    /** The number of the terms that are being written or reviewed. */
    proposed: p.integer().nullable(),
    /** When it was last looked at whether the app still needs what it gets; approving counts. */
    reviewedAt: p.bigint('number').nullable(),
    reviewDueAt: p.bigint('number').nullable(),
    stoppedAt: p.bigint('number').nullable(),
    /** Why it is suspended or ended. */
    stopReason: p.string().length(300).nullable(),
    createdAt: p.bigint('number'),
    version: p.integer(),
  },
});

/** What an app may get, as it was proposed at a time. Those that were in force stay, with the schema that they gave. */
export const PartnerTermsEntity = defineEntity({
  name: 'PartnerTerms',
  tableName: 'partner_terms',
  properties: {
    appId: p.bigint('number').primary(),
    number: p.integer().autoincrement(false).primary(),
    /** DRAFT, IN_REVIEW, IN_FORCE, REJECTED, REPLACED; see shared/partner. */
    state: p.string().length(12),
    /** JSON: see `Terms`. */
    document: p.text(),
    /** The schema that they gave when they came into force. */
    sdl: p.text().nullable(),
    proposedBy: p.bigint('number'),
    proposedAt: p.bigint('number'),
    submittedBy: p.bigint('number').nullable(),
    submittedAt: p.bigint('number').nullable(),
    /** When they came into force or were rejected. */
    decidedAt: p.bigint('number').nullable(),
  },
});

/** What one person said to proposed terms. */
export const PartnerApprovalEntity = defineEntity({
  name: 'PartnerApproval',
  tableName: 'partner_approval',
  properties: {
    appId: p.bigint('number').primary(),
    number: p.integer().autoincrement(false).primary(),
    userId: p.bigint('number').autoincrement(false).primary(),
    note: p.string().length(300).nullable(),
    at: p.bigint('number'),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    partner_app: TableOf<typeof PartnerAppEntity>;
    partner_terms: TableOf<typeof PartnerTermsEntity>;
    partner_approval: TableOf<typeof PartnerApprovalEntity>;
  }
}
