import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeListsDocument,
  CustomerAsOfDocument,
  CustomerHistoryDocument,
  DiscrepanciesDocument,
  DiscrepancySourcesDocument,
} from '../../../gql/graphql.ts';
import type { CustomerAsOfQuery, CustomerHistoryQuery } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import DiscrepancyPage from '../discrepancy/DiscrepancyPage.vue';
import HistoryTab from './HistoryTab.vue';

type History = NonNullable<CustomerHistoryQuery['customer']>['history'];
const entry = (changed: Partial<History['nodes'][number]>): History['nodes'][number] => ({
  __typename: 'CustomerHistoryEntry',
  at: '2026-11-02T02:00:00.000Z',
  field: 'EMPLOYER',
  aspect: 'VALUE',
  reason: 'NEW_WORD',
  before: '甲公司',
  after: '乙公司',
  by: null,
  importId: null,
  ruleSetVersion: null,
  source: { __typename: 'Source', id: 'src_1', name: 'CRM' },
  ...changed,
});
const history: CustomerHistoryQuery = {
  __typename: 'Query',
  customer: {
    __typename: 'Customer',
    id: 'cus_1',
    createdAt: '2026-11-01T00:00:00.000Z',
    history: {
      __typename: 'CustomerHistoryEntryConnection',
      totalCount: 4,
      nodes: [
        entry({ reason: 'RULES', ruleSetVersion: 4, by: '林安全' }),
        entry({ field: 'JOB_TITLE', before: null, after: '经理', reason: 'RULES', ruleSetVersion: 4, by: '林安全' }),
        entry({ field: null, reason: 'STATUS', before: 'ACTIVE', after: 'ARCHIVED', source: null, by: '王芳' }),
        entry({ aspect: 'MARK', reason: 'VERIFIED', before: null, after: null }),
      ],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  },
};
const asOf: CustomerAsOfQuery = {
  __typename: 'Query',
  customer: {
    __typename: 'Customer',
    id: 'cus_1',
    asOf: {
      __typename: 'CustomerAsOf',
      isPartial: true,
      ruleSetVersion: 3,
      status: 'ACTIVE',
      kind: 'PERSON',
      name: '王芳',
      gender: null,
      birthDate: null,
      employer: '甲公司',
      jobTitle: null,
      industry: null,
      size: null,
      stage: null,
      grade: null,
      note: null,
      ownerName: '李雷',
      tags: ['VIP'],
      completeness: 40,
      contactPoints: [
        {
          __typename: 'ContactPointAsOf',
          type: 'PHONE',
          label: null,
          value: '+8613800138000',
          isPrimary: true,
          verifiedAt: null,
          holderName: null,
        },
      ],
      addresses: [],
      identifiers: [],
    },
    difference: [
      { __typename: 'CustomerDifference', field: 'EMPLOYER', aspect: 'VALUE', before: '甲公司', after: '乙公司' },
    ],
  },
};
const codes = answer(CodeListsDocument, { __typename: 'Query', codeLists: [] });

afterEach(() => (document.body.innerHTML = ''));

describe('HistoryTab', () => {
  const mount = async (path: string) =>
    await mountPage(HistoryTab, {
      path,
      props: { customerId: 'cus_1', createdAt: '2026-11-01T00:00:00.000Z' },
      answers: [answer(CustomerHistoryDocument, history), answer(CustomerAsOfDocument, asOf), codes],
    });

  it('lists every change with what it came from, and leads to the record before it', async () => {
    const { page, sent, router } = await mount('/customers/cus_1?tab=history');
    const rows = page.findAll('.moment').map((row) => row.text());
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/Other rules.*CRM.*林安全.*rules version 4.*Employer.*甲公司.*乙公司.*Job title.*经理/s);
    expect(rows[1]).toMatch(/王芳.*Status.*Active.*Archived/s);
    expect(rows[2]).toContain('nothing shown differently');
    expect(sent.some(({ name }) => name === 'CustomerAsOf')).toBe(false);
    await page.get('.moment button').trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ tab: 'history', at: '2026-11-02T01:59:59.999Z' });
    expect(sent.find(({ name }) => name === 'CustomerAsOf')?.variables).toMatchObject({
      id: 'cus_1',
      at: '2026-11-02T01:59:59.999Z',
    });
  });

  it('shows the record of a moment in the URL, marked as such, and what differs from now', async () => {
    const { page, router, sent } = await mount('/customers/cus_1?tab=history&at=2026-11-01T12:00:00.000Z');
    expect(page.get('.el-alert').text()).toContain('not the present record');
    expect(page.get('.el-alert').text()).toContain('whom you do not see');
    expect(page.get('[aria-label="The record then"]').text()).toMatch(/王芳.*甲公司.*李雷.*VIP/s);
    expect(page.get('[aria-label="What changed until"]').text()).toMatch(/Employer.*甲公司.*乙公司/s);
    await router.replace({ query: { ...router.currentRoute.value.query, until: '2026-11-01T18:00:00.000Z' } });
    await settle();
    expect(sent.findLast(({ name }) => name === 'CustomerAsOf')?.variables).toEqual({
      id: 'cus_1',
      at: '2026-11-01T12:00:00.000Z',
      until: '2026-11-01T18:00:00.000Z',
    });
    const back = page.findAll('button').find((button) => button.text() === 'Back to now');
    await back?.trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ tab: 'history' });
    expect(page.find('.el-alert').exists()).toBe(false);
  });
});

describe('DiscrepancyPage', () => {
  it('shows what each source says, where one may see it', async () => {
    const side = (id: string, values: string[] | null) =>
      ({ __typename: 'DiscrepancySide', values, source: { __typename: 'Source', id, name: id } }) as const;
    const { page, sent } = await mountPage(DiscrepancyPage, {
      answers: [
        codes,
        answer(DiscrepancySourcesDocument, { __typename: 'Query', sources: [] }),
        answer(DiscrepanciesDocument, {
          __typename: 'Query',
          discrepancies: {
            __typename: 'DiscrepancyConnection',
            nodes: [
              {
                __typename: 'Discrepancy',
                field: 'EMPLOYER',
                openedAt: '2026-11-01T00:00:00.000Z',
                closedAt: null,
                closedBy: null,
                customer: { __typename: 'Customer', id: 'cus_1', number: 'C1', name: '王芳', visibility: 'FULL' },
                sides: [side('CRM', ['甲公司']), side('Shop', null)],
              },
            ],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        }),
      ],
    });
    expect(page.get('tbody tr').text()).toMatch(/王芳.*Employer.*CRM: 甲公司.*Shop: not shown to you/s);
    expect(page.get('tbody a').attributes('href')).toBe('/customers/cus_1');
    expect(sent.find(({ name }) => name === 'Discrepancies')?.variables).toMatchObject({ filter: { open: true } });
  });
});
