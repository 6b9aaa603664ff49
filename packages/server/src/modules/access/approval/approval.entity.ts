import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** Something that one person asked for and that takes somebody else, or a day's wait where there is nobody else. Never removed. */
export const ApprovalRequestEntity = defineEntity({
  name: 'ApprovalRequest',
  tableName: 'approval_request',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    /** See `APPROVAL_ACTS`. */
    act: p.string().length(24),
    /** The key of what it is about: a user, an export, an erasure; 0 for the policy. */
    subjectKey: p.bigint('number'),
    /** JSON: exactly what shall be done, and what of it is shown. Codes, counts and keys, no values of customers. */
    payload: p.text().columnType('mediumtext'),
    /** Keyed digest of act, subject and payload: what a decision is bound to. */
    digest: p.string().length(64),
    /** Who would get more rights and therefore does not decide; null: nobody in particular. */
    concernedUser: p.bigint('number').nullable(),
    reason: p.string().length(300).nullable(),
    /** See `APPROVAL_STATES`. */
    state: p.string().length(12),
    askedBy: p.bigint('number'),
    askedAt: p.bigint('number'),
    /** From then on it can be neither approved nor done. */
    expiresAt: p.bigint('number'),
    /** Since nobody else could decide: when it counts as approved. Null: somebody else has to decide. */
    opensAt: p.bigint('number').nullable(),
    /** Null for what was approved by waiting or expired. */
    decidedBy: p.bigint('number').nullable(),
    decidedAt: p.bigint('number').nullable(),
    decisionReason: p.string().length(300).nullable(),
  },
  indexes: [{ properties: ['state', 'id'] }, { properties: ['act', 'subjectKey'] }, { properties: ['askedBy', 'id'] }],
});

/** The acts that fewer than two people could decide about at the last look: a row while that is so. */
export const SingleOperatorEntity = defineEntity({
  name: 'SingleOperator',
  tableName: 'single_operator',
  properties: { act: p.string().length(24).primary(), since: p.bigint('number') },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    approval_request: TableOf<typeof ApprovalRequestEntity>;
    single_operator: TableOf<typeof SingleOperatorEntity>;
  }
}
