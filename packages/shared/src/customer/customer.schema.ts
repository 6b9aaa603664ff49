import { z } from 'zod';
import type { UserErrorCode } from '../error/index.ts';
import {
  cleanLines,
  cleanText,
  COUNTRY_CODES,
  isLocalDate,
  standardiseCreditCode,
  standardiseEmail,
  standardisePhone,
  standardiseResidentId,
} from '../standardise/index.ts';
import {
  ADDRESS_TYPES,
  CONTACT_LABELS,
  CONTACT_POINT_TYPES,
  CUSTOMER_KINDS,
  GENDERS,
  IDENTIFIER_TYPES,
} from './customer.codes.ts';
import { CUSTOMER_LIMITS as LIMITS } from './customer.limits.ts';

type Issues = {
  addIssue(issue: {
    code: 'custom';
    message: string;
    params: { code: UserErrorCode };
    path?: (string | number)[];
  }): void;
};

function refuse(context: Issues, code: UserErrorCode, path?: (string | number)[]): void {
  context.addIssue({ code: 'custom', message: code, params: { code }, ...(path ? { path } : {}) });
}

function text(max: number) {
  return z.string().transform(cleanText).pipe(z.string().min(1).max(max));
}

function optionalText(max: number) {
  return text(max).nullish();
}

const localDate = z.string().superRefine((value, context) => {
  if (!isLocalDate(value)) refuse(context, 'DATE_INVALID');
});

/** A code of a list that administrators may extend: whether the list has it, the server knows. */
const code = z.string().min(1).max(LIMITS.code);

/** One way to reach a customer; the value is checked by its type with the import's own standardisers. */
export const contactPointSchema = z
  .object({
    type: z.enum(CONTACT_POINT_TYPES.codes),
    label: z.enum(CONTACT_LABELS.codes).nullish(),
    value: text(LIMITS.contactValue),
    /** Country of a national phone number (ISO 3166). */
    region: z.enum(COUNTRY_CODES).nullish(),
    primary: z.boolean().default(false),
    verified: z.boolean().default(false),
    holderName: optionalText(LIMITS.name),
    holderTitle: optionalText(LIMITS.jobTitle),
    note: optionalText(LIMITS.contactNote),
  })
  .superRefine((point, context) => {
    const read =
      point.type === 'PHONE'
        ? standardisePhone(point.value, { region: point.region ?? 'CN' })
        : point.type === 'EMAIL'
          ? standardiseEmail(point.value)
          : undefined;
    if (read?.state === 'invalid') refuse(context, read.rule, ['value']);
    if (read?.state === 'empty') refuse(context, 'REQUIRED', ['value']);
  });

/** One address; places of China may be short names, they are standardised when saved. */
export const addressSchema = z
  .object({
    type: z.enum(ADDRESS_TYPES.codes).default('OTHER'),
    country: z.enum(COUNTRY_CODES).nullish(),
    province: optionalText(LIMITS.addressPart),
    city: optionalText(LIMITS.addressPart),
    district: optionalText(LIMITS.addressPart),
    line: optionalText(LIMITS.addressLine),
    postalCode: optionalText(LIMITS.postalCode),
    primary: z.boolean().default(false),
  })
  .superRefine((address, context) => {
    if (![address.country, address.province, address.city, address.district, address.line].some(Boolean))
      refuse(context, 'REQUIRED', ['line']);
  });

/** One document or membership number; resident ids and credit codes must have the right check character. */
export const identifierSchema = z
  .object({
    type: z.enum(IDENTIFIER_TYPES.codes),
    issuer: optionalText(LIMITS.identifierIssuer),
    value: text(LIMITS.identifierValue),
    verified: z.boolean().default(false),
    validFrom: localDate.nullish(),
    validTo: localDate.nullish(),
  })
  .superRefine((identifier, context) => {
    const read =
      identifier.type === 'RESIDENT_ID'
        ? standardiseResidentId(identifier.value)
        : identifier.type === 'CREDIT_CODE'
          ? standardiseCreditCode(identifier.value)
          : undefined;
    if (read?.state === 'invalid') refuse(context, read.rule, ['value']);
    if (read?.state === 'empty') refuse(context, 'REQUIRED', ['value']);
    if (identifier.validFrom && identifier.validTo && identifier.validTo < identifier.validFrom)
      refuse(context, 'PERIOD_REVERSED', ['validTo']);
  });

