export {
  CONSENT_DECISIONS,
  CONSENT_STATES,
  type ConsentDecision,
  type ConsentState,
  DATA_CLASS_LABELS,
  EVIDENCE_KINDS,
  type EvidenceKind,
  LEGAL_BASES,
  type LegalBasis,
  type Purpose,
  PURPOSE_MEANINGS,
  PURPOSES,
  SEEING_WAYS,
  type SeeingWay,
} from './privacy.codes.ts';
export {
  ALL_FIELDS,
  canonicalFieldSet,
  codesCovering,
  commonFieldSet,
  coversField,
  isFieldSetCode,
} from './field-set.ts';
export { PRIVACY_LIMITS } from './privacy.limits.ts';
