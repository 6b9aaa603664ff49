import type { CustomerField } from '../../../gql/graphql.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useEnumLabel } from '../../../platform/i18n/use-enum-label.ts';
import { useCodes } from '../use-codes.ts';
import { factKind } from './fact-groups.ts';

/** How a field's value reads: the label of a code, a date in the user's way, else the value; without one the text as it came. */
export function useFactText(): (field: CustomerField, value: string | null, raw?: string | null) => string {
  const label = useEnumLabel();
  const codes = useCodes();
  const format = useFormat();
  return (field, value, raw) => {
    if (value === null) return raw ?? '—';
    const { code, enumeration, isDate } = factKind(field);
    if (code) return codes.label(code, value);
    return enumeration ? label(enumeration, value) : isDate ? format.date(value) : value;
  };
}
