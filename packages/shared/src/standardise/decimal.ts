import type { RuleCode } from '../error/index.ts';
import { chineseInteger, NUMERAL_CHARACTERS } from './chinese-number.ts';
import { invalid, ok, type Standardised } from './standardised.ts';

/** Decimals that amounts and quantities keep: they are stored as whole ten-thousandths. */
export const DECIMAL_PLACES = 4;
const SCALE = 10_000n;
/** The largest amount: a signed 64-bit count of ten-thousandths. */
const LARGEST = 9_223_372_036_854_775_807n;

/** Which mark separates decimals, when the column's values have told. */
export interface DecimalOptions {
  readonly decimalMark?: '.' | ',';
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/(?:\u4e07\u4ebf|\u842c\u5104)$/, 12],
  [/(?:\u4ebf|\u5104)$/, 8],
  [/(?:\u5343\u4e07|kw)$/i, 7],
  [/(?:\u767e\u4e07)$/, 6],
  [/(?:\u5341\u4e07)$/, 5],
  [/(?:\u4e07|\u842c|w)$/i, 4],
  [/(?:\u5343|\u4edf|k)$/i, 3],
  [/(?:\u767e|\u4f70)$/, 2],
  [/(?:billion|bn|b)$/i, 9],
  [/(?:million|mn|mio|m)$/i, 6],
];
const PLAIN = /^-?(?:0|[1-9]\d{0,13})(?:\.\d{1,4})?$/;
const CHINESE = new RegExp(`^[${NUMERAL_CHARACTERS}]+$`);

/** Whole ten-thousandths of a decimal text such as `-1234.5`; the text must be one this package made. */
export function toTenThousandths(amount: string): bigint {
  const negative = amount.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? amount.slice(1) : amount).split('.');
  const value = BigInt(whole) * SCALE + BigInt(fraction.slice(0, DECIMAL_PLACES).padEnd(DECIMAL_PLACES, '0'));
  return negative ? -value : value;
}

/** The decimal text of a number of ten-thousandths, without needless zeros: 12345000 is `1234.5`. */
export function fromTenThousandths(value: bigint | number | string): string {
  const count = BigInt(value);
  const size = count < 0n ? -count : count;
  const fraction = String(size % SCALE)
    .padStart(DECIMAL_PLACES, '0')
    .replace(/0+$/, '');
  return `${count < 0n ? '-' : ''}${size / SCALE}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The quick way for what most cells hold: `1234`, `-7.00`, `19.9`; undefined for anything else. */
export function readPlainDecimal(text: string): string | undefined {
  if (!PLAIN.test(text)) return undefined;
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}

/** Digits with thousands and decimal marks → plain digits with a point; undefined when the marks make no sense. */
function withoutMarks(text: string, decimalMark: '.' | ',' | undefined): string | undefined {
  const bare = text.replaceAll(/(?<=\d)[\s'\u2019_](?=\d{3}(?!\d))/g, '');
  if (/^\d+$/.test(bare)) return bare;
  if (!/\d/.test(bare)) return undefined;
  const point = bare.lastIndexOf('.');
  const comma = bare.lastIndexOf(',');
  const both = point >= 0 && comma >= 0;
  const mark = decimalMark ?? (both ? (point > comma ? '.' : ',') : undefined);
  if (mark !== undefined) {
    const other = mark === '.' ? ',' : '.';
    const form = mark === '.' ? /^(?:\d{1,3}(?:,\d{2,4})*|\d*)(?:\.\d*)?$/ : /^(?:\d{1,3}(?:\.\d{2,4})*|\d*)(?:,\d*)?$/;
    return form.test(bare) ? bare.replaceAll(other, '').replace(mark, '.') : undefined;
  }
  const only = point >= 0 ? '.' : ',';
  const pieces = bare.split(only);
  if (!pieces.every((piece, i) => /^\d*$/.test(piece) && (piece !== '' || i === 0 || i === pieces.length - 1)))
    return undefined;
  const grouped = pieces.slice(1).every((piece) => piece.length === 3) && /^[1-9]\d{0,2}$/.test(pieces[0] ?? '');
  // Indian (12,34,567) and Chinese (1,2345,6789) groups come with commas only.
  const loose = only === ',' && pieces.slice(1).every((piece) => piece.length >= 2 && piece.length <= 4);
  if (pieces.length > 2) return grouped || loose ? pieces.join('') : undefined;
  return pieces.join(only === ',' && grouped ? '' : '.');
}

function shifted(digits: string, power: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  if (power >= 0) {
    const moved = fraction.padEnd(power, '0');
    return `${whole}${moved.slice(0, power)}.${moved.slice(power)}`;
  }
  const moved = whole.padStart(1 - power, '0');
  return `${moved.slice(0, power)}.${moved.slice(power)}${fraction}`;
}

/** Rounds half away from zero to ten-thousandths. */
function rounded(digits: string): { value: bigint; exact: boolean } {
  const [whole = '', fraction = ''] = digits.split('.');
  const kept = BigInt(`${whole || '0'}${fraction.slice(0, DECIMAL_PLACES).padEnd(DECIMAL_PLACES, '0')}`);
  const rest = fraction.slice(DECIMAL_PLACES);
  return { value: rest >= '5' ? kept + 1n : kept, exact: /^0*$/.test(rest) };
}

/**
 * A number in the writings of Excel, accountants and Chinese texts, as a plain decimal text with at most four decimals. The text must be
 * of one width, trimmed and without a currency. Reads thousands marks, European decimal commas, 万 and 亿, `k` and `m`, Chinese numerals,
 * `(1,234.50)`, trailing minus, `1.5E+3`. More decimals are rounded with `NUMBER_ROUNDED`.
 */
export function readDecimal(text: string, options: DecimalOptions = {}): Standardised<string> {
  const simple = options.decimalMark === ',' ? undefined : readPlainDecimal(text);
  if (simple !== undefined) return ok(simple);
  let body = text;
  let negative = false;
  const accounting = /^\((.+)\)$/.exec(body);
  if (accounting) {
    negative = true;
    body = (accounting[1] ?? '').trim();
  }
  const sign = /^([-+\u2212\u8d1f\u8ca0])\s*(.+)$/.exec(body) ?? /^(.+?)\s*([-\u2212])$/.exec(body);
  if (sign) {
    const leading = /^[-+\u2212\u8d1f\u8ca0]$/.test(sign[1] ?? '');
    if ((leading ? sign[1] : sign[2]) !== '+') negative = !negative;
    body = (leading ? sign[2] : sign[1]) ?? '';
  }
  let power = 0;
  const scientific = /^(\d[\d.,]*)[eE]([+-]?\d{1,2})$/.exec(body);
  const unit = scientific ? undefined : UNITS.find(([ending]) => ending.test(body) && /\d\s*\D+$/.test(body));
  if (scientific) {
    body = scientific[1] ?? '';
    power = Number(scientific[2]);
  } else if (unit) {
    body = body.replace(unit[0], '').trim();
    power = unit[1];
  }
  const spelled = CHINESE.test(body) ? chineseInteger(body) : undefined;
  const plain = spelled === undefined ? withoutMarks(body, options.decimalMark) : String(spelled);
  if (plain === undefined) return invalid('NUMBER_INVALID');
  const { value, exact } = rounded(power === 0 ? plain : shifted(plain, power));
  if (value > LARGEST) return invalid('NUMBER_OUT_OF_RANGE');
  const warnings: RuleCode[] = exact ? [] : ['NUMBER_ROUNDED'];
  return ok(fromTenThousandths(negative ? -value : value), warnings);
}
