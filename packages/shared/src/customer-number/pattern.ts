import { z } from 'zod';
import type { CheckSystem } from './check-character.ts';

/** The date forms a number can hold. */
export const DATE_PARTS = ['yyyyMMdd', 'yyMMdd', 'yyyyMM', 'yyMM', 'yyyy', 'yy'] as const;

/** One of {@link DATE_PARTS}. */
export type DatePart = (typeof DATE_PARTS)[number];

/** One piece of a number, from left to right. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'separator'; readonly text: string }
  | { readonly kind: 'date'; readonly form: DatePart }
  | { readonly kind: 'sequence'; readonly width: number }
  | { readonly kind: 'check' };

/** A read number pattern. */
export interface NumberPattern {
  /** The text it was read from: `C{yyyyMMdd}-{seq:6}{check}`. */
  readonly source: string;
  readonly parts: readonly PatternPart[];
  /** MOD 11,10 when every character is a digit, else MOD 37,36; undefined without a check character. */
  readonly checkSystem: CheckSystem | undefined;
}

const LONGEST_NUMBER = 32;
const PART = /\{(?:(seq):(\d{1,2})|(check)|([A-Za-z]+))\}|([A-Za-z0-9]+)|([-./_ ]+)/y;

function readPart(match: RegExpExecArray): PatternPart | undefined {
  const [, sequence, width, check, date, text, separator] = match;
  if (sequence !== undefined) return { kind: 'sequence', width: Number(width) };
  if (check !== undefined) return { kind: 'check' };
  if (date !== undefined) {
    const form = DATE_PARTS.find((known) => known === date);
    return form ? { kind: 'date', form } : undefined;
  }
  if (text !== undefined) return { kind: 'text', text: text.toUpperCase() };
  return separator === undefined ? undefined : { kind: 'separator', text: separator };
}

function readParts(source: string): readonly PatternPart[] | undefined {
  const parts: PatternPart[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < source.length) {
    const match = PART.exec(source);
    const part = match ? readPart(match) : undefined;
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}

/** How many characters a number of these parts has, separators included. */
export function numberLength(parts: readonly PatternPart[]): number {
  let length = 0;
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'separator') length += part.text.length;
    else if (part.kind === 'date') length += part.form.length;
    else length += part.kind === 'sequence' ? part.width : 1;
  }
  return length;
}

function problemOf(parts: readonly PatternPart[] | undefined): string | undefined {
  if (!parts)
    return 'unknown part; known are {yyyyMMdd} {yyMMdd} {yyyyMM} {yyMM} {yyyy} {yy} {seq:N} {check}, letters, digits and - . / _';
  const sequences = parts.filter((part) => part.kind === 'sequence');
  if (sequences.length !== 1) return 'exactly one {seq:N} is needed';
  const width = sequences[0]?.kind === 'sequence' ? sequences[0].width : 0;
  if (width < 3 || width > 12) return 'the sequence is 3 to 12 digits wide';
  if (parts.filter((part) => part.kind === 'date').length > 1) return 'one date part at most';
  const check = parts.findIndex((part) => part.kind === 'check');
  if (check !== -1 && check !== parts.length - 1) return '{check} stands last';
  if (parts[0]?.kind === 'separator' || parts.at(-1)?.kind === 'separator') return 'a separator stands between parts';
  return numberLength(parts) > LONGEST_NUMBER ? `a number has at most ${LONGEST_NUMBER} characters` : undefined;
}

/**
 * Reads the text form of a number pattern: letters and digits as they are (capitals), `{yyyyMMdd}` and shorter dates, `{seq:N}`, `{check}`
 * last, and separators `- . / _` and space, which belong to the writing only.
 */
export const numberPatternSchema = z
  .string()
  .trim()
  .max(100)
  .transform((source, context): NumberPattern => {
    const parts = readParts(source);
    const problem = problemOf(parts);
    if (!parts || problem !== undefined) {
      context.addIssue({
        code: 'custom',
        message: 'NUMBER_PATTERN_INVALID',
        params: { code: 'NUMBER_PATTERN_INVALID', reason: problem },
      });
      return z.NEVER;
    }
    const numeric = parts.every((part) => part.kind !== 'text' || /^\d+$/.test(part.text));
    const checked = parts.at(-1)?.kind === 'check';
    return { source, parts, checkSystem: checked ? (numeric ? 'MOD_11_10' : 'MOD_37_36') : undefined };
  });

/** The pattern of a text; throws zod's error for a text that is none. */
export function numberPattern(source: string): NumberPattern {
  return numberPatternSchema.parse(source);
}

/** The largest sequence number a pattern can write. */
export function largestSequence(pattern: NumberPattern): number {
  const part = pattern.parts.find((found) => found.kind === 'sequence');
  return part?.kind === 'sequence' ? 10 ** part.width - 1 : 0;
}
