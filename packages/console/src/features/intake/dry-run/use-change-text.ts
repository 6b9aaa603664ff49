import { formatPhone } from '../../../platform/format/phone.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useEnumLabel } from '../../../platform/i18n/use-enum-label.ts';
import { useT } from '../../../platform/i18n/use-t.ts';

/**
 * A change that a dry run tells of (`birth_date: 1990-02-03 → 1990-03-02`) with the field in the user's words. What is no
 * such change, as the reason of a rejected row, stays as it is.
 */
export function useChangeText(): (change: string) => string {
  const label = useEnumLabel();
  const { t } = useT();
  const format = useFormat();
  // Values are told as they are kept: dates without words, phones with their country's number.
  const read = (text: string): string =>
    text
      .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, (date) => format.date(date))
      .replaceAll(/\+\d{7,15}\b/g, (phone) => formatPhone(phone));
  return (change) => {
    const match = /^([a-z_]+): (.*)$/su.exec(change);
    const [, field, rest] = match ?? [];
    if (field === undefined || rest === undefined) return change;
    const name = label('CustomerField', field.toUpperCase());
    const enumeration = field === 'kind' ? 'CustomerKind' : field === 'gender' ? 'Gender' : undefined;
    const isRead = field === 'birth_date' || field === 'phone';
    const text = enumeration
      ? rest.replaceAll(/[A-Z_]+/g, (code) => label(enumeration, code))
      : isRead
        ? read(rest)
        : rest;
    return name === field.toUpperCase() ? change : t('ui.pair', { name, value: text });
  };
}
