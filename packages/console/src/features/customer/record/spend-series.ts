import type { CustomerSpendQuery } from '../../../gql/graphql.ts';

type Months = NonNullable<CustomerSpendQuery['customer']>['spendByMonth'];

/** A customer's spending in one currency, month by month without gaps. */
export interface SpendSeries {
  readonly currency: string;
  readonly points: readonly { readonly label: string; readonly value: number; readonly key: string }[];
}

/** One series per currency, the most used first: currencies are never summed. Months without purchases are 0. */
export function spendSeries(months: Months, label: (period: string) => string): readonly SpendSeries[] {
  const periods = months.map(({ period }) => period).toSorted();
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = monthsBetween(first, last);
  const byCurrency = Map.groupBy(months, ({ amount }) => amount.currency);
  return [...byCurrency]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([currency, entries]) => {
      const amounts = new Map(entries.map(({ period, amount }) => [period, Number(amount.amount)]));
      return {
        currency,
        points: all.map((period) => ({ label: label(period), value: amounts.get(period) ?? 0, key: period })),
      };
    });
}

/** All months from one to another, `YYYY-MM`, both included; at most ten years. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = first.split('-').map(Number);
  for (let at = first; at <= last && months.length < 120;) {
    months.push(at);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    at = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}
