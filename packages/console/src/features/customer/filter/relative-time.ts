const DAY = 86_400_000;

/**
 * The same value with every relative instant (`-90d`) as the instant it means at `now` (ms), cut to the minute so that a
 * list asked again within it is the same list.
 */
export function resolveInstants<T>(value: T, now: number): T {
  // Only texts change, and only into texts.
  return resolve(value, now) as T;
}

function resolve(value: unknown, now: number, isBound = false): unknown {
  if (typeof value === 'string') {
    const days = isBound ? /^-(\d{1,5})d$/.exec(value)?.[1] : undefined;
    return days === undefined ? value : new Date(Math.floor(now / 60_000) * 60_000 - Number(days) * DAY).toISOString();
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, now));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolve(one, now, key === 'gte' || key === 'lte')]),
  );
}
