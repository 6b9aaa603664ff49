import { afterEach, describe, expect, it } from 'vitest';
import {
  HomeBreakdownDocument,
  HomeByMonthDocument,
  HomeImportsDocument,
  HomeQualityDocument,
} from '../../gql/graphql.ts';
import type { HomeImportsQuery, HomeQualityQuery } from '../../gql/graphql.ts';
import { unsentParameters } from '../../platform/unsent.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import ChartCard from '../../ui/ChartCard.vue';
import HomePage from './HomePage.vue';

// A canvas cannot be drawn here; the figures handed to it are looked at instead.

const quality = (total: number): HomeQualityQuery => ({
  __typename: 'Query',
  dataQuality: {
    __typename: 'DataQuality',
    total,
    fields: [{ __typename: 'DataQualityFigure', field: 'PHONE', filled: 80, invalid: 5, total }],
    withoutContact: 10,
    possibleDuplicates: 3,
    ordersWithoutCustomer: 135080,
    asOf: '2026-11-21T08:00:00.000Z',
  },
});
const group = (
  key: string | null,
  label: string | null,
  count: number,
): { __typename: 'GroupCount'; key: string | null; label: string | null; count: number } => ({
  __typename: 'GroupCount',
  key,
  label,
  count,
});
const imports = (nodes: HomeImportsQuery['imports']['nodes'] = []): HomeImportsQuery => ({
  __typename: 'Query',
  imports: { __typename: 'ImportConnection', nodes },
});
const charts = [
  answer(HomeByMonthDocument, {
    __typename: 'Query',
    customerGroups: [group('2026-03', null, 4), group('2026-01', null, 2)],
  }),
  answer(HomeBreakdownDocument, {
    __typename: 'Query',
    bySource: [group('src_1', 'Shop', 90)],
    byRegion: [group('广东', '广东', 60), group(null, null, 40)],
  }),
];

afterEach(() => (document.body.innerHTML = ''));

describe('HomePage', () => {
  it('guides to the first import while there is no customer', async () => {
    const { page, sent } = await mountPage(HomePage, {
      answers: [answer(HomeQualityDocument, quality(0)), answer(HomeImportsDocument, imports()), ...charts],
    });
    expect(page.text()).toContain('Import the first file');
    expect(page.find('.home').exists()).toBe(false);
    expect(sent.map(({ name }) => name)).toContain('HomeQuality');
  });

  it('tells who may not import whom to ask', async () => {
    const { page } = await mountPage(HomePage, {
      permissions: ['CUSTOMER_READ'],
      answers: [answer(HomeQualityDocument, quality(0)), ...charts],
    });
    expect(page.text()).toContain('Ask a colleague who may import');
    expect(page.text()).not.toContain('Import the first file');
  });

  it('shows the figures, and the charts with their gaps filled', async () => {
    const { page } = await mountPage(HomePage, {
      answers: [answer(HomeQualityDocument, quality(100)), answer(HomeImportsDocument, imports()), ...charts],
    });
    expect(page.findAll('.key-figures dd').map((one) => one.text())).toEqual(['100', '1010%', '3', '135,080']);
    const [months, sources, regions] = page
      .findAllComponents(ChartCard)
      .map((card) => card.props('series')[0]?.points ?? []);
    expect(months?.map(({ key, value }) => [key, value])).toEqual([
      ['2026-01', 2],
      ['2026-02', 0],
      ['2026-03', 4],
    ]);
    expect(sources).toEqual([{ key: 'src_1', label: 'Shop', value: 90 }]);
    expect(regions?.at(-1)).toEqual({ key: null, label: 'Not filled', value: 40 });
    expect(page.get('.invalid.some').text()).toBe('5 invalid');
  });

  it('shows an analyst figures that lead to no customer, and no guide when they are few', async () => {
    const { page } = await mountPage(HomePage, {
      permissions: ['CUSTOMER_COUNT'],
      answers: [answer(HomeQualityDocument, quality(0)), ...charts],
    });
    expect(page.findAll('.key-figures dd')).toHaveLength(4);
    expect(page.find('.key-figures a').exists()).toBe(false);
    expect(page.findAllComponents(ChartCard).map((card) => card.props('clickable'))).toEqual([false, false, false]);
    expect(page.text()).not.toContain('Recent imports');
  });

  it('opens the customers behind a bar', async () => {
    const { page, router } = await mountPage(HomePage, {
      answers: [answer(HomeQualityDocument, quality(100)), answer(HomeImportsDocument, imports()), ...charts],
    });
    const [months, , regions] = page.findAllComponents(ChartCard);
    const filterNow = (): unknown => JSON.parse(unsentParameters(router.currentRoute.value.hash).get('filter') ?? '');
    regions?.vm.$emit('select', { key: null, label: 'Not filled', value: 40 });
    await settle();
    expect(filterNow()).toEqual({ province: { isNull: true } });
    months?.vm.$emit('select', { key: '2026-03', label: '', value: 4 });
    await settle();
    expect(filterNow()).toEqual({ createdAt: { gte: '2026-02-28T16:00:00.000Z', lte: '2026-03-31T15:59:59.999Z' } });
  });

  it('shows a failure with the request’s number, and asks again on demand', async () => {
    const { page, sent } = await mountPage(HomePage, {
      answers: [
        failure(HomeQualityDocument, 'INTERNAL_SERVER_ERROR', { requestId: 'req-9' }),
        answer(HomeImportsDocument, imports()),
        ...charts,
      ],
    });
    expect(page.get('[role=alert]').text()).toContain('Request req-9');
    // Nothing is waited for any more.
    expect(page.find('.skeleton-table').exists()).toBe(false);
    const before = sent.filter(({ name }) => name === 'HomeQuality').length;
    await page.get('[role=alert] button').trigger('click');
    await settle();
    expect(sent.filter(({ name }) => name === 'HomeQuality')).toHaveLength(before + 1);
  });
});
