import type {
  AddressFact,
  ContactPointFact,
  IdentifierFact,
  SingleFact,
  SingleField,
  SourceDocument,
} from '@dossier/shared/facts';
import {
  standardiseAddress,
  standardiseCreditCode,
  standardiseEmail,
  standardisePersonName,
  standardisePhone,
  standardiseResidentId,
  valueOf,
} from '@dossier/shared/standardise';
import type { AddressInput, ContactPointInput, CustomerUpdateInput, IdentifierInput } from '../api/customer.input.ts';

/** What turning an input into facts needs to know. */
export interface FactOptions {
  /** ISO 3166 region of phone numbers without a country. */
  readonly phoneRegion: string;
  readonly at: number;
}

const SINGLE_INPUTS = {
  kind: 'KIND',
  name: 'NAME',
  familyName: 'FAMILY_NAME',
  givenName: 'GIVEN_NAME',
  gender: 'GENDER',
  birthDate: 'BIRTH_DATE',
  employer: 'EMPLOYER',
  jobTitle: 'JOB_TITLE',
  industry: 'INDUSTRY',
  size: 'SIZE',
  note: 'NOTE',
  stage: 'STAGE',
  grade: 'GRADE',
} as const satisfies Partial<Record<keyof CustomerUpdateInput, SingleField>>;

/** The single-valued facts of a checked input: absent fields say nothing, null and blank say "none". */
export function singleFacts(input: CustomerUpdateInput, kind: string): SourceDocument['fields'] {
  const fields: Partial<Record<SingleField, SingleFact>> = {};
  for (const [property, field] of Object.entries(SINGLE_INPUTS)) {
    // Object.entries forgets that the properties are those of the input.
    const given = input[property as keyof typeof SINGLE_INPUTS];
    if (given !== undefined) fields[field] = { value: given === null || given.trim() === '' ? null : given.trim() };
  }
  const name = fields.NAME?.value;
  if (name && kind === 'PERSON' && input.familyName === undefined && input.givenName === undefined) {
    const parts = valueOf(standardisePersonName(name));
    if (parts?.family) fields.FAMILY_NAME = { value: parts.family };
    if (parts?.given) fields.GIVEN_NAME = { value: parts.given };
  }
  return fields;
}

/** A contact point as a fact; one that cannot be standardised is kept as it is, without a match key. */
export function contactPointFact(input: ContactPointInput, options: FactOptions): ContactPointFact {
  const raw = input.value.trim();
  const details = {
    type: input.type,
    ...(input.label ? { label: input.label } : {}),
    ...(input.holderName?.trim() ? { holderName: input.holderName.trim() } : {}),
    ...(input.holderTitle?.trim() ? { holderTitle: input.holderTitle.trim() } : {}),
    ...(input.isPrimary ? { primary: true } : {}),
    ...(input.verified ? { verifiedAt: options.at } : {}),
  };
  const { value, matchKey, problem } = standardContact(input.type, raw, options.phoneRegion);
  return {
    ...details,
    value,
    ...(raw === value ? {} : { raw }),
    ...(matchKey === undefined ? {} : { matchKey }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function standardContact(
  type: ContactPointInput['type'],
  raw: string,
  region: string,
): { value: string; matchKey?: string; problem?: string } {
  if (type === 'PHONE') {
    const phone = standardisePhone(raw, { region });
    if (phone.state === 'invalid') return { value: raw, problem: phone.rule };
    if (phone.state === 'empty') return { value: raw, problem: 'PHONE_INVALID' };
    const { e164, extension } = phone.value;
    return { value: extension ? `${e164};ext=${extension}` : e164, matchKey: e164 };
  }
  if (type === 'EMAIL') {
    const email = standardiseEmail(raw);
    if (email.state === 'invalid') return { value: raw, problem: email.rule };
    if (email.state === 'empty') return { value: raw, problem: 'EMAIL_INVALID' };
    return { value: email.value.address, matchKey: email.value.comparable };
  }
  return { value: raw, matchKey: raw.toLowerCase() };
}

/** An address as a fact. */
export function addressFact(input: AddressInput): AddressFact {
  const part = (text: string | null | undefined) => text?.trim() || undefined;
  const given = {
    text: part(input.text),
    country: part(input.country),
    province: part(input.province),
    city: part(input.city),
    district: part(input.district),
    line: part(input.line),
    postalCode: part(input.postalCode),
  };
  return {
    ...valueOf(standardiseAddress(given)),
    ...(input.type ? { type: input.type } : {}),
    ...(input.isPrimary ? { primary: true } : {}),
  };
}

/** An identity document as a fact. */
export function identifierFact(input: IdentifierInput, options: FactOptions): IdentifierFact {
  const raw = input.value.trim();
  const { standard, problem } = standardIdentifier(input.type, raw);
  return {
    type: input.type,
    ...(input.issuer?.trim() ? { issuer: input.issuer.trim() } : {}),
    value: standard ?? raw,
    ...(standard === undefined || standard === raw ? {} : { raw }),
    ...(standard === undefined ? { problem } : { matchKey: standard }),
    ...(input.validFrom ? { validFrom: input.validFrom } : {}),
    ...(input.validTo ? { validTo: input.validTo } : {}),
    ...(input.verified ? { verifiedAt: options.at } : {}),
  };
}

function standardIdentifier(type: IdentifierInput['type'], raw: string): { standard?: string; problem?: string } {
  if (type === 'RESIDENT_ID') {
    const id = standardiseResidentId(raw);
    return id.state === 'ok'
      ? { standard: id.value.number }
      : { problem: id.state === 'invalid' ? id.rule : 'INVALID' };
  }
  if (type === 'CREDIT_CODE') {
    const code = standardiseCreditCode(raw);
    return code.state === 'ok'
      ? { standard: code.value.code }
      : { problem: code.state === 'invalid' ? code.rule : 'INVALID' };
  }
  return { standard: raw.toUpperCase() };
}
