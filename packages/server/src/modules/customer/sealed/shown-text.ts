import { type CustomerField, FIELD_CLASSES } from '@dossier/shared/facts';
import { type Mask, masked } from '../../../platform/policy/masks.ts';
import { Shielded } from '../../../platform/policy/shielded.ts';

/** How lists mask the values of fields; a personal field without a mask is hidden, what is not personal is shown. */
const MASKS: Readonly<Partial<Record<CustomerField, Mask>>> = {
  NAME: 'name',
  FAMILY_NAME: 'name',
  PHONE: 'contact',
  EMAIL: 'contact',
  WECHAT: 'contact',
  OTHER_CONTACT: 'contact',
};

/** The value of a field in a row that holds one of any field: masked as that field's own place in the API masks it. */
export function shieldedValue(field: CustomerField, text: string | null): Shielded {
  return new Shielded((level) => {
    // A sensitive value stands in no list: revealing it is a question of its own.
    if (text === null || FIELD_CLASSES[field] === 'SENSITIVE') return null;
    if (level === 'FULL' || FIELD_CLASSES[field] !== 'PERSONAL') return text;
    const mask = MASKS[field];
    return mask ? masked(mask, text) : null;
  });
}
