import { ID, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { codesOf } from '../field-set/field-sets.ts';
import { policyVersionLoader } from '../policy/policies.ts';
import { PolicyVersion, toPolicyVersion } from '../policy/policy.type.ts';
import {
  ConsentDecisionEnum,
  ConsentStateEnum,
  EvidenceKindEnum,
  LegalBasisEnum,
  PurposeEnum,
} from '../privacy-enums.ts';
import type { ConsentEntryRow } from './consent-history.ts';
import type { StandingConsent } from './consent.loader.ts';
import { stateOf } from './consent-verdict.ts';

const RECIPIENT = 'The partner app that it is about; null is ourselves.';
const FIELDS = 'Which data: codes of fields, of classes, or ALL, which is everything but sensitive data.';
const POLICY = 'The version of the privacy policy that was shown.';

/** What stands for one purpose and recipient. */
@ObjectType({ description: 'What stands: the latest decision of a customer for one purpose and recipient.' })
export class Consent {
  policyKey: number | null;
  @Readable(() => PurposeEnum, 'INTERNAL', 'What the data may or may not be used for.')
  purpose: string;
  @Readable(() => ID, 'INTERNAL', RECIPIENT, { nullable: true })
  recipientId: string | null;
  @Readable(() => ConsentStateEnum, 'INTERNAL', 'How it stands now.')
  state: string;
  @Readable(() => [String], 'INTERNAL', FIELDS)
  fields: readonly string[];
  @Readable(() => LegalBasisEnum, 'INTERNAL', 'Why the use is lawful.')
  basis: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the customer decided.')
  decidedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'From then on a granted one counts for nothing.', { nullable: true })
  expiresAt: number | null;
  @Readable(() => PolicyVersion, 'INTERNAL', POLICY, { nullable: true })
  policyVersion: Resolved<PolicyVersion | null>;
}

/** An entry of the ledger. */
@ObjectType({ description: 'An entry of the consent ledger: what a customer decided, and what proves it.' })
export class ConsentEntry {
  customerKey: number;
  policyKey: number | null;
  @Readable(() => ID, 'INTERNAL', 'Opaque id.')
  id: string;
  @Readable(() => PurposeEnum, 'INTERNAL', 'What the data may or may not be used for.')
  purpose: string;
  @Readable(() => ID, 'INTERNAL', RECIPIENT, { nullable: true })
  recipientId: string | null;
  @Readable(() => [String], 'INTERNAL', FIELDS)
  fields: readonly string[];
  @Readable(() => LegalBasisEnum, 'INTERNAL', 'Why the use is lawful.')
  basis: string;
  @Readable(() => ConsentDecisionEnum, 'INTERNAL', 'What was decided.')
  decision: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'From then on a granted one counts for nothing.', { nullable: true })
  expiresAt: number | null;
  @Readable(() => PolicyVersion, 'INTERNAL', POLICY, { nullable: true })
  policyVersion: Resolved<PolicyVersion | null>;
  @Readable(() => EvidenceKindEnum, 'INTERNAL', 'What kind of proof there is.')
  evidenceKind: string;
  @Readable(() => String, 'PERSONAL', 'Where the proof is and what it says.', {
    nullable: true,
    tells: ['CONSENT_PROOF'],
  })
  evidenceText: string | null;
  @Readable(() => ID, 'INTERNAL', 'The file that proves it.', { nullable: true })
  evidenceFileId: string | null;
  @Readable(() => String, 'INTERNAL', 'Who wrote it down, by the name they had then.')
  recordedBy: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the customer decided: the latest decision stands.')
  decidedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was written down.')
  recordedAt: number;
}

/** A page of the ledger. */
export const ConsentEntryConnection = connectionOf(ConsentEntry, 'ConsentEntry', { totalCount: false });

const fields: { policyVersion: Resolved<PolicyVersion | null> } & ThisType<{ policyKey: number | null }> = {
  async policyVersion(_args, ctx) {
    const row = this.policyKey === null ? null : await ctx.once(policyVersionLoader).load(this.policyKey);
    return row ? toPolicyVersion(ctx, row) : null;
  },
};

/** What stands, as the API shows it. */
export function toConsents(ctx: Ctx, standing: readonly StandingConsent[]): Consent[] {
  return withFields(
    standing.map((one) => ({
      policyKey: one.policyId,
      purpose: one.purpose,
      recipientId: recipientId(ctx, one.recipientId),
      state: stateOf(one, ctx.now()),
      fields: one.fields,
      basis: one.basis,
      decidedAt: one.decidedAt,
      expiresAt: one.expiresAt,
    })),
    fields,
  );
}

/** Entries of the ledger, as the API shows them. */
export function toConsentEntries(ctx: Ctx, rows: readonly ConsentEntryRow[]): ConsentEntry[] {
  return withFields(
    rows.map((row) => ({
      customerKey: row.customer_id,
      policyKey: row.policy_id,
      id: ctx.publicIds.encode('con', row.id),
      purpose: row.purpose,
      recipientId: recipientId(ctx, row.recipient_id),
      fields: codesOf(row.codes),
      basis: row.basis,
      decision: row.decision,
      expiresAt: row.expires_at,
      evidenceKind: row.evidence_kind,
      evidenceText: row.evidence_text,
      evidenceFileId: row.file_id === null ? null : ctx.publicIds.encode('fil', row.file_id),
      recordedBy: row.actor_name,
      decidedAt: row.decided_at,
      recordedAt: row.recorded_at,
    })),
    fields,
  );
}

function recipientId(ctx: Ctx, key: number): string | null {
  return key === 0 ? null : ctx.publicIds.encode('app', key);
}