const fields = {
  name: text(LIMITS.name),
  gender: z.enum(GENDERS.codes).nullish(),
  birthDate: localDate.nullish(),
  employer: optionalText(LIMITS.name),
  jobTitle: optionalText(LIMITS.jobTitle),
  industry: code.nullish(),
  size: code.nullish(),
  note: z.string().transform(cleanLines).pipe(z.string().max(LIMITS.note)).nullish(),
  stage: code.nullish(),
  grade: code.nullish(),
  tags: z
    .array(text(LIMITS.tag))
    .transform((tags) => [...new Set(tags)])
    .pipe(z.array(z.string()).max(LIMITS.tags))
    .nullish(),
  /** The user who looks after the customer. */
  ownerId: z.string().min(1).max(100).nullish(),
  region: optionalText(LIMITS.region),
  contactPoints: z.array(contactPointSchema).max(LIMITS.contactPoints).superRefine(onePrimaryPerType).nullish(),
  addresses: z.array(addressSchema).max(LIMITS.addresses).superRefine(onePrimaryPerType).nullish(),
  identifiers: z.array(identifierSchema).max(LIMITS.identifiers).superRefine(noIdentifierTwice).nullish(),
};

function onePrimaryPerType(entries: readonly { type: string; primary: boolean }[], context: Issues): void {
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    if (!entry.primary) continue;
    if (seen.has(entry.type)) refuse(context, 'ONE_PRIMARY_PER_TYPE', [i, 'primary']);
    seen.add(entry.type);
  }
}

function noIdentifierTwice(entries: readonly { type: string; value: string }[], context: Issues): void {
  const seen = new Set<string>();
  for (const [i, { type, value }] of entries.entries()) {
    const key = `${type} ${value.toUpperCase()}`;
    if (seen.has(key)) refuse(context, 'DUPLICATE', [i, 'value']);
    seen.add(key);
  }
}

const ORGANISATION_ONLY = ['industry', 'size'] as const;
const PERSON_ONLY = ['gender', 'birthDate', 'employer', 'jobTitle'] as const;

/** The fields filled in that this kind of customer does not have. */
export function fieldsNotForKind(
  kind: 'PERSON' | 'ORGANISATION',
  input: Readonly<Record<string, unknown>>,
): readonly string[] {
  const foreign: readonly string[] = kind === 'PERSON' ? ORGANISATION_ONLY : PERSON_ONLY;
  return foreign.filter((field) => input[field] !== undefined && input[field] !== null);
}

/** What a new customer is made of. */
export const customerCreateSchema = z
  .object({ kind: z.enum(CUSTOMER_KINDS.codes), ...fields })
  .superRefine((input, context) => {
    for (const field of fieldsNotForKind(input.kind, input)) refuse(context, 'NOT_FOR_KIND', [field]);
  });

/** A change of a customer: absent fields stay, null clears; lists replace the whole list. The name cannot be cleared. */
export const customerUpdateSchema = z.object({ ...fields, name: fields.name.optional() });

/** A parsed {@link customerCreateSchema}. */
export type CustomerCreateInput = z.output<typeof customerCreateSchema>;
/** A parsed {@link customerUpdateSchema}. */
export type CustomerUpdateInput = z.output<typeof customerUpdateSchema>;
/** A parsed {@link contactPointSchema}. */
export type ContactPointInput = z.output<typeof contactPointSchema>;
/** A parsed {@link identifierSchema}. */
export type IdentifierInput = z.output<typeof identifierSchema>;
