import {
  CONSENT_DECISIONS,
  CONSENT_STATES,
  EVIDENCE_KINDS,
  LEGAL_BASES,
  PURPOSE_MEANINGS,
  PURPOSES,
} from '@dossier/shared/privacy';
import { enumOf } from '../../platform/graphql/enum.ts';

// Fixed lists: the description of each is the sentence that people see.
const meanings = Object.fromEntries(PURPOSE_MEANINGS.items.map(({ code, label }) => [code, label.en])) as Record<
  (typeof PURPOSES)['codes'][number],
  string
>;

/** What customer data may be used for. */
export const PurposeEnum = enumOf('Purpose', 'What customer data may be used for.', meanings);
/** Why a use is lawful. */
export const LegalBasisEnum = enumOf(
  'LegalBasis',
  'Why a use of personal data is lawful (article 6 GDPR, article 13 PIPL).',
  LEGAL_BASES.codes,
);
/** What a customer decided. */
export const ConsentDecisionEnum = enumOf('ConsentDecision', 'What a customer decided.', CONSENT_DECISIONS.codes);
/** How a decision stands now. */
export const ConsentStateEnum = enumOf(
  'ConsentState',
  'How a decision stands now: as it was made, or EXPIRED. Where there is none, the answer is no.',
  CONSENT_STATES.codes,
);
/** What proves a decision. */
export const EvidenceKindEnum = enumOf('EvidenceKind', 'What proves a decision.', EVIDENCE_KINDS.codes);
