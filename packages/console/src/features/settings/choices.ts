import type { Locale } from '../../platform/i18n/use-t.ts';

/** A choice of a drop-down list. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

// Codes that name no place with telephones: unions, pseudo regions, the unknown one.
const NO_REGIONS = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Regions by ISO 3166-1 code, named in the language, those most used here first. */
export function regionChoices(locale: Locale): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const codes = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  const choices = codes.flatMap((value) => {
    const label = NO_REGIONS.has(value) ? undefined : names.of(value);
    return label ? [{ value, label: `${label} (${value})` }] : [];
  });
  return firstThenSorted(choices, ['CN', 'HK', 'MO', 'TW', 'US', 'GB', 'JP', 'KR', 'SG'], locale);
}

/** Currencies by ISO 4217 code, named in the language. */
export function currencyChoices(locale: Locale): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' });
  const choices = Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} ${names.of(value) ?? ''}`.trim(),
  }));
  return firstThenSorted(choices, ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY'], locale);
}

/** Time zones by IANA name. */
export function timeZoneChoices(present: string, locale: Locale): Choice[] {
  const zones = new Set([present, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return firstThenSorted(
    [...zones].map((value) => ({ value, label: value })),
    ['Asia/Shanghai', 'UTC'],
    locale,
  );
}

function firstThenSorted(choices: Choice[], first: readonly string[], locale: Locale): Choice[] {
  const rank = ({ value }: Choice): number => (first.includes(value) ? first.indexOf(value) : first.length);
  return choices.toSorted((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label, locale));
}
