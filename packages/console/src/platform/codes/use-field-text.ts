import type { CustomerField } from '../../gql/graphql.ts';
import { formatPhone } from '../format/phone.ts';
import { useFormat } from '../format/use-format.ts';
import { useEnumLabel } from '../i18n/use-enum-label.ts';
import type { CodeLists } from './use-code-lists.ts';

const CODES: Partial<Record<CustomerField, string>> = {
  STAGE: 'stage',
  GRADE: 'grade',
  INDUSTRY: 'industry',
  SIZE: 'size',
};

/** How a field's value reads: the label of a code, a date in the user's way, a phone in its national form, else the value; without one the text as it came. */
export function useFieldText(
  codes: CodeLists,
): (field: CustomerField, value: string | null, raw?: string | null) => string {
  const label = useEnumLabel();
  const format = useFormat();
  return (field, value, raw) => {
    if (value === null) return raw ?? '—';
    const code = CODES[field];
    if (code) return codes.label(code, value);
    if (field === 'GENDER') return label('Gender', value);
    if (field === 'KIND') return label('CustomerKind', value);
    if (field === 'PHONE') return formatPhone(value);
    return field === 'BIRTH_DATE' ? format.date(value) : value;
  };
}
