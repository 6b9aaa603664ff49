import { type NumberPattern, readNumber } from '../customer-number/index.ts';
import { foldName, standardiseEmail, standardisePhone, toHalfWidth } from '../standardise/index.ts';

/** One way to read what somebody typed into the search box. */
export type QueryReading =
  | { readonly kind: 'CUSTOMER_NUMBER'; readonly number: string }
  | { readonly kind: 'MISTYPED_CUSTOMER_NUMBER'; readonly suggestions: readonly string[] }
  | { readonly kind: 'PHONE'; readonly e164: string }
  | { readonly kind: 'PHONE_TAIL'; readonly digits: string }
  | { readonly kind: 'EMAIL'; readonly comparable: string }
  | { readonly kind: 'EXTERNAL_ID'; readonly value: string }
  | { readonly kind: 'NAME'; readonly text: string };

/** What the reader needs to know of the installation. */
export interface ClassifyOptions {
  /** Country of national phone numbers (ISO 3166); default CN. */
  readonly region?: string;
  /** Every pattern that customer numbers were ever made by, the present one first. */
  readonly patterns?: readonly NumberPattern[];
}

const LONGEST_QUERY = 200;

/**
 * The readings of a typed query, likeliest first; look each up and show what is found. Empty for blank text. Four digits are the end of
 * a phone number; a text with a digit and without Chinese characters may be an id of another system; anything with a letter or
 * digit may be part of a name.
 */
export function classifyQuery(query: string, options: ClassifyOptions = {}): readonly QueryReading[] {
  const text = toHalfWidth(query.slice(0, LONGEST_QUERY));
  const readings: QueryReading[] = [];
  if (text === '') return readings;
  const read = readNumber(options.patterns ?? [], text);
  for (const number of read.numbers) readings.push({ kind: 'CUSTOMER_NUMBER', number });
  if (text.includes('@')) {
    const email = standardiseEmail(text);
    if (email.state === 'ok') readings.push({ kind: 'EMAIL', comparable: email.value.comparable });
  }
  const digits = text.replaceAll(/[\s().+-]/g, '');
  const numeric = /^\d+$/.test(digits);
  if (numeric && digits.length >= 5) {
    const phone = standardisePhone(text, { region: options.region });
    if (phone.state === 'ok') readings.push({ kind: 'PHONE', e164: phone.value.e164 });
  }
  if (/^\d{4}$/.test(text)) readings.push({ kind: 'PHONE_TAIL', digits: text });
  if (/\d/.test(text) && text.length <= 64 && !/[\s\p{Script=Han}]/u.test(text))
    readings.push({ kind: 'EXTERNAL_ID', value: text });
  if (read.isMistyped) readings.push({ kind: 'MISTYPED_CUSTOMER_NUMBER', suggestions: read.suggestions });
  if (foldName(text) !== '' && !text.includes('@')) readings.push({ kind: 'NAME', text });
  return readings;
}
