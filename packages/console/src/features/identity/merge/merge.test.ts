import '../../../testing/cheap-to-string.ts';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeListsDocument,
  CustomerLineageDocument,
  CustomerUnmergeDocument,
  MergePartyDocument,
  PossibleDuplicatesDocument,
  UnmergePreviewDocument,
} from '../../../gql/graphql.ts';
import type { CustomerLineageQuery, MergePartyQuery } from '../../../gql/graphql.ts';
import { dialog, dialogButton } from '../../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import IdentityNotice from '../IdentityNotice.vue';
import LineageTab from './LineageTab.vue';
import MergeDialog from './MergeDialog.vue';

afterEach(() => (document.body.innerHTML = ''));

const source = { __typename: 'Source', id: 'src_1', name: 'CRM' } as const;
const moved = { __typename: 'MovedCounts', records: 2, orders: 5, consents: 0 } as const;
type LineageCustomer = NonNullable<CustomerLineageQuery['customer']>;
const lineage = (changed: Partial<LineageCustomer> = {}) =>
  answer(CustomerLineageDocument, {
    __typename: 'Query',
    customer: {
      __typename: 'Customer',
      id: 'cus_1',
      version: 'v9',
      number: 'C1',
      status: 'ACTIVE',
      lineage: {
        __typename: 'Lineage',
        mergedInto: null,
        subjects: [
          {
            __typename: 'LineageSubject',
            customerId: 'cus_1',
            number: 'C1',
            since: null,
            operationId: null,
            records: 3,
            sources: [source],
          },
          {
            __typename: 'LineageSubject',
            customerId: 'cus_2',
            number: 'C2',
            since: '2026-11-20T08:00:00.000Z',
            operationId: 'mop_1',
            records: 2,
            sources: [],
          },
        ],
        operations: [
          {
            __typename: 'MergeOperation',
            id: 'mop_1',
            kind: 'MERGE',
            at: '2026-11-20T08:00:00.000Z',
            reason: 'two cards',
            state: 'DONE',
            by: { __typename: 'User', id: 'usr_2', name: 'Ann' },
            customer: { __typename: 'Customer', id: 'cus_1', number: 'C1', name: '王芳' },
            parties: [{ __typename: 'Customer', id: 'cus_2', number: 'C2', name: '王方' }],
            moved,
          },
        ],
      },
      ...changed,
    },
  });
const permissions = ['CUSTOMER_READ', 'IDENTITY_READ', 'CUSTOMER_MERGE'] as const;

