import { hasRightCheck } from './check-character.ts';
import { plainNumber } from './format-number.ts';
import type { DatePart, NumberPattern, PatternPart } from './pattern.ts';

/** What a typed text is under a pattern. */
export type NumberVerdict =
  /** A well-formed number with the right check character, in its canonical writing and without separators. */
  | { readonly state: 'OK'; readonly number: string; readonly plain: string }
  /** The right form, but the check character (or the date) is wrong: mistyped. `suggestions` are numbers one slip away. */
  | { readonly state: 'MISTYPED'; readonly suggestions: readonly string[] }
  | { readonly state: 'NOT_A_NUMBER' };

const MOST_SUGGESTIONS = 5;
const NOT_A_NUMBER: NumberVerdict = { state: 'NOT_A_NUMBER' };

function partPattern(part: PatternPart, checkSystem: NumberPattern['checkSystem']): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'separator') return '';
  if (part.kind === 'date') return `\\d{${part.form.length}}`;
  if (part.kind === 'sequence') return `\\d{${part.width}}`;
  return checkSystem === 'MOD_11_10' ? '\\d' : '[0-9A-Z]';
}

function isPossibleDate(form: DatePart, digits: string): boolean {
  const month = form.indexOf('MM');
  const day = form.indexOf('dd');
  if (month >= 0 && !/^(?:0[1-9]|1[0-2])$/.test(digits.slice(month, month + 2))) return false;
  return day < 0 || /^(?:0[1-9]|[12]\d|3[01])$/.test(digits.slice(day, day + 2));
}

function hasPossibleDate(pattern: NumberPattern, plain: string): boolean {
  let position = 0;
  for (const part of pattern.parts) {
    if (part.kind === 'date') return isPossibleDate(part.form, plain.slice(position, position + part.form.length));
    if (part.kind === 'text') position += part.text.length;
    if (part.kind === 'sequence') position += part.width;
  }
  return true;
}

/** A plain number in the pattern's own writing, separators in their places. */
export function writtenNumber(pattern: NumberPattern, plain: string): string {
  let written = '';
  let position = 0;
  for (const part of pattern.parts) {
    if (part.kind === 'separator') {
      written += part.text;
      continue;
    }
    const length =
      part.kind === 'text'
        ? part.text.length
        : part.kind === 'date'
          ? part.form.length
          : part.kind === 'sequence'
            ? part.width
            : 1;
    written += plain.slice(position, position + length);
    position += length;
  }
  return written;
}

function isRight(pattern: NumberPattern, plain: string, form: RegExp): boolean {
  if (!form.test(plain) || !hasPossibleDate(pattern, plain)) return false;
  return pattern.checkSystem === undefined || hasRightCheck(plain, pattern.checkSystem);
}

/** All texts one exchange of neighbours away, then all one wrong character away (letters that look like digits first). */
function* oneSlipAway(plain: string, alphabet: string): Generator<string> {
  for (let i = 0; i + 1 < plain.length; i += 1) {
    const [left, right] = [plain.charAt(i), plain.charAt(i + 1)];
    if (left !== right) yield plain.slice(0, i) + right + left + plain.slice(i + 2);
  }
  for (let i = 0; i < plain.length; i += 1) {
    for (const character of alphabet) {
      if (character !== plain.charAt(i)) yield plain.slice(0, i) + character + plain.slice(i + 1);
    }
  }
}

/** Letters typed for digits: O for 0, I or L for 1, in places where only a digit can stand. */
function digitsForLetters(plain: string, form: RegExp): string {
  if (form.test(plain)) return plain;
  const read = plain.replaceAll(/[OIL]/g, (letter) => (letter === 'O' ? '0' : '1'));
  return form.test(read) ? read : plain;
}

/**
 * Judges a typed text: separators, case and width do not matter; O, I and L are read as digits where digits must stand. A
 * text of the pattern's form whose check character or date is wrong is MISTYPED, with the numbers (at most five; exchanges of
 * neighbours first) that one slip would explain; the caller offers those that exist.
 */
export function checkNumber(pattern: NumberPattern, text: string): NumberVerdict {
  const form = new RegExp(`^${pattern.parts.map((part) => partPattern(part, pattern.checkSystem)).join('')}$`);
  const plain = digitsForLetters(plainNumber(text), form);
  if (isRight(pattern, plain, form)) return { state: 'OK', number: writtenNumber(pattern, plain), plain };
  const alphabet = pattern.checkSystem === 'MOD_37_36' ? '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ' : '0123456789';
  const nearly = form.test(plain) || formLength(pattern) === plain.length;
  if (!nearly || pattern.checkSystem === undefined) return NOT_A_NUMBER;
  const suggestions: string[] = [];
  for (const candidate of oneSlipAway(plain, alphabet)) {
    if (suggestions.length >= MOST_SUGGESTIONS) break;
    if (!isRight(pattern, candidate, form)) continue;
    const written = writtenNumber(pattern, candidate);
    if (!suggestions.includes(written)) suggestions.push(written);
  }
  return form.test(plain) || suggestions.length > 0 ? { state: 'MISTYPED', suggestions } : NOT_A_NUMBER;
}

function formLength(pattern: NumberPattern): number {
  return pattern.parts.reduce((length, part) => {
    if (part.kind === 'separator') return length;
    if (part.kind === 'text') return length + part.text.length;
    return length + (part.kind === 'date' ? part.form.length : part.kind === 'sequence' ? part.width : 1);
  }, 0);
}

/** What a typed text can mean when numbers of several patterns exist. */
export interface NumberReading {
  /** The numbers that it can be, each in the writing of its pattern; the present pattern's first. */
  readonly numbers: readonly string[];
  /** No pattern takes it, but it is a slip away from one. */
  readonly isMistyped: boolean;
  /** When mistyped: numbers one slip away. Some of them may never have been given. */
  readonly suggestions: readonly string[];
}

/**
 * Reads a typed text by every pattern that numbers were ever made by, the present one first: an old number stays valid when
 * the pattern changes, however it is written.
 */
export function readNumber(patterns: readonly NumberPattern[], text: string): NumberReading {
  const verdicts = patterns.map((pattern) => checkNumber(pattern, text));
  const numbers = [...new Set(verdicts.flatMap((verdict) => (verdict.state === 'OK' ? [verdict.number] : [])))];
  if (numbers.length > 0) return { numbers, isMistyped: false, suggestions: [] };
  const mistyped = verdicts.filter((verdict) => verdict.state === 'MISTYPED');
  return {
    numbers,
    isMistyped: mistyped.length > 0,
    suggestions: [...new Set(mistyped.flatMap(({ suggestions }) => suggestions))],
  };
}
