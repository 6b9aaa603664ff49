import { useEnumLabel } from '../../../platform/i18n/use-enum-label.ts';

/**
 * A change that a dry run tells of (`birth_date: 1990-02-03 → 1990-03-02`) with the field in the user's words. What is no
 * such change, as the reason of a rejected row, stays as it is.
 */
export function useChangeText(): (change: string) => string {
  const label = useEnumLabel();
  return (change) => {
    const match = /^([a-z_]+): (.*)$/su.exec(change);
    const [, field, rest] = match ?? [];
    if (field === undefined || rest === undefined) return change;
    const name = label('CustomerField', field.toUpperCase());
    const enumeration = field === 'kind' ? 'CustomerKind' : field === 'gender' ? 'Gender' : undefined;
    const text = enumeration ? rest.replaceAll(/[A-Z_]+/g, (code) => label(enumeration, code)) : rest;
    return name === field.toUpperCase() ? change : `${name}: ${text}`;
  };
}
