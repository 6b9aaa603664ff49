export { CUSTOMER_FIELDS, type CustomerField, SINGLE_FIELDS, type SingleField } from './customer-field.ts';
export type { AddressFact, ContactPointFact, IdentifierFact, SingleFact, SourceDocument } from './source-document.ts';
