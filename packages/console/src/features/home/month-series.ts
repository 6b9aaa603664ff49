import type { ChartPoint } from '../../ui/chart-option.ts';

/** A month (`YYYY-MM`) and how many customers were created in it. */
export interface MonthCount {
  readonly key: string | null;
  readonly count: number;
}

/** The last `months` months up to the newest with data, gaps filled with 0, labelled by `labelOf`. */
export function monthSeries(
  groups: readonly MonthCount[],
  months: number,
  labelOf: (month: string) => string,
): ChartPoint[] {
  const counts = new Map(
    groups.flatMap(({ key, count }) => (key && /^\d{4}-\d{2}$/.test(key) ? [[key, count] as const] : [])),
  );
  const known = [...counts.keys()].toSorted();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const points: ChartPoint[] = [];
  for (let month = last; month >= first && points.length < months; month = monthBefore(month)) {
    points.unshift({ key: month, label: labelOf(month), value: counts.get(month) ?? 0 });
  }
  return points;
}

/** First and last day of a month, `YYYY-MM-DD`. */
export function monthBounds(month: string): { readonly first: string; readonly last: string } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return { first: `${month}-01`, last: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

function monthBefore(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 1)).toISOString().slice(0, 7);
}
