import type { AddressFact, CustomerField } from '@dossier/shared/facts';
import { byRule } from '../survivorship/belief.ts';
import type { Said, Statement } from '../survivorship/fold-records.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';

type TextFact = Said<{ value: string | null; raw?: string; problem?: string }>;

const CONTACT_TYPES: Partial<Record<CustomerField, string>> = {
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  WECHAT: 'WECHAT',
  OTHER_CONTACT: 'OTHER',
};
const PLACES = { COUNTRY: 'country', PROVINCE: 'province', CITY: 'city', DISTRICT: 'district' } as const;

/** What the sources say about a field that is a list, or a part of an address, most believed first. */
export function listFacts(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
  field: CustomerField,
): TextFact[] {
  return statements
    .flatMap((statement) => said(statement, field))
    .toSorted((a, b) => byRule(field, rules)(a, b) || a.position - b.position);
}

function said(statement: Statement, field: CustomerField): TextFact[] {
  const type = CONTACT_TYPES[field];
  if (type) return statement.contactPoints.filter(({ fact }) => fact.type === type);
  if (field === 'IDENTIFIER') return [...statement.identifiers];
  if (field === 'TAGS') return statement.tags.map((tag) => ({ ...tag, fact: { value: tag.fact } }));
  if (field === 'ADDRESS')
    return statement.addresses.map((address) => ({
      ...address,
      fact: { ...address.fact, value: addressText(address.fact) },
    }));
  if (!(field in PLACES)) return [];
  // Checked just above.
  const place = PLACES[field as keyof typeof PLACES];
  return statement.addresses.flatMap((address) => {
    const value = address.fact[place];
    return value === undefined ? [] : [{ ...address, fact: { value } }];
  });
}

/** An address in one line. */
export function addressText(address: AddressFact): string {
  const parts = [
    address.province,
    address.city === address.province ? undefined : address.city,
    address.district,
    address.line,
  ];
  const isChinese = address.country === undefined || address.country === 'CN';
  return (isChinese ? parts : parts.toReversed()).filter(Boolean).join(isChinese ? '' : ', ');
}
