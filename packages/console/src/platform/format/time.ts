import type { Locale } from '../i18n/use-t.ts';
import { MISSING } from './number.ts';

/** How precisely a time is shown. */
export type TimeStyle = 'date' | 'minute' | 'exact' | 'relative';

/** An instant in a zone. `exact` has seconds and the zone's name; `relative` says "3 hours ago" up to a week. */
export function formatTime(
  iso: string | null | undefined,
  style: TimeStyle,
  locale: Locale,
  timeZone: string | undefined,
  now = Date.now(),
): string {
  if (!iso) return MISSING;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return MISSING;
  if (style === 'relative') return relative(time - now, locale) ?? formatTime(iso, 'date', locale, timeZone, now);
  const shown = new Intl.DateTimeFormat(locale, { ...PARTS[style], timeZone, hourCycle: 'h23' });
  if (style !== 'exact') return shown.format(time);
  // Chinese would put the zone between the day and the hour.
  const parts = shown.formatToParts(time);
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const rest = parts.map(({ type, value }) => (type === 'timeZoneName' ? '' : value)).join('');
  return `${rest.replaceAll(/\s+/g, ' ').trim()} ${zone}`;
}

/** A calendar date (`YYYY-MM-DD`), which has no zone. */
export function formatLocalDate(date: string | null | undefined, locale: Locale): string {
  if (!date) return MISSING;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat(locale, { ...PARTS.date, timeZone: 'UTC' }).format(time);
}

/** A length of time in words: "4 min 10 s". Seconds; rounded to what matters. */
export function formatDuration(seconds: number | null | undefined, locale: Locale): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return MISSING;
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (whole === 0) return `< ${unit(1, 'second', locale)}`;
  const parts: string[] = [];
  if (hours) parts.push(unit(hours, 'hour', locale));
  if (minutes) parts.push(unit(minutes, 'minute', locale));
  if (!hours && rest) parts.push(unit(rest, 'second', locale));
  return parts.join(' ');
}

const PARTS = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  minute: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  exact: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
] as const;

function relative(milliseconds: number, locale: Locale): string | undefined {
  let value = milliseconds / 1000;
  for (const [name, next] of STEPS) {
    if (Math.abs(value) < next)
      return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(value), name);
    value /= next;
  }
  return undefined;
}

function unit(value: number, name: 'hour' | 'minute' | 'second', locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}
