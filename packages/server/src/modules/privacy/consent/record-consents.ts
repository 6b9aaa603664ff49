import type { ConsentDecision, EvidenceKind, LegalBasis, Purpose } from '@dossier/shared/privacy';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert, bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { heldBy } from '../../custody/index.ts';
import { ensureFieldSets, fieldSetText } from '../field-set/field-sets.ts';
import { CURRENT_COLUMNS, CURRENT_KEY, toCurrentRow, toStanding } from './consent-rows.ts';
import { holdKeys } from './hold-keys.ts';
import { refoldConsents } from './refold-consents.ts';
import { consentKeyText, type StandingEntry, standsOver } from './fold-consents.ts';

const AT_ONCE = 1_000;
const LONGEST_NAME = 120;

/** A decision of a customer, as it enters the ledger. */
export interface NewConsent {
  readonly customerId: number;
  /** The record that it was collected for. */
  readonly subjectId: number;
  readonly purpose: Purpose;
  /** The partner app it is for; ourselves when absent. */
  readonly recipientId?: number;
  /** Codes of fields and classes, or `ALL`. */
  readonly fields: readonly string[];
  readonly basis: LegalBasis;
  readonly decision: ConsentDecision;
  /** From this instant on a granted one counts for nothing; never when absent. */
  readonly expiresAt?: number | null;
  /** The version of the privacy policy that was shown. */
  readonly policyId?: number | null;
  readonly evidence: { readonly kind: EvidenceKind; readonly text?: string | null; readonly fileId?: number | null };
  /** When the customer decided, not in the future. Absent: now, and then it stands over everything decided before. */
  readonly decidedAt?: number;
}

/**
 * Adds decisions to the ledger and to what stands, in the caller's transaction, with a few statements for a thousand rows. Of
 * rows about the same customer, purpose and recipient the later decision stands, whatever the order in which they come; the
 * row locks of what stands put writers of the same customer one after the other.
 *
 * Checks nothing and writes no audit entry: the caller did, does. Call `ids.ensure(rows.length)` before the transaction.
 *
 * @returns the keys of the entries, in the order of `rows`
 */
export async function recordConsents(trx: Trx, ctx: Ctx, rows: readonly NewConsent[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const now = ctx.now();
  const sets = await ensureFieldSets(
    trx,
    ctx,
    rows.map(({ fields }) => fieldSetText(fields)),
  );
  const entries = rows.map((row) => toEntry(row, ctx.db.ids.take(), sets.get(fieldSetText(row.fields)) ?? 0, now));
  const before = await claimStanding(trx, entries);

  const standing = new Map(before);
  const written = entries.map((entry, place) => {
    const key = consentKeyText(entry);
    const held = standing.get(key);
    // The first of a key may be what was just written in its place.
    const isOwn = held?.entryId === entry.entryId;
    // A clock that is behind, or another decision of this very millisecond, must not make a decision of now an old one.
    const isLate = held !== undefined && !isOwn && rows[place]?.decidedAt === undefined;
    const final = isLate ? { ...entry, decidedAt: Math.max(entry.decidedAt, held.decidedAt + 1) } : entry;
    if (!held || (!isOwn && standsOver(final, held))) standing.set(key, final);
    return final;
  });
  await bulkInsert(
    trx,
    'consent_entry',
    ENTRY_COLUMNS,
    written.map((entry, place) => toLedgerRow(ctx, entry, rows[place]?.evidence, now)),
  );
  const changed = [...standing].filter(([key, entry]) => before.get(key)?.entryId !== entry.entryId);
  await bulkUpsert(
    trx,
    'consent_current',
    CURRENT_COLUMNS,
    CURRENT_KEY,
    changed.map(([, entry]) => toCurrentRow(entry)),
  );
  // What others decided before they were merged into the customer still counts.
  const joined = await heldBy(trx, [...new Set(entries.map(({ customerId }) => customerId))]);
  if (joined.size > 0) await refoldConsents(trx, ctx, [...joined.keys()]);
  return entries.map(({ entryId }) => entryId);
}

/** Holds the key of each entry, and answers what stands in them by now. */
async function claimStanding(trx: Trx, entries: readonly StandingEntry[]): Promise<Map<string, StandingEntry>> {
  const firsts = new Map<string, StandingEntry>();
  for (const entry of entries) {
    const key = consentKeyText(entry);
    if (!firsts.has(key)) firsts.set(key, entry);
  }
  await holdKeys(trx, [...firsts.values()]);
  const standing = new Map<string, StandingEntry>();
  const customerIds = [...new Set(entries.map(({ customerId }) => customerId))];
  for (let at = 0; at < customerIds.length; at += AT_ONCE) {
    const found = await trx
      .selectFrom('consent_current')
      .select(CURRENT_COLUMNS)
      .where('customer_id', 'in', customerIds.slice(at, at + AT_ONCE))
      .execute();
    for (const row of found) {
      const entry = toStanding(row);
      const key = consentKeyText(entry);
      if (firsts.has(key)) standing.set(key, entry);
    }
  }
  return standing;
}

function toEntry(row: NewConsent, entryId: number, fieldSetId: number, now: number): StandingEntry {
  return {
    customerId: row.customerId,
    subjectId: row.subjectId,
    purpose: row.purpose,
    recipientId: row.recipientId ?? 0,
    entryId,
    fieldSetId,
    basis: row.basis,
    decision: row.decision,
    expiresAt: row.expiresAt ?? null,
    policyId: row.policyId ?? null,
    decidedAt: row.decidedAt ?? now,
  };
}

const ENTRY_COLUMNS = [
  'customer_id',
  'id',
  'subject_id',
  'purpose',
  'recipient_id',
  'field_set_id',
  'basis',
  'decision',
  'expires_at',
  'policy_id',
  'evidence_kind',
  'evidence_text',
  'file_id',
  'actor_id',
  'actor_name',
  'decided_at',
  'recorded_at',
] as const;

function toLedgerRow(ctx: Ctx, entry: StandingEntry, evidence: NewConsent['evidence'] | undefined, now: number) {
  return [
    entry.customerId,
    entry.entryId,
    entry.subjectId,
    entry.purpose,
    entry.recipientId,
    entry.fieldSetId,
    entry.basis,
    entry.decision,
    entry.expiresAt,
    entry.policyId,
    evidence?.kind ?? 'OTHER',
    evidence?.text ?? null,
    evidence?.fileId ?? null,
    ctx.actor.userId,
    ctx.actor.name.slice(0, LONGEST_NAME),
    entry.decidedAt,
    now,
  ];
}
