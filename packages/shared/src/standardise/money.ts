import { CHINESE_CURRENCY, currencyOf } from './currency.ts';
import { readDecimal, readPlainDecimal, type DecimalOptions } from './decimal.ts';
import { isFiller } from './filler.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** An amount of money. */
export interface Money {
  /** Plain decimal text with at most four decimals (see `toTenThousandths` for the stored integer). */
  readonly amount: string;
  /** ISO 4217 code, only when the cell itself states it. */
  readonly currency?: string;
}

/** Signs, letters or a Chinese name before the number; a minus or bracket may stand before them. */
const BEFORE = new RegExp(
  `^([-+(\\u2212]?\\s*)(${CHINESE_CURRENCY}|[^\\d\\s.,+()\\-\\u2212\\u4e00-\\u9fff]+\\.?)\\s*:?\\s*`,
);
/** The same after the number; what multiplies the number (万, k) stays with it. */
const AFTER = new RegExp(
  `\\s*(${CHINESE_CURRENCY}(?:\\u4eba\\u6c11\\u5e01)?[\\u6574\\u6b63]?|[A-Za-z]{3}|[^\\w\\s.,()\\-\\u4e00-\\u9fff]+)([-)]?)$`,
);
/** 三元五角二分: yuan, jiao, fen. */
const COINS = /^(.*?)[\u5143\u5706\u5713](?:([\d\u96f6\u4e00-\u9fff])\u89d2)?(?:\u96f6?([\d\u4e00-\u9fff])\u5206)?$/;

function withCoins(text: string, options: DecimalOptions): string | undefined {
  const match = COINS.exec(text);
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const [whole, tenths, hundredths] = [match[1] ?? '', match[2] ?? '0', match[3] ?? '0'].map((part) =>
    readDecimal(part, options),
  );
  if (whole?.state !== 'ok' || tenths?.state !== 'ok' || hundredths?.state !== 'ok') return undefined;
  return `${whole.value}.${tenths.value}${hundredths.value}`;
}

/**
 * An amount of money: what {@link readDecimal} reads, with a currency sign, code or word before or after (`-¥5`, `USD 1,234.50`,
 * 3.5万元, 壹佰元整). The currency is told only when the cell states it; an unknown one breaks `CURRENCY_UNKNOWN`.
 */
export function standardiseMoney(raw: string, options: DecimalOptions = {}): Standardised<Money> {
  const plain = options.decimalMark === ',' ? undefined : readPlainDecimal(raw);
  if (plain !== undefined) return ok({ amount: plain });
  let text = toHalfWidth(raw).replaceAll('\uffe5', '\u00a5');
  if (isFiller(text)) return EMPTY;
  const coins = withCoins(text.replace(/[\u6574\u6b63]$/, ''), options);
  if (coins !== undefined) text = `${coins}\u5143`;
  let currency: string | undefined;
  const before = BEFORE.exec(text);
  if (before) {
    currency = currencyOf(before[2] ?? '');
    if (currency === undefined) return invalid(/\d/.test(text) ? 'CURRENCY_UNKNOWN' : 'NUMBER_INVALID');
    text = (before[1] ?? '') + text.slice(before[0].length);
  }
  const after = AFTER.exec(text);
  if (after) {
    const stated = currencyOf(after[1] ?? '') ?? currencyOf((after[1] ?? '').replace(/[\u6574\u6b63]$/, ''));
    if (stated === undefined) return invalid(after[1] === '%' ? 'NUMBER_INVALID' : 'CURRENCY_UNKNOWN');
    currency ??= stated;
    text = text.slice(0, after.index) + (after[2] ?? '');
  }
  const read = readDecimal(text.trim(), options);
  if (read.state !== 'ok') return read;
  return ok(currency === undefined ? { amount: read.value } : { amount: read.value, currency }, read.warnings);
}

/** A quantity or other plain number, with at most four decimals; a unit of measure after it is dropped (`12 件`, `3.5kg`). */
export function standardiseNumber(raw: string, options: DecimalOptions = {}): Standardised<string> {
  const plain = options.decimalMark === ',' ? undefined : readPlainDecimal(raw);
  if (plain !== undefined) return ok(plain);
  const text = toHalfWidth(raw);
  if (isFiller(text)) return EMPTY;
  const read = readDecimal(text, options);
  if (read.state === 'ok') return read;
  const unit =
    /^(.*\d)\s*(?:[\u4e2a\u4ef6\u53f0\u5957\u7bb1\u76d2\u5305\u672c\u74f6\u4efd\u5f20\u53ea\u628a\u6761\u6b21\u4eba\u540d\u4f4d\u5e73\u7c73\u5429\u514b\u65a4\u5347]+|kg|pcs|g|t|l|ml|cm|mm|ea|units?)$/i.exec(
      text,
    );
  return unit ? readDecimal(unit[1] ?? '', options) : read;
}
