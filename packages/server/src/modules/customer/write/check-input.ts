import { CUSTOMER_LIMITS as LIMITS, fieldsNotForKind } from '@dossier/shared/customer';
import type { UserErrorCode } from '@dossier/shared/error';
import type { SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Refusal, Refused } from '../../../platform/graphql/refused.ts';
import { localTimeOf } from '@dossier/shared/standardise';
import { codesInUse } from '../../dictionary/index.ts';
import type { CustomerUpdateInput } from '../api/customer.input.ts';

const TEXT_LIMITS = {
  name: LIMITS.name,
  familyName: LIMITS.name,
  givenName: LIMITS.name,
  employer: LIMITS.name,
  jobTitle: LIMITS.jobTitle,
  note: LIMITS.note,
} as const;
const LIST_LIMITS = {
  contactPoints: LIMITS.contactPoints,
  addresses: LIMITS.addresses,
  identifiers: LIMITS.identifiers,
  tagIds: LIMITS.tags,
} as const;
const CODED = ['industry', 'size', 'stage', 'grade'] as const;

/**
 * Checks an input as forms, API and programs all send it, together with the facts made of it.
 *
 * Refuses, all at once: REQUIRED, TOO_LONG, TOO_MANY, INVALID_CHOICE, NOT_FOR_KIND, OUT_OF_RANGE dates and the rule codes of values
 * that cannot be standardised: people are asked to correct what files are forgiven.
 */
export async function checkInput(
  ctx: Ctx,
  input: CustomerUpdateInput,
  kind: 'PERSON' | 'ORGANISATION',
  document: SourceDocument,
): Promise<void> {
  const refusals: Refusal[] = [];
  const refuse = (code: UserErrorCode, field: readonly (string | number)[], params?: Refusal['params']) =>
    refusals.push({ code, field: ['input', ...field.map(String)], ...(params ? { params } : {}) });

  if (input.name !== undefined && (input.name ?? '').trim() === '') refuse('REQUIRED', ['name']);
  for (const [field, max] of Object.entries(TEXT_LIMITS)) {
    // Object.entries forgets that these are fields of the input.
    if ((input[field as keyof typeof TEXT_LIMITS] ?? '').length > max) refuse('TOO_LONG', [field], { max });
  }
  for (const [field, max] of Object.entries(LIST_LIMITS)) {
    if ((input[field as keyof typeof LIST_LIMITS] ?? []).length > max) refuse('TOO_MANY', [field], { max });
  }
  const tooLong = (list: string, position: number, field: string, text: string | null | undefined, max: number) => {
    if ((text ?? '').length > max) refuse('TOO_LONG', [list, position, field], { max });
  };
  for (const [position, point] of (input.contactPoints ?? []).entries()) {
    tooLong('contactPoints', position, 'value', point.value, LIMITS.contactValue);
    tooLong('contactPoints', position, 'holderName', point.holderName, LIMITS.name);
    tooLong('contactPoints', position, 'holderTitle', point.holderTitle, LIMITS.jobTitle);
  }
  for (const [position, address] of (input.addresses ?? []).entries()) {
    tooLong('addresses', position, 'line', address.line, LIMITS.addressLine);
    tooLong('addresses', position, 'postalCode', address.postalCode, LIMITS.postalCode);
    for (const part of ['province', 'city', 'district'] as const)
      tooLong('addresses', position, part, address[part], LIMITS.addressPart);
  }
  for (const [position, identifier] of (input.identifiers ?? []).entries()) {
    tooLong('identifiers', position, 'value', identifier.value, LIMITS.identifierValue);
    tooLong('identifiers', position, 'issuer', identifier.issuer, LIMITS.identifierIssuer);
  }
  for (const field of fieldsNotForKind(kind, { ...input })) refuse('NOT_FOR_KIND', [field]);
  if (input.birthDate && input.birthDate > (await today(ctx))) refuse('DATE_FUTURE', ['birthDate']);
  const codes = CODED.some((field) => input[field]) ? await codesInUse(ctx.db) : undefined;
  for (const field of CODED) {
    const code = input[field];
    if (code && !codes?.get(field)?.has(code)) refuse('INVALID_CHOICE', [field]);
  }
  for (const [list, facts] of [
    ['contactPoints', document.contactPoints],
    ['identifiers', document.identifiers],
  ] as const) {
    for (const [position, fact] of (facts ?? []).entries()) {
      // Rule codes are error codes of their own.
      if (fact.matchKey === undefined) refuse((fact.problem ?? 'INVALID') as UserErrorCode, [list, position, 'value']);
    }
  }
  for (const [position, { validFrom, validTo }] of (document.identifiers ?? []).entries()) {
    if (validFrom && validTo && validTo < validFrom) refuse('PERIOD_REVERSED', ['identifiers', position, 'validTo']);
  }
  for (const [position, address] of (document.addresses ?? []).entries()) {
    if (![address.country, address.province, address.city, address.district, address.line].some(Boolean))
      refuse('REQUIRED', ['addresses', position, 'line']);
  }
  if (refusals.length > 0) throw new Refused(refusals);
}

/** The present day where the installation is. */
export async function today(ctx: Ctx): Promise<string> {
  return localTimeOf(ctx.now(), (await ctx.settings()).timeZone)
    .toISOString()
    .slice(0, 10);
}
