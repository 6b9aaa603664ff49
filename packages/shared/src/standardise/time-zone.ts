const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CACHE_SIZE = 50_000;

/** Whether the text names a zone of the IANA database. */
export function isTimeZone(zone: string): boolean {
  try {
    return format(zone) !== undefined;
  } catch {
    return false;
  }
}

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

function exactOffset(instant: number, zone: string): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of format(zone).formatToParts(instant)) parts[type] = value;
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
  local.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
  return local.getTime() - Math.floor(instant / 1000) * 1000;
}

function cachedOffset(instant: number, zone: string): number {
  const key = `${zone}${instant}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = exactOffset(instant, zone);
  if (offsets.size >= CACHE_SIZE) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** How far a zone's clocks are ahead of UTC at an instant (ms since 1970), in ms. Days without a change are answered from a cache. */
export function zoneOffset(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const day = Math.floor(instant / DAY) * DAY;
  const before = cachedOffset(day, zone);
  return before === cachedOffset(day + DAY, zone) ? before : exactOffset(instant, zone);
}

/** An instant and whether its local time was skipped or repeated by a change of the clocks. */
export interface ZonedInstant {
  readonly instant: number;
  readonly trouble?: 'TIME_SKIPPED' | 'TIME_REPEATED';
}

/**
 * The instant at which a zone's clocks show a local time (given as if it were UTC, in ms). Of a repeated time the first is taken; a
 * skipped time is read with the offset before the change, as RFC 5545 (3.3.5) says.
 */
export function instantOf(local: number, zone: string): ZonedInstant {
  const early = zoneOffset(local - DAY, zone);
  const late = zoneOffset(local + DAY, zone);
  if (early === late) return { instant: local - early };
  const first = local - early;
  const second = local - late;
  const firstFits = zoneOffset(first, zone) === early;
  const secondFits = zoneOffset(second, zone) === late;
  if (firstFits && secondFits && early !== late) return { instant: first, trouble: 'TIME_REPEATED' };
  if (firstFits) return { instant: first };
  if (secondFits) return { instant: second };
  return { instant: first, trouble: 'TIME_SKIPPED' };
}

/** The calendar day and time of day that a zone's clocks show at an instant. */
export function localTimeOf(instant: number, zone: string): Date {
  return new Date(instant + zoneOffset(instant, zone));
}
