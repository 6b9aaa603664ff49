import '../../../testing/cheap-to-string.ts';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CaseOpenDocument,
  CodeListsDocument,
  ColleaguesDocument,
  CustomerLookUpDocument,
  CustomerPagesDocument,
  CustomersAssignDocument,
  CustomersClaimDocument,
  CustomerSharingDocument,
  CustomerTotalDocument,
  CustomerUnshareDocument,
  PoolUseDocument,
} from '../../../gql/graphql.ts';
import type { CustomersClaimMutation, CustomerSharingQuery } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { Answer } from '../../../testing/mount-page.ts';
import { customerRow } from '../customer.fixture.ts';
import CustomerListPage from '../list/CustomerListPage.vue';
import { forgetLists } from '../list/list-memory.ts';
import AssignDialog from './AssignDialog.vue';
import LookUpPage from './LookUpPage.vue';
import SharingCards from './SharingCards.vue';

afterEach(() => {
  document.body.innerHTML = '';
  forgetLists();
});

const inBody = (selector: string): HTMLElement => {
  const found = document.body.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const messages = (): string[] =>
  [...document.body.querySelectorAll('.el-message__content')].map((one) => one.textContent ?? '');
const poolUse: Answer = answer(PoolUseDocument, {
  __typename: 'Query',
  poolRules: { __typename: 'PoolRules', claimsPerDay: 20, mostHeld: null, claimedToday: 3, held: 12 },
});
const claimed = (ids: string[], errors: CustomersClaimMutation['customersClaim']['userErrors'] = []): Answer =>
  answer(CustomersClaimDocument, {
    __typename: 'Mutation',
    customersClaim: { __typename: 'CustomersClaimPayload', claimed: ids, userErrors: errors },
  });

describe('the pool in the list of customers', () => {
  const POOL = `/customers#filter=${encodeURIComponent('{"ownerId":{"isNull":true}}')}`;
  const list = (...more: Answer[]): Answer[] => [
    answer(CodeListsDocument, { __typename: 'Query', codeLists: [] }),
    answer(CustomerPagesDocument, {
      __typename: 'Query',
      customers: {
        __typename: 'CustomerConnection',
        nodes: [customerRow(0), customerRow(1)],
        pageInfo: { __typename: 'PageInfo', endCursor: '1', hasNextPage: false },
      },
    }),
    answer(CustomerTotalDocument, {
      __typename: 'Query',
      customers: { __typename: 'CustomerConnection', totalCount: 2 },
    }),
    poolUse,
    ...more,
  ];

  it('says what of the limits is used, and claims a row', async () => {
    const { page, sent } = await mountPage(CustomerListPage, { path: POOL, answers: list(claimed(['cus_0'])) });
    expect(page.text()).toContain('Taken today: 3 of 20 · You look after 12');
    const [row] = page.findAll('button.claim');
    await row?.trigger('click');
    await settle();
    expect(sent.find(({ name }) => name === 'CustomersClaim')?.variables).toEqual({ ids: [customerRow(0).id] });
    expect(messages()).toContain('1 customer is yours now');
  });

  it('tells who came second that the customer is gone', async () => {
    const { page } = await mountPage(CustomerListPage, {
      path: POOL,
      answers: list(
        claimed(
          [],
          [{ __typename: 'UserError', code: 'NOT_FOUND', field: ['ids', '0'], message: 'It does not exist.' }],
        ),
      ),
    });
    await page.get('button.claim').trigger('click');
    await settle();
    expect(messages()).toContain('1 not claimed: No longer in the pool');
  });

  it('is not offered to those who may not claim, nor are rows outside of the pool', async () => {
    const without = await mountPage(CustomerListPage, { path: POOL, answers: list(), permissions: ['CUSTOMER_READ'] });
    expect(without.page.findAll('button.claim')).toHaveLength(0);
    expect(without.page.text()).not.toContain('Taken today');
    without.page.unmount();
    const all = await mountPage(CustomerListPage, { path: '/customers', answers: list() });
    expect(all.page.findAll('button.claim')).toHaveLength(0);
  });
});

describe('changing the owner', () => {
  it('gives the customers to nobody only when that is chosen, with the reason', async () => {
    const { sent } = await mountPage(AssignDialog, {
      props: { selection: { ids: ['cus_1', 'cus_2'] }, count: 2 },
      answers: [
        answer(ColleaguesDocument, { __typename: 'Query', colleagues: [] }),
        answer(CustomersAssignDocument, {
          __typename: 'Mutation',
          customersAssign: { __typename: 'CustomersAssignPayload', changed: 2, userErrors: [] },
        }),
      ],
    });
    const submit = inBody('.el-dialog button[type=submit]');
    expect(submit).toHaveProperty('disabled', true);
    inBody('input[type=radio][value=pool]').click();
    await settle();
    expect(submit).toHaveProperty('disabled', false);
    inBody('.el-dialog form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(sent.find(({ name }) => name === 'CustomersAssign')?.variables).toEqual({
      selection: { ids: ['cus_1', 'cus_2'] },
      ownerId: null,
      reason: null,
    });
    expect(messages()).toContain('2 customers changed hands');
  });
});

