import { chineseDigits, chineseInteger, NUMERAL_CHARACTERS } from './chinese-number.ts';

/** The order of day, month and year in `a/b/c`. */
export type DateOrder = 'YMD' | 'DMY' | 'MDY';

/** The numbers a text gives for a day, before asking whether the calendar has it. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Day and month could be exchanged, and nothing said which is which. */
  readonly ambiguous?: boolean;
  /** The year had two digits. */
  readonly shortYear?: boolean;
}

/** Why a text that looks like a date gives no day. */
export type NoDate = 'INCOMPLETE' | 'UNREAD';

/** How to read the forms that need telling. */
export interface DateFormOptions {
  readonly order?: DateOrder;
  readonly excelEpoch?: 1900 | 1904;
}

const MONTHS: readonly RegExp[] = [
  /^jan(?:uary|uar|vier)?$|^ene(?:ro)?$/,
  /^feb(?:ruary|ruar|rero)?$|^fevr?(?:ier)?$/,
  /^mar(?:ch|s|zo)?$|^marz$|^mrz$/,
  /^apr(?:il)?$|^avr(?:il)?$|^abr(?:il)?$/,
  /^may$|^mai$|^mayo$/,
  /^june?$|^juni$|^juin$|^junio$/,
  /^july?$|^juli$|^juil(?:let)?$|^julio$/,
  /^aug(?:ust)?$|^aout$|^ago(?:sto)?$/,
  /^sept?(?:ember|embre|iembre)?$/,
  /^oct(?:ober|obre|ubre)?$|^okt(?:ober)?$/,
  /^nov(?:ember|embre|iembre)?$/,
  /^dec(?:ember|embre)?$|^dez(?:ember)?$|^dic(?:iembre)?$/,
];
const WEEKDAY =
  /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|\s*\(?(?:\u661f\u671f|\u5468|\u793c\u62dc)[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929]\)?/gi;
const NUMERAL = `[\\d${NUMERAL_CHARACTERS}\u5eff\u5345\u5143]+`;
const CHINESE_DATE = new RegExp(
  `^(\u6c11\u56fd|\u6c11\u570b|\u516c\u5143|\u897f\u5143)?\\s*(${NUMERAL})\\s*\u5e74(?:\\s*(${NUMERAL})\\s*\u6708(?:\\s*(${NUMERAL})\\s*[\u65e5\u53f7\u865f]?)?)?$`,
);
/** The Republic of China counts years from 1912 as its first. */
const REPUBLIC_OFFSET = 1911;
const SERIAL_1900 = 25_569;
const SERIAL_1904 = 24_107;

function monthNumber(name: string): number {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}|\./gu, '');
  return MONTHS.findIndex((month) => month.test(plain)) + 1;
}

function chineseYear(text: string, era: string | undefined): Pick<DateParts, 'year' | 'shortYear'> | undefined {
  const republic = era === '\u6c11\u56fd' || era === '\u6c11\u570b';
  const first = text === '\u5143' ? 1 : undefined;
  const spelled = /^\d+$/.test(text) ? Number(text) : republic ? chineseInteger(text) : Number(chineseDigits(text));
  const year = first ?? spelled;
  if (year === undefined || Number.isNaN(year)) return undefined;
  if (republic || (era === undefined && year >= 100 && year < 200)) return { year: year + REPUBLIC_OFFSET };
  return year < 100 ? { year, shortYear: true } : { year };
}

function chineseCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replace(/^\u5eff/, '\u4e8c\u5341').replace(/^\u5345/, '\u4e09\u5341');
  return chineseInteger(plain) ?? Number(chineseDigits(plain) ?? Number.NaN);
}

function chineseDate(text: string): DateParts | NoDate | undefined {
  const match = CHINESE_DATE.exec(text);
  if (!match) return undefined;
  const year = chineseYear(match[2] ?? '', match[1]);
  if (!year) return 'UNREAD';
  if (match[3] === undefined || match[4] === undefined) return 'INCOMPLETE';
  return { ...year, month: chineseCount(match[3]), day: chineseCount(match[4]) };
}

