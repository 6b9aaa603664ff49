import { apiNameOf, type CustomerField, type SourceDocument } from '@dossier/shared/facts';
import { refuse } from '../../../platform/graphql/refused.ts';
import type { Marks } from '../survivorship/marks.ts';
import {
  fieldOfContactPoint,
  isSingle,
  keyOfAddress,
  keyOfContactPoint,
  keyOfSingle,
} from '../survivorship/value-keys.ts';

interface ListItem {
  readonly primary?: boolean;
}

/**
 * Refuses what staff say against a pinned value (PINNED): whoever pinned it said why, so the pin has to be taken away first. Saying the
 * pinned value again, as a form does, is nothing against it.
 */
export function refusePinned(document: SourceDocument, marks: Marks): void {
  // Object.entries forgets that the keys are fields.
  for (const [field, fact] of Object.entries(document.fields) as [CustomerField, { value: string | null }][]) {
    const pin = marks.pinOf(field)?.content.fact;
    // Pins of such fields are single facts.
    if (pin && isSingle(field) && keyOfSingle(pin as typeof fact) !== keyOfSingle(fact))
      refuse('PINNED', ['input', apiNameOf(field)]);
  }
  for (const field of ['PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT'] as const) {
    const own = document.contactPoints?.filter(({ type }) => fieldOfContactPoint(type) === field);
    refuseOther(marks, field, own, keyOfContactPoint, 'contactPoints');
  }
  refuseOther(marks, 'ADDRESS', document.addresses, keyOfAddress, 'addresses');
}

function refuseOther<Item extends ListItem>(
  marks: Marks,
  field: CustomerField,
  wanted: readonly Item[] | undefined,
  keyOf: (item: Item) => string,
  input: string,
): void {
  const pin = marks.pinOf(field);
  if (!pin || !wanted) return;
  // A pin of a field holds a fact of that field.
  const key = keyOf(pin.content.fact as unknown as Item);
  const isOther = (item: Item) => keyOf(item) !== key && item.primary === true;
  if (!wanted.some((item) => keyOf(item) === key) || wanted.some(isOther)) refuse('PINNED', ['input', input]);
}
