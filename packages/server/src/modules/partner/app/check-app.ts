import { PARTNER_LIMITS as LIMITS } from '@dossier/shared/partner';
import { COUNTRY_CODES } from '@dossier/shared/standardise';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { z } from 'zod';
import { type Refusal, Refused } from '../../../platform/graphql/refused.ts';
import { isAddressRange } from '../credential/address-range.ts';
import { offeredIn } from '../scope/partner-schema.ts';
import type { PartnerAppInput, PartnerTermsInput } from './partner-app.input.ts';
import type { Terms } from './terms.ts';

/** What can be said of an app without anybody's approval. */
export interface AppDescription {
  readonly name: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly note: string | null;
}

type No = (code: Refusal['code'], name: string, params?: Refusal['params']) => void;

/**
 * Checks what was said of an app, all at once. Refuses REQUIRED, TOO_LONG, TOO_MANY, TOO_SMALL, TOO_LARGE, EMAIL_INVALID,
 * INVALID_CHOICE (region, fields), ADDRESS_RANGE_INVALID, PERIOD_REVERSED, SCOPE_INCOMPLETE.
 *
 * @param schema the whole schema: what of it is offered can be chosen
 */
export function checkApp(schema: GraphQLSchema, input: PartnerAppInput): { description: AppDescription; terms: Terms } {
  const refusals: Refusal[] = [];
  const no = (code: Refusal['code'], field: readonly string[], params?: Refusal['params']) =>
    refusals.push({ code, field: ['input', ...field], ...(params ? { params } : {}) });
  const ofApp: No = (code, name, params) => no(code, [name], params);
  const ofTerms: No = (code, name, params) => no(code, ['terms', name], params);
  const description = {
    name: text(ofApp, 'name', input.name, LIMITS.name),
    contactName: text(ofApp, 'contactName', input.contactName, LIMITS.contactName),
    contactEmail: input.contactEmail.trim(),
    note: input.note?.trim() || null,
  };
  if (!z.email().max(LIMITS.contactEmail).safeParse(description.contactEmail).success)
    ofApp('EMAIL_INVALID', 'contactEmail');
  if ((description.note ?? '').length > LIMITS.note) ofApp('TOO_LONG', 'note', { max: LIMITS.note });
  const terms = checkTerms(ofTerms, schema, input.terms);
  if (refusals.length > 0) throw new Refused(refusals);
  return { description, terms };
}

function checkTerms(no: No, schema: GraphQLSchema, input: PartnerTermsInput): Terms {
  const addresses = unique((input.addresses ?? []).map((one) => one.trim()).filter(Boolean));
  const wrong = addresses.find((one) => !isAddressRange(one));
  if (wrong !== undefined) no('ADDRESS_RANGE_INVALID', 'addresses', { range: wrong.slice(0, 50) });
  if (addresses.length > LIMITS.addresses) no('TOO_MANY', 'addresses', { max: LIMITS.addresses });
  if (!COUNTRY_CODES.includes(input.region)) no('INVALID_CHOICE', 'region');
  if (input.purposes.length === 0) no('REQUIRED', 'purposes');
  if (input.contractTo < input.contractFrom) no('PERIOD_REVERSED', 'contractTo');
  for (const name of ['burst', 'perDay'] as const) {
    if (input[name] < LIMITS[name].min) no('TOO_SMALL', name, { min: LIMITS[name].min });
    if (input[name] > LIMITS[name].max) no('TOO_LARGE', name, { max: LIMITS[name].max });
  }
  checkFields(no, schema, input.fields);
  return {
    company: text(no, 'company', input.company, LIMITS.company),
    region: input.region,
    purposes: unique(input.purposes).toSorted(),
    fields: unique(input.fields).toSorted(),
    addresses: addresses.toSorted(),
    contractFrom: input.contractFrom,
    contractTo: input.contractTo,
    risk: input.risk,
    burst: input.burst,
    perDay: input.perDay,
  };
}

// A way in, something of customers, and of whatever holds objects something that is in them.
function checkFields(no: No, schema: GraphQLSchema, fields: readonly string[]): void {
  const offered = new Map(offeredIn(schema).map((one) => [one.coordinate, one.type]));
  const isChosen = (type: string) => fields.some((field) => field.startsWith(`${type}.`));
  if (!isChosen('Query') || !isChosen('Customer')) no('REQUIRED', 'fields');
  if (!fields.every((field) => offered.has(field))) no('INVALID_CHOICE', 'fields');
  for (const field of fields) {
    const type = offered.get(field);
    // The frame of lists is given to all.
    if (!isObjectType(type) || field.startsWith('Query.') || isChosen(type.name)) continue;
    no('SCOPE_INCOMPLETE', 'fields', { field, type: type.name });
  }
}

function text(no: No, name: string, value: string, max: number): string {
  const trimmed = value.trim();
  if (trimmed === '') no('REQUIRED', name);
  if (trimmed.length > max) no('TOO_LONG', name, { max });
  return trimmed;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
