import type { Locale } from '../i18n/use-t.ts';

/** What is shown for a value that is missing. */
export const MISSING = '—';

/** A count or figure with the language's grouping; `—` for a missing one. */
export function formatNumber(value: number | null | undefined, locale: Locale, digits = 0): string {
  if (value === null || value === undefined || Number.isNaN(value)) return MISSING;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** A large figure in short: 万 and 亿 in Chinese, K, M and B in English; up to 9,999 it is written out. */
export function formatCompact(value: number | null | undefined, locale: Locale): string {
  if (value === null || value === undefined || Number.isNaN(value)) return MISSING;
  if (Math.abs(value) < 10_000) return formatNumber(value, locale, 1);
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

const SHORT: Readonly<Record<Locale, readonly (readonly [size: number, unit: string])[]>> = {
  'zh-CN': [
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ],
};

/** Figures of one scale in short, all in the unit that suits the largest of them: 5K, 10K, 15K rather than 5,000, 10K, 15K. */
export function formatLike(value: number, largest: number, locale: Locale): string {
  const [size, unit] = (largest < 10_000 ? undefined : SHORT[locale].find(([least]) => largest >= least)) ?? [1, ''];
  return value === 0 ? '0' : `${formatNumber(value / size, locale, size === 1 ? 1 : 2)}${unit}`;
}

/** A share (0 to 1) in per cent; 0 and 100 % only when it is exactly that, otherwise "< 0.1%" and "> 99.9%". */
export function formatShare(share: number | null | undefined, locale: Locale): string {
  if (share === null || share === undefined || Number.isNaN(share)) return MISSING;
  const written = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  if (share > 0 && share < 0.001) return `< ${written.format(0.001)}`;
  if (share > 0.999 && share < 1) return `> ${written.format(0.999)}`;
  return written.format(share);
}

/** Bytes in KB, MB, GB (1024). Accepts the API's decimal text. */
export function formatBytes(bytes: string | number | null | undefined, locale: Locale): string {
  if (bytes === null || bytes === undefined) return MISSING;
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = Number(bytes);
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${formatNumber(size, locale, size < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}