function namedMonth(text: string): DateParts | NoDate | undefined {
  const words = text
    .replaceAll(/(\d)(?:st|nd|rd|th)\b/gi, '$1')
    .replaceAll(/\b(?:of|de|the)\b/gi, ' ')
    .split(/[\s,./-]+/)
    .filter(Boolean);
  const at = words.findIndex((word) => monthNumber(word) > 0);
  if (at === -1 || words.length > 3) return undefined;
  const month = monthNumber(words[at] ?? '');
  const numbers = words.filter((_, i) => i !== at);
  if (!numbers.every((word) => /^\d{1,4}$/.test(word))) return undefined;
  const [first = '', second] = numbers;
  if (second === undefined) return 'INCOMPLETE';
  const yearFirst = first.length === 4;
  const year = Number(yearFirst ? first : second);
  return {
    year,
    month,
    day: Number(yearFirst ? second : first),
    ...(year < 100 && !yearFirst && second.length <= 2 ? { shortYear: true } : {}),
  };
}

/** Three numbers of one or two digits, or with the year last: their order must be told or guessed. */
function ordered(
  a: number,
  b: number,
  c: number,
  yearDigits: number,
  mark: string,
  order: DateOrder | undefined,
): DateParts {
  const short = yearDigits <= 2 ? { shortYear: true } : {};
  if (yearDigits <= 2 && (order === 'YMD' || a > 31 || (order === undefined && mark !== '.' && a > 12 && b <= 12))) {
    return {
      year: a,
      month: b,
      day: c,
      shortYear: true,
      ...(order === undefined && a <= 31 ? { ambiguous: true } : {}),
    };
  }
  const dayFirst = { year: c, month: b, day: a, ...short };
  const monthFirst = { year: c, month: a, day: b, ...short };
  if (order === 'DMY') return dayFirst;
  if (order === 'MDY') return monthFirst;
  if (a > 12) return dayFirst;
  if (b > 12) return monthFirst;
  const ambiguous = a === b ? {} : { ambiguous: true };
  return mark === '.' ? dayFirst : { ...monthFirst, ...ambiguous };
}

function serial(text: string, epoch: 1900 | 1904): DateParts | NoDate {
  const number = Math.floor(Number(text));
  // Excel's 1900 calendar has a 29 February 1900 that never was: serials before it are one day off.
  const epochDay = epoch === 1904 ? number - SERIAL_1904 : number - SERIAL_1900 + (number < 60 ? 1 : 0);
  if (epoch === 1900 && (number === 60 || number < 1)) return 'UNREAD';
  const date = new Date(epochDay * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The numbers of a date text (one width, trimmed, without time of day). */
export function dateParts(written: string, options: DateFormOptions): DateParts | NoDate {
  const text = written.replaceAll(WEEKDAY, '').trim();
  const iso = /^(\d{4})\s?([-/.\s])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?$/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) };
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) {
    const [, first = '', second = '', third = ''] = compact;
    if (options.order === 'DMY')
      return { year: Number(second + third), month: Number(first.slice(2)), day: Number(first.slice(0, 2)) };
    if (options.order === 'MDY')
      return { year: Number(second + third), month: Number(first.slice(0, 2)), day: Number(first.slice(2)) };
    return { year: Number(first), month: Number(second), day: Number(third) };
  }
  const numbers = /^(\d{1,2})\s?([-/.\s])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2}|\d)$/.exec(text);
  if (numbers) {
    const [, a, mark = '', b, c = ''] = numbers;
    return ordered(Number(a), Number(b), Number(c), c.length, mark, options.order);
  }
  if (/^\d{5}(?:\.\d+)?$/.test(text) || (options.excelEpoch && /^\d{1,4}(?:\.\d+)?$/.test(text))) {
    return serial(text, options.excelEpoch ?? 1900);
  }
  const republic = /^(1\d\d)([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (republic)
    return { year: Number(republic[1]) + REPUBLIC_OFFSET, month: Number(republic[3]), day: Number(republic[4]) };
  if (/^\d{4}(?:[-/.]?\d{1,2})?$/.test(text)) return 'INCOMPLETE';
  return chineseDate(text) ?? namedMonth(text) ?? 'UNREAD';
}
