/**
 * The instant at which a calendar day begins in a zone, ISO 8601 UTC. `addDays` moves the day. An unknown zone counts as
 * UTC. Where the clocks skip midnight, the first moment after is close enough for a filter.
 */
export function startOfDay(date: string, timeZone: string | undefined, addDays = 0): string {
  const day = Date.parse(`${date}T00:00:00Z`) + addDays * 86_400_000;
  const guess = day - offsetAt(day, timeZone);
  return new Date(day - offsetAt(guess, timeZone)).toISOString();
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
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second')) - instant;
}
