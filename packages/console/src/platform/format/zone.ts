/**
 * The instant at which a calendar day begins in a zone, ISO 8601 UTC. `addDays` moves the day. An unknown zone counts as
 * UTC. Where the clocks skip midnight, the first moment after is close enough for a filter.
 */
export function startOfDay(date: string, timeZone: string | undefined, addDays = 0): string {
  const day = Date.parse(`${date}T00:00:00Z`) + addDays * 86_400_000;
  const guess = day - offsetAt(day, timeZone);
  return new Date(day - offsetAt(guess, timeZone)).toISOString();
}

/** The last millisecond of a calendar day in a zone, ISO 8601 UTC: until when something counts that counts on that day. */
export function endOfDay(date: string, timeZone: string | undefined): string {
  return new Date(Date.parse(startOfDay(date, timeZone, 1)) - 1).toISOString();
}

/**
 * An instant as a date of this browser whose clock shows what the clocks of the zone show then: what a date picker, which knows
 * only the browser's zone, must be given. {@link fromWallClock} is the way back.
 */
export function toWallClock(instant: string, timeZone: string | undefined): Date {
  const time = Date.parse(instant);
  const shown = new Date(time + offsetAt(time, timeZone));
  return new Date(
    shown.getUTCFullYear(),
    shown.getUTCMonth(),
    shown.getUTCDate(),
    shown.getUTCHours(),
    shown.getUTCMinutes(),
    shown.getUTCSeconds(),
  );
}

/** The instant, ISO 8601 UTC, at which the clocks of a zone show what the date shows in this browser. */
export function fromWallClock(shown: Date, timeZone: string | undefined): string {
  const time = Date.UTC(
    shown.getFullYear(),
    shown.getMonth(),
    shown.getDate(),
    shown.getHours(),
    shown.getMinutes(),
    shown.getSeconds(),
  );
  const guess = time - offsetAt(time, timeZone);
  return new Date(time - offsetAt(guess, timeZone)).toISOString();
}

function offsetAt(instant: number, timeZone: string | undefined): number {
  if (!timeZone) return 0;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return (
    Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second')) -
    Math.floor(instant / 1000) * 1000
  );
}
