import type { EvidenceKind } from '@dossier/shared/privacy';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { codesOf } from '../field-set/field-sets.ts';
import { toStanding } from './consent-rows.ts';
import { foldConsents } from './fold-consents.ts';
import { recordConsents } from './record-consents.ts';

/**
 * Writes what was refused while a customer was part of another into its own ledger, when it is given back: nobody can tell which
 * of the two refused, and so both did. What the other said last counts; a yes stays with whom it was given to.
 *
 * @param of.from in whose custody it was, and since when: their word was said for it, too
 */
export async function carryRefusals(
  trx: Trx,
  ctx: Ctx,
  of: { readonly from: readonly { readonly holderId: number; readonly since: number }[]; readonly to: number },
): Promise<void> {
  const rows = await trx
    .selectFrom('consent_entry')
    .innerJoin('field_set', 'field_set.id', 'consent_entry.field_set_id')
    .selectAll('consent_entry')
    .select(['codes', 'consent_entry.id as entry_id'])
    .where((eb) =>
      eb.or(
        of.from.map(({ holderId, since }) => eb.and([eb('subject_id', '=', holderId), eb('decided_at', '>=', since)])),
      ),
    )
    .execute();
  const found = new Map(rows.map((row) => [row.entry_id, row]));
  const standing = foldConsents(rows.map((row) => ({ ...toStanding(row), customerId: of.to })));
  const refusals = [...standing.values()].filter(({ decision }) => decision !== 'GRANTED');
  await recordConsents(
    trx,
    ctx,
    refusals.flatMap((entry) => {
      const row = found.get(entry.entryId);
      if (!row) return [];
      return {
        customerId: of.to,
        subjectId: of.to,
        purpose: entry.purpose,
        recipientId: entry.recipientId,
        fields: codesOf(row.codes),
        basis: entry.basis,
        decision: entry.decision,
        policyId: entry.policyId,
        // Only codes of the list are written.
        evidence: { kind: row.evidence_kind as EvidenceKind, text: row.evidence_text, fileId: row.file_id },
        decidedAt: entry.decidedAt,
      };
    }),
  );
}
