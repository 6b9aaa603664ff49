/** The two years that the demo company looks back on. Fixed, so that the same size gives the same company for ever. */
export const FIRST_DAY = Date.UTC(2024, 10, 1);
/** The end of the last day, exclusive. */
export const LAST_DAY = Date.UTC(2026, 10, 1);
/** Weeks between the two: the unit of purchase rates. */
export const WEEKS = (LAST_DAY - FIRST_DAY) / (7 * 86_400_000);
/** Everything happens in China, which has one zone without summer time. */
const ZONE_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

// How busy each month is, January first: quiet around the Spring Festival, busy on 18 June, 11 November and in December.
const SEASON = [0.85, 0.6, 0.9, 0.9, 1, 1.35, 0.9, 0.9, 1, 1.05, 1.75, 1.3];

/** The first moment of each month, and of the one after the last. */
export const MONTHS: readonly number[] = Array.from({ length: 25 }, (_, month) => Date.UTC(2024, 10 + month, 1));

const shares = MONTHS.slice(0, -1).map((at) => SEASON[new Date(at).getUTCMonth()] ?? 1);
const whole = shares.reduce((sum, share) => sum + share, 0);

/**
 * The day on which something happens that would happen after this share (0 to 1) of two years without seasons: busy months
 * take more of what happens.
 */
export function dayAfter(share: number): number {
  let left = Math.min(0.999_999, Math.max(0, share)) * whole;
  for (const [month, weight] of shares.entries()) {
    const from = MONTHS[month] ?? FIRST_DAY;
    const until = MONTHS[month + 1] ?? LAST_DAY;
    if (left < weight) return from + Math.floor(((left / weight) * (until - from)) / DAY_MS) * DAY_MS;
    left -= weight;
  }
  return LAST_DAY - DAY_MS;
}

/** The instant (ms) of a day's local hour and minute. */
export function instantOn(day: number, hour: number, minute: number, second = 0): number {
  return day + ((hour * 60 + minute) * 60 + second) * 1000 - ZONE_MS;
}

/** The local day and time of an instant, as a file has it: `2025-06-18 20:15:09`. */
export function localText(at: number): string {
  return new Date(at + ZONE_MS).toISOString().slice(0, 19).replace('T', ' ');
}
