import { CHOSEN_FIELDS, type CustomerField } from '@dossier/shared/facts';
import { addressText } from '../source/list-facts.ts';
import type { Golden } from '../survivorship/choose.ts';
import {
  fieldOfContactPoint,
  isSingle,
  keyOfAddress,
  keyOfContactPoint,
  keyOfIdentifier,
} from '../survivorship/value-keys.ts';

/** What a field shows: its value, or of a list the one to use. */
export interface ShownValue {
  /** Differs when what is shown does. */
  readonly key: string;
  readonly text: string | null;
}

const NOTHING: ShownValue = { key: '', text: null };

/** What a customer shows of a field that rules choose. Of identity documents only which there are, in their order. */
export function shownValue(golden: Golden, field: CustomerField): ShownValue {
  if (isSingle(field)) {
    const text = golden.values.get(field)?.fact.value ?? null;
    return { key: text ?? '', text };
  }
  if (field === 'ADDRESS') {
    const address = golden.addresses.find(({ primary }) => primary)?.fact;
    return address ? { key: keyOfAddress(address), text: addressText(address) } : NOTHING;
  }
  if (field === 'IDENTIFIER')
    return { key: golden.identifiers.map(({ fact }) => keyOfIdentifier(fact)).join('\n'), text: null };
  const point = golden.contactPoints.find(({ fact, primary }) => primary && fieldOfContactPoint(fact.type) === field);
  return point ? { key: keyOfContactPoint(point.fact), text: point.fact.value } : NOTHING;
}

/** The fields of which two choices show different values. */
export function differingFields(a: Golden, b: Golden): CustomerField[] {
  return CHOSEN_FIELDS.filter((field) => shownValue(a, field).key !== shownValue(b, field).key);
}
