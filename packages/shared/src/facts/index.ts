export {
  apiNameOf,
  CUSTOMER_FIELDS,
  type CustomerField,
  fieldsBehind,
  SEEN_FIELDS,
  type SeenField,
  SINGLE_FIELDS,
  type SingleField,
} from './customer-field.ts';
export { FIELD_CLASSES } from './field-classes.ts';
export { FIELD_LABELS } from './field-labels.ts';
export type { AddressFact, ContactPointFact, IdentifierFact, SingleFact, SourceDocument } from './source-document.ts';
