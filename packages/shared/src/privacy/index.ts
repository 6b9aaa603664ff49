export {
  CONSENT_DECISIONS,
  CONSENT_STATES,
  type ConsentDecision,
  type ConsentState,
  DATA_CLASSES,
  type DataClassCode,
  EVIDENCE_KINDS,
  type EvidenceKind,
  LEGAL_BASES,
  type LegalBasis,
  type Purpose,
  PURPOSE_MEANINGS,
  PURPOSES,
} from './privacy.codes.ts';
export {
  ALL_FIELDS,
  canonicalFieldSet,
  codesCovering,
  coversField,
  FIELD_CLASSES,
  isFieldSetCode,
} from './field-set.ts';
export { PRIVACY_LIMITS } from './privacy.limits.ts';
