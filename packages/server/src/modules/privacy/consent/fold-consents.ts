import type { ConsentDecision, LegalBasis, Purpose } from '@dossier/shared/privacy';

/** Whose decision about what: there is one standing entry for each. */
export interface ConsentKey {
  readonly customerId: number;
  readonly purpose: Purpose;
  /** The partner app; 0 is ourselves. */
  readonly recipientId: number;
}

/** An entry of the ledger as far as it says what stands. */
export interface StandingEntry extends ConsentKey {
  readonly entryId: number;
  readonly subjectId: number;
  readonly fieldSetId: number;
  readonly basis: LegalBasis;
  readonly decision: ConsentDecision;
  readonly expiresAt: number | null;
  readonly policyId: number | null;
  readonly decidedAt: number;
}

/** One text for a {@link ConsentKey}. */
export function consentKeyText({ customerId, purpose, recipientId }: ConsentKey): string {
  return `${customerId}|${purpose}|${recipientId}`;
}

/** Whether an entry stands over another of the same key: the later decision wins, the greater key among equal times. */
export function standsOver(
  one: Pick<StandingEntry, 'decidedAt' | 'entryId'>,
  other: Pick<StandingEntry, 'decidedAt' | 'entryId'>,
): boolean {
  return one.decidedAt === other.decidedAt ? one.entryId > other.entryId : one.decidedAt > other.decidedAt;
}

/** What stands after these entries, in whatever order they come. */
export function foldConsents(entries: Iterable<StandingEntry>): Map<string, StandingEntry> {
  const standing = new Map<string, StandingEntry>();
  for (const entry of entries) {
    const key = consentKeyText(entry);
    const before = standing.get(key);
    if (!before || standsOver(entry, before)) standing.set(key, entry);
  }
  return standing;
}
