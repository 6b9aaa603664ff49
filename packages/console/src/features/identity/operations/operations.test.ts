import { expect, it } from 'vitest';
import { MergeOperationsDocument } from '../../../gql/graphql.ts';
import type { MergeOperationsQuery, MergeOperationsQueryVariables, OperationFragment } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import OperationsPage from './OperationsPage.vue';

const operation = (changed: Partial<OperationFragment>): OperationFragment => ({
  __typename: 'MergeOperation',
  id: 'mop_1',
  kind: 'MERGE',
  at: '2026-11-20T08:00:00.000Z',
  reason: 'two cards',
  state: 'DONE',
  by: { __typename: 'User', id: 'usr_2', name: 'Ann' },
  customer: { __typename: 'Customer', id: 'cus_1', number: 'C1', name: '王芳' },
  parties: [{ __typename: 'Customer', id: 'cus_2', number: 'C2', name: null }],
  moved: { __typename: 'MovedCounts', records: 1, orders: 5, consents: 0 },
  ...changed,
});
const first = operation({ id: 'mop_2', kind: 'UNMERGE', reason: null, by: null });
const page = ({ after }: MergeOperationsQueryVariables): MergeOperationsQuery => ({
  __typename: 'Query',
  mergeOperations: {
    __typename: 'MergeOperationConnection',
    nodes: after ? [operation({})] : [first],
    pageInfo: { __typename: 'PageInfo', endCursor: after ? null : 'next', hasNextPage: !after },
  },
});

it('lists who merged what, when and why, and leads to where it is taken back', async () => {
  const { page: shown, sent } = await mountPage(OperationsPage, {
    permissions: ['IDENTITY_READ'],
    answers: [answer(MergeOperationsDocument, page)],
    path: '/identity/operations?kind=MERGE&by=usr_2&customer=cus_1&from=2026-11-01T00:00:00.000Z&to=2026-12-01T00:00:00.000Z',
  });
  expect(sent[0]?.variables).toEqual({
    first: 50,
    filter: {
      kinds: ['MERGE'],
      byId: 'usr_2',
      customerId: 'cus_1',
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
    },
  });
  await shown.get('button.more').trigger('click');
  await settle();
  expect(shown.findAll('tbody tr').map((row) => row.text())).toEqual([
    expect.stringMatching(/Given back.*C2.*← *C1 王芳.*System—Take back…$/),
    expect.stringMatching(/Merged.*C2.*→ *C1 王芳.*orders 5.*Anntwo cardsTake back…$/),
  ]);
  expect(shown.findAll('td.end a').map((link) => link.attributes('href'))).toEqual([
    '/customers/cus_1?tab=lineage',
    '/customers/cus_1?tab=lineage',
  ]);
});

it('is narrowed by the URL, and lets the customer go again', async () => {
  const {
    page: shown,
    sent,
    router,
  } = await mountPage(OperationsPage, {
    permissions: ['IDENTITY_READ'],
    answers: [answer(MergeOperationsDocument, page)],
    path: '/identity/operations?customer=cus_1&kind=nonsense',
  });
  expect(sent[0]?.variables).toEqual({ first: 50, filter: { customerId: 'cus_1' } });
  await shown.get('.el-tag__close').trigger('click');
  await settle();
  expect(router.currentRoute.value.query).toEqual({ kind: 'nonsense' });
  expect(sent.at(-1)?.variables).toEqual({ first: 50, filter: {} });
});