describe('who sees a customer', () => {
  const person = (id: string, name: string) => ({ __typename: 'User' as const, id, name });
  const sharing = (can: Partial<Record<'claim' | 'handOver' | 'openCase', boolean>>): Answer => {
    const data: CustomerSharingQuery = {
      __typename: 'Query',
      customer: {
        __typename: 'Customer',
        id: 'cus_1',
        owner: person('usr_2', 'Li'),
        viewerCan: { __typename: 'CustomerActions', claim: false, handOver: false, openCase: false, ...can },
        shares: [
          {
            __typename: 'CustomerShare',
            until: null,
            sharedAt: '2026-01-01T00:00:00.000Z',
            user: person('usr_3', 'Su'),
            sharedBy: person('usr_2', 'Li'),
          },
        ],
        cases: [],
      },
    };
    return answer(CustomerSharingDocument, data);
  };

  it('shows owner and shares; only who may hand it over changes them', async () => {
    const props = { id: 'cus_1', name: '赵一' };
    const reader = await mountPage(SharingCards, { props, answers: [sharing({})] });
    expect(reader.page.text()).toContain('Li');
    expect(reader.page.text()).toContain('Su');
    expect(reader.page.findAll('button')).toHaveLength(0);
    reader.page.unmount();
    const { page, sent } = await mountPage(SharingCards, {
      props,
      answers: [
        sharing({ handOver: true }),
        answer(CustomerUnshareDocument, {
          __typename: 'Mutation',
          customerUnshare: { __typename: 'DonePayload', done: true, userErrors: [] },
        }),
      ],
    });
    await page.get('[aria-label="Stop sharing with Su"]').trigger('click');
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerUnshare')?.variables).toEqual({
      customerId: 'cus_1',
      userId: 'usr_3',
    });
  });
});

describe('looking a caller up', () => {
  it('shows number and masked name, and opens a case', async () => {
    const { page, sent, router } = await mountPage(LookUpPage, {
      answers: [
        answer(CustomerLookUpDocument, {
          __typename: 'Mutation',
          customerLookUp: {
            __typename: 'CustomerLookUpPayload',
            found: [{ __typename: 'FoundCustomer', id: 'cus_9', number: 'C000000018', name: '赵*' }],
            userErrors: [],
          },
        }),
        answer(CaseOpenDocument, {
          __typename: 'Mutation',
          caseOpen: { __typename: 'CasePayload', id: 'cas_1', userErrors: [] },
        }),
      ],
    });
    await page.get('input.el-input__inner').setValue('13800138000');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent[0]?.variables).toEqual({ input: { phone: '13800138000' } });
    expect(page.text()).toContain('C000000018');
    await page.get('li button').trigger('click');
    await settle();
    const subject = inBody('.el-dialog form input') as HTMLInputElement;
    subject.value = 'Broken lamp';
    subject.dispatchEvent(new Event('input'));
    await settle();
    inBody('.el-dialog form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(sent.find(({ name }) => name === 'CaseOpen')?.variables).toEqual({
      input: { customerId: 'cus_9', subject: 'Broken lamp', days: 7 },
    });
    expect(router.currentRoute.value.path).toBe('/customers/cus_9');
  });
});
