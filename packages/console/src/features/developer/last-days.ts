/** What an app spent on a day (UTC). */
interface Day {
  readonly day: string;
  readonly spent: number;
}

const DAY_MS = 86_400_000;

/** So many days up to a time, the earliest first; those on which nothing was asked have spent nothing. */
export function lastDays(known: readonly Day[], count: number, now: Date): Day[] {
  const spentOn = new Map(known.map(({ day, spent }) => [day, spent]));
  return Array.from({ length: count }, (_, place) => {
    const day = new Date(now.getTime() - (count - 1 - place) * DAY_MS).toISOString().slice(0, 10);
    return { day, spent: spentOn.get(day) ?? 0 };
  });
}
