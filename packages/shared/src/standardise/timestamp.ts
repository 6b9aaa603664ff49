import type { RuleCode } from '../error/index.ts';
import { dateParts } from './date-forms.ts';
import { dayOf, LONGEST_DATE, type DateOptions } from './date.ts';
import { isFiller } from './filler.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';
import { takeTime } from './time-of-day.ts';
import { instantOf } from './time-zone.ts';

/** How to read points in time. */
export interface TimestampOptions extends DateOptions {
  /** IANA zone of times without an offset. */
  readonly zone: string;
}

const EPOCH = /^1\d{9}(?:\d{3})?(?:\.\d+)?$/;
const SERIAL_WITH_TIME = /^\d{5}\.\d+$/;
const NO_DATE = /^(?:0000[-/]00[-/]00|0001-01-01|1900-01-00|0+)(?:[ T].*)?$/;
const DAY = 86_400_000;

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

/**
 * A point in time as an ISO 8601 text in UTC with milliseconds. Reads every date form of `standardiseDate` with or without a time of
 * day (without: midnight), AM/PM and 上午/下午, offsets, seconds or milliseconds since 1970 and Excel serials with a fraction. Times
 * without offset are those of `zone`; a time that its clocks skipped or showed twice is kept with a warning.
 */
export function standardiseTimestamp(raw: string, options: TimestampOptions): Standardised<string> {
  if (raw.length > LONGEST_DATE) return invalid('DATE_INVALID');
  const text = toHalfWidth(raw).replace(/^['"]|['"]$/g, '');
  if (isFiller(text) || NO_DATE.test(text)) return EMPTY;
  if (EPOCH.test(text)) return ok(iso(Number(text) * (text.split('.')[0]?.length === 10 ? 1000 : 1)));
  const { date, time, impossible } = takeTime(text);
  if (impossible) return invalid('TIME_IMPOSSIBLE');
  const parts = dateParts(date, options);
  if (parts === 'INCOMPLETE') return invalid('DATE_INCOMPLETE');
  if (parts === 'UNREAD') return invalid('DATE_INVALID');
  const { date: day, warnings: found } = dayOf(parts, options.latestYear ?? 2029);
  if (day === undefined) return invalid('DATE_IMPOSSIBLE');
  let local = Date.parse(`${day}T00:00:00Z`);
  if (time) local += ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond;
  // The fraction of a serial is the time of day; to the second, since its digits hold no more.
  else if (SERIAL_WITH_TIME.test(date)) local += Math.round(((Number(date) % 1) * DAY) / 1000) * 1000;
  if (time?.offset !== undefined) return ok(iso(local - time.offset * 60_000), found);
  const { instant, trouble } = instantOf(local, options.zone);
  const warnings: readonly RuleCode[] = trouble ? [...found, trouble] : found;
  return ok(iso(instant), warnings);
}
