import type { RuleCode } from '../error/index.ts';
import { dateParts, type DateFormOptions, type DateOrder, type DateParts } from './date-forms.ts';
import { isFiller } from './filler.ts';
import { isDay, localDate, type LocalDate } from './local-date.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';
import { takeTime } from './time-of-day.ts';

/** How to read dates. */
export interface DateOptions extends DateFormOptions {
  /** Two-digit years become the last such year up to this one; for birth dates the present year. Default 2029, as in spreadsheets. */
  readonly latestYear?: number;
}

/** Longer text is no date. */
export const LONGEST_DATE = 100;
/** Placeholders that programs write for "no date". */
const NO_DATE =
  /^(?:0000-00-00|0000\/00\/00|00000000|0+|1900-01-00|0001-01-01|1900\/1\/0|0001\/1\/1|1\/1\/0001|--)(?:[ T].*)?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const DEFAULT_LATEST_YEAR = 2029;

/** The full year for a two-digit one. */
export function fullYear(short: number, latestYear: number): number {
  return latestYear - ((((latestYear - short) % 100) + 100) % 100);
}

/** The day of date parts with its warnings, or the rule they break. */
export function dayOf(parts: DateParts, latestYear: number): { date?: LocalDate; warnings: readonly RuleCode[] } {
  const year = parts.shortYear ? fullYear(parts.year, latestYear) : parts.year;
  const warnings: RuleCode[] = [];
  if (parts.ambiguous) warnings.push('DATE_AMBIGUOUS');
  if (parts.shortYear) warnings.push('DATE_CENTURY_ASSUMED');
  return { date: localDate(year, parts.month, parts.day), warnings };
}

/**
 * A day in any of the forms people use: ISO, `2024/3/5`, `5.3.2024`, `03/05/2024` (order told, or warned `DATE_AMBIGUOUS`), `20240305`,
 * 2024年3月5日, 二〇二四年三月五日, 民国113年, month names, Excel serials, two-digit years (warned). A time of day is dropped. A day the
 * calendar does not have breaks `DATE_IMPOSSIBLE`; a year or month alone breaks `DATE_INCOMPLETE`.
 */
export function standardiseDate(raw: string, options: DateOptions = {}): Standardised<LocalDate> {
  const iso = ISO.exec(raw);
  if (iso && isDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))) return raw === '0001-01-01' ? EMPTY : ok(raw);
  if (raw.length > LONGEST_DATE) return invalid('DATE_INVALID');
  const text = toHalfWidth(raw).replace(/^['"]|['"]$/g, '');
  if (isFiller(text) || NO_DATE.test(text)) return EMPTY;
  const parts = dateParts(takeTime(text).date, options);
  if (parts === 'INCOMPLETE') return invalid('DATE_INCOMPLETE');
  if (parts === 'UNREAD') return invalid('DATE_INVALID');
  const { date, warnings } = dayOf(parts, options.latestYear ?? DEFAULT_LATEST_YEAR);
  return date === undefined ? invalid('DATE_IMPOSSIBLE') : ok(date, warnings);
}

/** What a column's values say about the order of day and month. */
export interface InferredDateOrder {
  readonly order?: DateOrder;
  /** Values that fit one order only; 0 when the column leaves it open. */
  readonly evidence: number;
  /** Values that contradict the order found. */
  readonly against: number;
}

/** Infers the order of `a/b/c` dates from a column: one value over 12 in a place decides it. */
export function inferDateOrder(values: Iterable<string>): InferredDateOrder {
  const votes: Record<DateOrder, number> = { YMD: 0, DMY: 0, MDY: 0 };
  for (const value of values) {
    const match = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d{2})\b/.exec(toHalfWidth(value));
    if (!match) continue;
    const [a, b] = [Number(match[1]), Number(match[2])];
    if (a > 31 && match[3]?.length === 2) votes.YMD += 1;
    else if (a > 12 && a <= 31 && b <= 12) votes.DMY += 1;
    else if (b > 12 && b <= 31 && a <= 12) votes.MDY += 1;
  }
  // With years first, a day in second place is no evidence: YMD needs one clear value only.
  const order: DateOrder = votes.YMD > 0 ? 'YMD' : votes.DMY >= votes.MDY ? 'DMY' : 'MDY';
  const evidence = votes[order];
  if (evidence === 0) return { evidence: 0, against: 0 };
  return { order, evidence, against: order === 'YMD' ? votes.MDY : votes[order === 'DMY' ? 'MDY' : 'DMY'] };
}
