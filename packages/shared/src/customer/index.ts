export { codeLabel, codeLabels, codeList, type CodeLabel, type CodeList } from './code-list.ts';
export {
  ADDRESS_TYPES,
  CONTACT_LABELS,
  CONTACT_POINT_TYPES,
  CUSTOMER_GRADES,
  CUSTOMER_KINDS,
  CUSTOMER_STATUSES,
  GENDERS,
  IDENTIFIER_TYPES,
  INDUSTRIES,
  LIFE_CYCLE_STAGES,
  ORGANISATION_SIZES,
  type AddressType,
  type ContactLabel,
  type ContactPointType,
  type CustomerGrade,
  type CustomerKind,
  type CustomerStatus,
  type IdentifierType,
  type Industry,
  type LifeCycleStage,
  type OrganisationSize,
} from './customer.codes.ts';
export { standardiseCode, standardiseOrganisationSize, standardiseStage } from './standardise-code.ts';
export { CUSTOMER_LIMITS } from './customer.limits.ts';
export {
  addressSchema,
  contactPointSchema,
  customerCreateSchema,
  customerUpdateSchema,
  fieldsNotForKind,
  identifierSchema,
  type ContactPointInput,
  type CustomerCreateInput,
  type CustomerUpdateInput,
  type IdentifierInput,
} from './customer.schema.ts';
export { fieldErrors, type FieldError } from './field-error.ts';
