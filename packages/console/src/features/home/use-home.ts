import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { HomeBreakdownDocument, HomeByMonthDocument, HomeQualityDocument } from '../../gql/graphql.ts';
import type { CustomerFilter, HomeBreakdownQuery, HomeQualityQuery } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useQuery } from '../../platform/apollo/use-query.ts';
import { endOfDay, startOfDay } from '../../platform/format/zone.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useSession } from '../../platform/session/use-session.ts';
import type { ChartPoint, ChartSeries } from '../../ui/chart-option.ts';
import { paths as customerPaths } from '../customer/paths.ts';
import { monthBounds, monthSeries } from './month-series.ts';

const MONTHS = 24;

/** A chart's figures with the state of what asked for them. */
export interface HomeChart {
  readonly series: ComputedRef<readonly ChartSeries[]>;
  readonly loading: ComputedRef<boolean>;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly retry: () => Promise<void>;
  readonly select: (point: ChartPoint) => void;
}

/** The home page's figures. */
export interface Home {
  readonly quality: ReturnType<typeof useQuery<HomeQualityQuery, Record<string, never>>>;
  /** True once it is known that there is not one customer. */
  readonly isNew: ComputedRef<boolean>;
  readonly byMonth: HomeChart;
  readonly bySource: HomeChart;
  readonly byRegion: HomeChart;
}

/** See {@link Home}. A chosen bar opens the customers behind it. */
export function useHome(): Home {
  const { t, locale } = useT();
  const router = useRouter();
  const session = useSession();
  const quality = useQuery(HomeQualityDocument);
  // For whoever sees figures only, 0 stands for a few, too.
  const isNew = computed(() => session.can('CUSTOMER_READ') && quality.data.value?.dataQuality.total === 0);
  const months = useQuery(HomeByMonthDocument, undefined, { enabled: () => !isNew.value });
  const breakdown = useQuery(HomeBreakdownDocument, undefined, { enabled: () => !isNew.value });

  const open = (filter: CustomerFilter): void => void router.push(customerPaths.list({ filter }));
  const points = (groups: HomeBreakdownQuery['bySource'] | undefined): ChartPoint[] =>
    (groups ?? []).map(({ key, label, count }) => ({ key, label: label ?? key ?? t('ui.chart.none'), value: count }));

  function monthLabel(month: string): string {
    const options = { year: 'numeric', month: 'short', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(locale.value, options).format(Date.parse(`${month}-01T00:00:00Z`));
  }
  function openMonth({ key }: ChartPoint): void {
    if (!key) return;
    const zone = session.installation.value?.timeZone;
    const { first, last } = monthBounds(key);
    // The filter's bounds are inclusive: the last millisecond before the next month.
    open({ createdAt: { gte: startOfDay(first, zone), lte: endOfDay(last, zone) } });
  }
  const chart = (
    query: typeof months | typeof breakdown,
    name: () => string,
    values: () => ChartPoint[],
    select: HomeChart['select'],
  ): HomeChart => ({
    series: computed(() => [{ name: name(), points: values() }]),
    loading: computed(() => query.data.value === undefined && query.error.value === undefined),
    failure: computed(() => (query.data.value ? undefined : query.error.value)),
    retry: query.refetch,
    select,
  });
  const customers = (): string => t('home.customers');
  return {
    quality,
    isNew,
    byMonth: chart(
      months,
      () => t('home.newCustomers'),
      () => monthSeries(months.data.value?.customerGroups ?? [], MONTHS, monthLabel),
      openMonth,
    ),
    bySource: chart(
      breakdown,
      customers,
      () => points(breakdown.data.value?.bySource),
      ({ key }) => open({ sourceId: key ? { eq: key } : { isNull: true } }),
    ),
    byRegion: chart(
      breakdown,
      customers,
      () => points(breakdown.data.value?.byRegion),
      ({ key }) => open({ province: key ? { eq: key } : { isNull: true } }),
    ),
  };
}
