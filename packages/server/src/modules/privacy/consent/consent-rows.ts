import type { ConsentDecision, LegalBasis, Purpose } from '@dossier/shared/privacy';
import type { Selectable } from 'kysely';
import type { Tables } from '../../../platform/database/tables.ts';
import type { StandingEntry } from './fold-consents.ts';

/** The columns of what stands, in the order in which they are written. */
export const CURRENT_COLUMNS = [
  'customer_id',
  'purpose',
  'recipient_id',
  'subject_id',
  'entry_id',
  'field_set_id',
  'basis',
  'decision',
  'expires_at',
  'policy_id',
  'decided_at',
] as const;

/** The key of the table of what stands. */
export const CURRENT_KEY = ['customer_id', 'purpose', 'recipient_id'] as const;

/** The columns of the ledger that say what stands. */
export const STANDING_COLUMNS = [
  'customer_id',
  'purpose',
  'recipient_id',
  'subject_id',
  'id as entry_id',
  'field_set_id',
  'basis',
  'decision',
  'expires_at',
  'policy_id',
  'decided_at',
] as const;

/** What stands, as a row. */
export function toCurrentRow(entry: StandingEntry): readonly unknown[] {
  return [
    entry.customerId,
    entry.purpose,
    entry.recipientId,
    entry.subjectId,
    entry.entryId,
    entry.fieldSetId,
    entry.basis,
    entry.decision,
    entry.expiresAt,
    entry.policyId,
    entry.decidedAt,
  ];
}

/** A row as what stands. */
export function toStanding(row: Selectable<Tables['consent_current']>): StandingEntry {
  return {
    customerId: row.customer_id,
    // Only codes of the lists are written.
    purpose: row.purpose as Purpose,
    recipientId: row.recipient_id,
    subjectId: row.subject_id,
    entryId: row.entry_id,
    fieldSetId: row.field_set_id,
    basis: row.basis as LegalBasis,
    decision: row.decision as ConsentDecision,
    expiresAt: row.expires_at,
    policyId: row.policy_id,
    decidedAt: row.decided_at,
  };
}