describe('the lineage of a customer', () => {
  it('says who it is made of and what happened', async () => {
    const { page } = await mountPage(LineageTab, { props: { customerId: 'cus_1' }, permissions, answers: [lineage()] });
    expect(page.findAll('tbody tr').map((row) => row.text())).toEqual([
      expect.stringMatching(/C1itselfCRM3/),
      expect.stringMatching(/C2since Nov 20, 2026.*—2Un-merge/),
    ]);
    expect(page.get('ol').text()).toMatch(/Merged.*C2 王方.*→ C1 王芳.*Ann.*orders 5.*two cards/);
  });

  it('gives a merged customer back, with what came since where one says', async () => {
    const preview = answer(UnmergePreviewDocument, {
      __typename: 'Query',
      unmergePreview: {
        __typename: 'PartingPreview',
        survivor: [],
        released: [
          {
            __typename: 'PreviewField',
            field: 'NAME',
            shown: [{ __typename: 'PreviewValue', value: '王方', customerNumber: 'C2', source }],
            losing: [],
          },
        ],
        things: [
          {
            __typename: 'LaterThing',
            id: 'ord_1',
            kind: 'ORDER',
            at: '2026-11-21T08:00:00.000Z',
            goesTo: 'SURVIVOR',
            because: 'UNKNOWN',
          },
        ],
      },
    });
    const done = answer(CustomerUnmergeDocument, {
      __typename: 'Mutation',
      customerUnmerge: {
        __typename: 'MergePayload',
        customer: { __typename: 'Customer', id: 'cus_2', version: 'v1', status: 'ACTIVE' },
        operation: { __typename: 'MergeOperation', id: 'mop_2', state: 'DONE' },
        userErrors: [],
      },
    });
    const codes = answer(CodeListsDocument, { __typename: 'Query', codeLists: [] });
    const { page, sent } = await mountPage(LineageTab, {
      props: { customerId: 'cus_1' },
      permissions,
      answers: [lineage(), preview, done, codes],
    });
    await page.get('tbody button').trigger('click');
    await settle();
    expect(dialog()?.textContent).toMatch(/Order.*nothing tells whose it is.*C2 will show.*王方/);
    const choices = [...document.body.querySelectorAll<HTMLElement>('.el-select-dropdown__item')];
    choices.find((one) => one.textContent === 'C2')?.click();
    await settle();
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerUnmerge')?.variables).toEqual({
      input: {
        customerId: 'cus_2',
        survivorVersion: 'v9',
        decisions: [{ id: 'ord_1', goesTo: 'RELEASED' }],
        reason: null,
      },
    });
    expect(page.emitted('changed')).toHaveLength(1);
  });

  it('offers nothing to whom may not merge, and is empty without the right to see it', async () => {
    const looking = await mountPage(LineageTab, {
      props: { customerId: 'cus_1' },
      permissions: ['IDENTITY_READ'],
      answers: [lineage()],
    });
    expect(looking.page.find('tbody button').exists()).toBe(false);
    looking.page.unmount();
    const { page } = await mountPage(LineageTab, {
      props: { customerId: 'cus_1' },
      permissions: [],
      answers: [lineage({ lineage: null })],
    });
    expect(page.text()).toBe('You may not see the lineage.');
  });
});

describe('what is said on a customer’s page', () => {
  const duplicates = (count: number, hasNextPage = false) =>
    answer(PossibleDuplicatesDocument, {
      __typename: 'Query',
      matchPairs: {
        __typename: 'MatchPairConnection',
        nodes: Array.from({ length: count }, (_, at) => ({ __typename: 'MatchPair' as const, id: `mpr_${at}` })),
        pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage },
      },
    });
  const notice = async (answers: Parameters<typeof mountPage>[1], merged = false) =>
    (await mountPage(IdentityNotice, { ...answers, props: { customerId: 'cus_1', merged } })).page;

  it('leads to the queue of its possible duplicates, and is silent without any', async () => {
    const one = await notice({ answers: [duplicates(1)] });
    expect(one.text()).toContain('1 possible duplicate of this customer');
    expect(one.get('a').attributes('href')).toBe('/identity/review?customer=cus_1');
    expect((await notice({ answers: [duplicates(25, true)] })).text()).toContain('25+ possible duplicates');
    expect((await notice({ answers: [duplicates(0)] })).text()).toBe('');
  });

  it('leads from a merged customer to the one it is part of', async () => {
    const holder = { __typename: 'Customer', id: 'cus_7', number: 'C7', name: '王芳' } as const;
    const page = await notice(
      { answers: [lineage({ lineage: { __typename: 'Lineage', mergedInto: holder, subjects: [], operations: [] } })] },
      true,
    );
    expect(page.text()).toContain('This customer was merged into');
    expect(page.get('a').attributes('href')).toBe('/customers/cus_7');
  });
});

it('asks for the other customer before anything is merged by hand', async () => {
  const party = answer(MergePartyDocument, ({ id }): MergePartyQuery => ({
    __typename: 'Query',
    customer: {
      __typename: 'Customer',
      id: String(id),
      version: 'v1',
      number: String(id),
      name: null,
      kind: 'PERSON',
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  }));
  const { sent } = await mountPage(MergeDialog, { props: { customerId: 'cus_1' }, permissions, answers: [party] });
  expect(dialog()?.textContent).toContain('Choose the other customer');
  expect(sent.map(({ name }) => name)).toEqual(['MergeParty']);
});
