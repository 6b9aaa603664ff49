import { localTimeOf } from '../standardise/index.ts';
import { checkCharacter } from './check-character.ts';
import { largestSequence, type DatePart, type NumberPattern } from './pattern.ts';

/** What fills a pattern. */
export interface NumberContents {
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** IANA zone whose calendar gives the date part. */
  readonly zone: string;
  readonly sequence: number;
}

/** The date part of a number as the zone's calendar shows it. Sequences that restart with the date use it as their key. */
export function datePart(form: DatePart, instant: number, zone: string): string {
  const local = localTimeOf(instant, zone).toISOString();
  const year = local.slice(0, 4);
  return form
    .replace('yyyy', year)
    .replace('yy', year.slice(2))
    .replace('MM', local.slice(5, 7))
    .replace('dd', local.slice(8, 10));
}

// Any dash that a word processor makes of a hyphen, and marks that cannot be seen, such as zero-width spaces.
const BETWEEN_CHARACTERS = /[./_\s\p{Pd}\p{Cf}]/gu;

/** The number without separators, in capitals and half width: how numbers are compared. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replaceAll(BETWEEN_CHARACTERS, '').toUpperCase();
}

/** Writes a number with its separators and check character. Throws a RangeError when the sequence does not fit. */
export function formatNumber(pattern: NumberPattern, contents: NumberContents): string {
  const { sequence } = contents;
  if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence > largestSequence(pattern)) {
    throw new RangeError(`sequence ${sequence} does not fit ${pattern.source}`);
  }
  let written = '';
  for (const part of pattern.parts) {
    if (part.kind === 'text' || part.kind === 'separator') written += part.text;
    else if (part.kind === 'date') written += datePart(part.form, contents.instant, contents.zone);
    else if (part.kind === 'sequence') written += String(sequence).padStart(part.width, '0');
    else written += checkCharacter(plainNumber(written), pattern.checkSystem ?? 'MOD_37_36') ?? '';
  }
  return written;
}
