import type { RuleCode } from '../error/index.ts';
import { isFiller } from './filler.ts';
import { readPhone, readQuickly, type PhoneNumber } from './phone-number.ts';
import { spreadsheetDigits } from './spreadsheet-number.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** How to read phone numbers. */
export interface PhoneOptions {
  /** ISO 3166 code of the country that national numbers belong to; default CN. */
  readonly region?: string;
}

type Part = PhoneNumber | { readonly rule: RuleCode };

const EXTENSION =
  /[\s,;(-]*(?:\u8f6c|\u8f49|\u5206\u673a\u53f7?|\u5206\u6a5f|\u5185\u7ebf|\u5167\u7dda|extension|extn?|ext|\u0434\u043e\u0431|x|#|;ext=)[.:\s=]*(\d{1,7})\)?$/i;
const BRACKETS = /\s*[([{\u3010]([^()[\]{}\u3010\u3011]*)[)\]}\u3011]/g;
/** Digits in groups: a cell that can hold one number only, when it is one. */
const ONE_NUMBER = /^\+?\d+(?:[ -]\d+)*$/;
/** Longer text is no list of phone numbers, and not worth the search. */
const LONGEST_CELL = 500;
const HAN = /\p{Script=Han}/u;
const LABELLED_NUMBERS = /\D*?\+?[\d(][\d\s().+-]{6,}\d/g;
const NUMBERS_WITH_REMARK = /\D*?\+?[\d(][\d\s().+-]{6,}\d\p{Script=Han}*/gu;
const SEPARATORS = /[\u3001,;|\n\u3002]+|\s*(?:\/|\\|&|\u6216\u8005?|\u548c|\u53ca|\bor\b|\band\b)\s*/i;
/** Digits and the marks people put between them. */
const NUMBER_INSIDE = /\+?[\d(][\d\s().\-\u00b7_~*\u2010-\u2015\u2212]*/;

function countDigits(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}

/** One part of a cell: label, number, extension, remark. */
function readPart(part: string, region: string, outerNote: string): Part | undefined {
  let text = part.trim();
  let extension: string | undefined;
  const extended = EXTENSION.exec(text);
  if (extended && countDigits(text.slice(0, extended.index)) >= 4) {
    extension = extended[1];
    text = text.slice(0, extended.index);
  }
  const found = NUMBER_INSIDE.exec(text);
  if (!found) return undefined;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  const number = found[0].replaceAll(/[\u00b7_~*\u2010-\u2015\u2212]/g, '-').replaceAll(/^[\s.-]+|[\s.(-]+$/g, '');
  // Letters inside digits (138O0138000) are a slip, not a remark.
  if (/\d/.test(after)) return { rule: 'PHONE_INVALID' };
  let read = readPhone(number, region);
  if ('rule' in read) {
    const dashed = /^(.*\d)-(\d{2,6})$/.exec(number);
    const head = dashed?.[1] && countDigits(dashed[1]) >= 9 ? readPhone(dashed[1], region) : undefined;
    if (!dashed || !head || 'rule' in head) return read;
    read = { ...head, extension: dashed[2] };
  }
  const note = [before, after, outerNote]
    .map((piece) => piece.replaceAll(/^[\s:.,-]+|[\s:.,-]+$/g, ''))
    .filter(Boolean)
    .join(' ');
  if (extension === undefined && note === '') return read;
  return { ...read, ...(extension === undefined ? {} : { extension }), ...(note === '' ? {} : { note }) };
}

/** Whether a bracket holds a remark instead of an area code. */
function takeNotes(text: string): { text: string; note: string } {
  const notes: string[] = [];
  const rest = text.replaceAll(BRACKETS, (whole, inner: string) => {
    if (/^[\d\s+.-]*$/.test(inner) || EXTENSION.test(`-${inner}`)) return whole;
    notes.push(inner.trim());
    return ' ';
  });
  return { text: rest, note: notes.join(' ') };
}

/** 张三13800138000李四13900139000: numbers with nothing but names between them. Labels lead unless the piece begins with a number. */
function splitAtNames(piece: string): readonly string[] {
  if (!HAN.test(piece)) return [piece];
  const leading = /^\s*[^\d\s+(]/.test(piece);
  const found = piece.match(leading ? LABELLED_NUMBERS : NUMBERS_WITH_REMARK);
  return found && found.length > 1 ? found : [piece];
}

function splitCell(text: string, region: string): readonly string[] {
  const pieces = text
    .split(SEPARATORS)
    .flatMap(splitAtNames)
    .filter((piece) => /\d/.test(piece));
  const parts: string[] = [];
  for (const piece of pieces) {
    const digits = countDigits(piece);
    const last = parts.at(-1);
    // 010-88886666/7: the second number differs in its last digits only.
    if (last !== undefined && digits < 5 && /^\s*\d+\s*$/.test(piece) && text.includes('/')) {
      parts.push(last.replace(new RegExp(`\\d{${digits}}\\D*$`), piece.trim()));
      continue;
    }
    const words = digits >= 14 ? piece.trim().split(/\s+/) : [];
    const several =
      words.length > 1 && words.every((word) => countDigits(word) >= 7 && !('rule' in readPhone(word, region)));
    parts.push(...(several ? words : [piece]));
  }
  return parts;
}

/**
 * All phone numbers of one cell, each in E.164 with its type, extension and what stood beside it. Understands several numbers in one
 * cell, labels and remarks, full-width digits, `tel:` addresses, extensions (转801, ext. 12), and what spreadsheets make of numbers
 * (`13800138000.0`; `1.38E+10` breaks `DIGITS_LOST`). When only some parts are numbers, warns `PHONE_PART_INVALID`.
 */
export function standardisePhones(raw: string, options: PhoneOptions = {}): Standardised<readonly PhoneNumber[]> {
  const region = options.region ?? 'CN';
  if (raw.length > LONGEST_CELL) return invalid('PHONE_TOO_LONG');
  const quick = ONE_NUMBER.test(raw) ? readQuickly(raw, region) : undefined;
  if (quick) return ok([quick]);
  let text = toHalfWidth(raw.replaceAll(/\r?\n/g, ' ; ')).replace(/^['=`]+/, '');
  if (isFiller(text)) return EMPTY;
  const rewritten = spreadsheetDigits(text);
  if (rewritten.form === 'lost') return invalid('DIGITS_LOST');
  if (rewritten.form === 'digits') text = rewritten.digits;
  text = text
    .replaceAll(/tel:/gi, '')
    .replaceAll(/;\s*(?:phone-context=\+?[\w.]*)/gi, '')
    .replaceAll(/;ext=/gi, ' ext ');
  const { text: bare, note } = takeNotes(text);
  const numbers: PhoneNumber[] = [];
  let rule: RuleCode | undefined;
  for (const part of splitCell(bare, region)) {
    const read = readPart(part, region, note);
    if (read === undefined) continue;
    if ('rule' in read) rule ??= read.rule;
    else if (!numbers.some((number) => number.e164 === read.e164 && number.extension === read.extension))
      numbers.push(read);
  }
  if (numbers.length === 0) return invalid(rule ?? 'PHONE_INVALID');
  return ok(numbers, rule ? ['PHONE_PART_INVALID'] : undefined);
}

/** As {@link standardisePhones} for a field that holds one number; a cell with several breaks `PHONE_INVALID`. */
export function standardisePhone(raw: string, options: PhoneOptions = {}): Standardised<PhoneNumber> {
  const all = standardisePhones(raw, options);
  if (all.state !== 'ok') return all;
  const [first, second] = all.value;
  if (first === undefined || second !== undefined || all.warnings) return invalid('PHONE_INVALID');
  return ok(first);
}
