import { isFiller } from './filler.ts';
import { spreadsheetDigits } from './spreadsheet-number.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/**
 * An id of another system (customer id, order number). Numbers that a spreadsheet rewrote get their digits back (`17850.0`,
 * `1.785E+4` → `17850`); leading zeros and letters stay; a leading apostrophe of a spreadsheet's text cell goes. A number with cut digits breaks `DIGITS_LOST`.
 */
export function standardiseExternalId(raw: string): Standardised<string> {
  if (/^[\dA-Za-z_-]*\d[\dA-Za-z_-]*$/.test(raw) && !/\d[eE]\d/.test(raw)) return ok(raw);
  const text = toHalfWidth(raw)
    .replace(/^['\u2018\u2019`](?=\w)/, '')
    .replace(/^="?(\w+)"?$/, '$1');
  if (isFiller(text)) return EMPTY;
  // 12E4 may be a code; only the form spreadsheets write (with a sign) is read as a number.
  if (!/^\d+$|\.0+$|[eE]\+/.test(text)) return ok(text);
  const read = spreadsheetDigits(text);
  if (read.form === 'lost') return invalid('DIGITS_LOST');
  return ok(read.form === 'digits' ? read.digits : text);
}
