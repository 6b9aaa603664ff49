import type {
  AddressType,
  ContactPointLabel,
  ContactPointType,
  CustomerKind,
  CustomerRecordFragment,
  IdentifierType,
} from '../../../gql/graphql.ts';

/** One way to reach a customer, as typed. Empty text is a missing value, here and below. */
export interface ContactDraft {
  type: ContactPointType;
  label: ContactPointLabel | '';
  value: string;
  isPrimary: boolean;
  verified: boolean;
  holderName: string;
  holderTitle: string;
}

/** One address, as typed. */
export interface AddressDraft {
  type: AddressType;
  country: string;
  province: string;
  city: string;
  district: string;
  line: string;
  postalCode: string;
  isPrimary: boolean;
}

/** One document or membership, as typed. */
export interface IdentifierDraft {
  type: IdentifierType;
  issuer: string;
  value: string;
  verified: boolean;
  validFrom: string;
  validTo: string;
}

/** A customer as typed into the form. Plain data: it is kept in the browser and compared as JSON. */
export interface CustomerDraft {
  kind: CustomerKind;
  name: string;
  familyName: string;
  givenName: string;
  gender: string;
  birthDate: string;
  employer: string;
  jobTitle: string;
  industry: string;
  size: string;
  note: string;
  stage: string;
  grade: string;
  ownerId: string;
  /** Tag ids; names of tags that do not exist yet. */
  tags: string[];
  contactPoints: ContactDraft[];
  addresses: AddressDraft[];
  identifiers: IdentifierDraft[];
  sourceId: string;
  externalId: string;
}

/** A contact point with nothing typed. */
export function emptyContact(type: ContactPointType = 'PHONE'): ContactDraft {
  return {
    type,
    label: type === 'PHONE' ? 'MOBILE' : '',
    value: '',
    isPrimary: false,
    verified: false,
    holderName: '',
    holderTitle: '',
  };
}

/** An address with nothing typed. */
export function emptyAddress(): AddressDraft {
  return {
    type: 'OTHER',
    country: 'CN',
    province: '',
    city: '',
    district: '',
    line: '',
    postalCode: '',
    isPrimary: false,
  };
}

/** An identifier with nothing typed. */
export function emptyIdentifier(kind: CustomerKind): IdentifierDraft {
  const type = kind === 'PERSON' ? 'RESIDENT_ID' : 'CREDIT_CODE';
  return { type, issuer: '', value: '', verified: false, validFrom: '', validTo: '' };
}

/** A customer with nothing typed, ready for a phone number. */
export function emptyDraft(kind: CustomerKind = 'PERSON'): CustomerDraft {
  return {
    kind,
    name: '',
    familyName: '',
    givenName: '',
    gender: '',
    birthDate: '',
    employer: '',
    jobTitle: '',
    industry: '',
    size: '',
    note: '',
    stage: '',
    grade: '',
    ownerId: '',
    tags: [],
    contactPoints: [{ ...emptyContact(), isPrimary: true }],
    addresses: [],
    identifiers: [],
    sourceId: '',
    externalId: '',
  };
}

/** The form's content for a customer there is. */
export function draftOf(customer: CustomerRecordFragment): CustomerDraft {
  return {
    kind: customer.kind,
    name: customer.name ?? '',
    familyName: customer.familyName ?? '',
    givenName: customer.givenName ?? '',
    gender: customer.gender ?? '',
    birthDate: customer.birthDate ?? '',
    employer: customer.employer ?? '',
    jobTitle: customer.jobTitle ?? '',
    industry: customer.industry ?? '',
    size: customer.size ?? '',
    note: customer.note ?? '',
    stage: customer.stage ?? '',
    grade: customer.grade ?? '',
    ownerId: customer.owner?.id ?? '',
    tags: customer.tags.map(({ id }) => id),
    contactPoints: (customer.contactPoints ?? []).map((one) => ({
      type: one.type,
      label: one.label ?? '',
      value: one.value ?? '',
      isPrimary: one.isPrimary,
      verified: one.verifiedAt !== null,
      holderName: one.holderName ?? '',
      holderTitle: one.holderTitle ?? '',
    })),
    addresses: (customer.addresses ?? []).map((one) => ({
      type: one.type ?? 'OTHER',
      country: one.country ?? '',
      province: one.province ?? '',
      city: one.city ?? '',
      district: one.district ?? '',
      line: one.line ?? '',
      postalCode: one.postalCode ?? '',
      isPrimary: one.isPrimary,
    })),
    // The documents of a customer are in no record: they are revealed, see `useFormDocuments`.
    identifiers: [],
    sourceId: '',
    externalId: '',
  };
}
