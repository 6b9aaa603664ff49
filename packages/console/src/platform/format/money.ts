import type { Locale } from '../i18n/use-t.ts';
import { MISSING } from './number.ts';

/** An amount as the API gives it: a decimal as text, and its ISO 4217 currency. */
export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

/** Money with its currency; digits as the currency has them, or up to four when the amount is finer. Never rounded away. */
export function formatMoney(money: MoneyValue | null | undefined, locale: Locale): string {
  if (!money) return MISSING;
  const fraction = money.amount.replace(/^[^.]*\.?/, '').replace(/0+$/, '');
  return build(money, locale, {
    maximumFractionDigits: Math.max(fraction.length, currencyDigits(money.currency, locale)),
  });
}

/** Money in short for cards and axes: ¥12.3万, ¥1.2亿, $12.3K. Small amounts are written out. */
export function formatMoneyCompact(money: MoneyValue | null | undefined, locale: Locale): string {
  if (!money) return MISSING;
  if (Math.abs(Number(money.amount)) < 10_000) return formatMoney(money, locale);
  return build(money, locale, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 });
}

function build(money: MoneyValue, locale: Locale, options: Intl.NumberFormatOptions): string {
  // Intl reads a decimal text exactly; the type knows only numeric literals.
  const amount = money.amount as `${number}`;
  try {
    const style = { style: 'currency', currency: money.currency, currencyDisplay: 'narrowSymbol' } as const;
    return new Intl.NumberFormat(locale, { ...style, ...options }).format(amount);
  } catch {
    // A code that is not a currency (dirty input) is shown as it is.
    return `${new Intl.NumberFormat(locale, options).format(amount)} ${money.currency}`;
  }
}

function currencyDigits(currency: string, locale: Locale): number {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
