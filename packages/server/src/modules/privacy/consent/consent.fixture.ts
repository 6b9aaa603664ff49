import { TEST_NOW } from '../../../platform/testing/test-context.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { NewConsent } from './record-consents.ts';

/** A decision as tests make it: marketing, to ourselves, everything but sensitive data, granted at {@link TEST_NOW}. */
export function decision(customerId: number, more: Partial<NewConsent> = {}): NewConsent {
  return {
    customerId,
    subjectId: customerId,
    purpose: 'MARKETING',
    fields: ['ALL'],
    basis: 'CONSENT',
    decision: 'GRANTED',
    evidence: { kind: 'PAPER', text: 'form 7' },
    decidedAt: TEST_NOW,
    ...more,
  };
}

/** The table of what stands, in the order of its key. */
export async function standingRows(db: Database) {
  return await db.read
    .selectFrom('consent_current')
    .innerJoin('field_set', 'field_set.id', 'field_set_id')
    .select(['customer_id', 'purpose', 'recipient_id', 'entry_id', 'decision', 'decided_at', 'codes'])
    .orderBy('customer_id')
    .orderBy('purpose')
    .orderBy('recipient_id')
    .execute();
}
