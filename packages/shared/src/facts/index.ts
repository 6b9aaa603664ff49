export {
  apiNameOf,
  CHOSEN_FIELDS,
  COMPARED_FIELDS,
  CUSTOMER_FIELDS,
  type CustomerField,
  fieldsBehind,
  PINNABLE_FIELDS,
  SEEN_FIELDS,
  type SeenField,
  SINGLE_FIELDS,
  type SingleField,
  VERIFIABLE_FIELDS,
} from './customer-field.ts';
export { FIELD_CLASSES } from './field-classes.ts';
export { FIELD_LABELS } from './field-labels.ts';
export type {
  AddressFact,
  ContactPointFact,
  IdentifierFact,
  PinnedFact,
  SingleFact,
  SourceDocument,
  VerifiedValue,
} from './source-document.ts';
export { VERIFICATION_METHODS, type VerificationMethod } from './verification-method.ts';
