import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { isFiller } from './filler.ts';

/** ASCII without control characters and without leading, trailing or double spaces: nothing to do. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
/** Marks that are never seen: zero-width, direction marks, byte order mark, soft hyphen, tags; joiners stay (emoji, Persian). */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this finds
const BLANKS = /[\s\x00-\x1f\x7f-\x9f\u2800\u3164\uffa0]+/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this finds
const BLANKS_IN_LINE = /[^\S\n]+|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2800\u3164\uffa0]+/g;

/** Text on one line: composed (NFC), without unseen marks and control characters, any run of white space one space, trimmed. */
export function cleanText(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw.toWellFormed().normalize('NFC').replace(UNSEEN, '').replace(BLANKS, ' ').trim();
}

/** As {@link cleanText}, but keeps line breaks (at most one blank line in a row). */
export function cleanLines(raw: string): string {
  return raw
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(BLANKS_IN_LINE, ' ')
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * Text in its compatible form (Unicode NFKC): full-width letters, digits and punctuation become ASCII, half-width katakana and
 * radicals become ordinary characters. For codes, numbers, dates and names; not for free text, whose punctuation it would change.
 */
export function toHalfWidth(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw.toWellFormed().normalize('NFKC').replace(UNSEEN, '').replace(BLANKS, ' ').trim();
}

/** Limits of {@link standardiseText}. */
export interface TextOptions {
  /** Most characters (UTF-16 units) allowed; longer text is invalid. */
  readonly max?: number;
  /** Keep line breaks, as in a note. */
  readonly lines?: boolean;
}

/** Free text. Fillers mean nothing; text over the limit breaks `TEXT_TOO_LONG`. */
export function standardiseText(raw: string, options: TextOptions = {}): Standardised<string> {
  const text = options.lines ? cleanLines(raw) : cleanText(raw);
  if (isFiller(text)) return EMPTY;
  return options.max !== undefined && text.length > options.max ? invalid('TEXT_TOO_LONG') : ok(text);
}
