import { inject } from 'vue';
import { useT } from '../i18n/use-t.ts';
import { sessionKey } from '../session/use-session.ts';
import { formatMoney, formatMoneyCompact } from './money.ts';
import type { MoneyValue } from './money.ts';
import { formatBytes, formatCompact, formatLike, formatNumber, formatShare } from './number.ts';
import { formatDuration, formatLocalDate, formatTime } from './time.ts';
import type { TimeStyle } from './time.ts';

type Missing = null | undefined;

/** The formatters bound to the user's language and the installation's zone; they follow both when used in a template. */
export interface Format {
  readonly number: (value: number | Missing, digits?: number) => string;
  readonly compact: (value: number | Missing) => string;
  /** As `compact`, in the unit that suits the largest figure of a scale. */
  readonly like: (value: number, largest: number) => string;
  readonly share: (share: number | Missing) => string;
  readonly bytes: (bytes: string | number | Missing) => string;
  readonly money: (money: MoneyValue | Missing) => string;
  readonly moneyCompact: (money: MoneyValue | Missing) => string;
  readonly time: (iso: string | Missing, style?: TimeStyle) => string;
  readonly date: (date: string | Missing) => string;
  readonly duration: (seconds: number | Missing) => string;
}

/** See {@link Format}. */
export function useFormat(): Format {
  const { locale } = useT();
  const session = inject(sessionKey, undefined);
  return {
    number: (value, digits) => formatNumber(value, locale.value, digits),
    compact: (value) => formatCompact(value, locale.value),
    like: (value, largest) => formatLike(value, largest, locale.value),
    share: (share) => formatShare(share, locale.value),
    bytes: (bytes) => formatBytes(bytes, locale.value),
    money: (money) => formatMoney(money, locale.value),
    moneyCompact: (money) => formatMoneyCompact(money, locale.value),
    time: (iso, style = 'minute') => formatTime(iso, style, locale.value, session?.installation.value?.timeZone),
    date: (date) => formatLocalDate(date, locale.value),
    duration: (seconds) => formatDuration(seconds, locale.value),
  };
}
