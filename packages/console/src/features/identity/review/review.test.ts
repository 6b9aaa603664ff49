import '../../../testing/cheap-to-string.ts';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeListsDocument,
  CustomersMergeDocument,
  CustomerUnmergeDocument,
  MatchDecideDocument,
  MatchPairsDocument,
  MergePreviewDocument,
} from '../../../gql/graphql.ts';
import type { CustomersMergeMutation, CustomerUnmergeMutation, MergeOutcomeFragment } from '../../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../../testing/mount-page.ts';
import type { Answer, MountOptions } from '../../../testing/mount-page.ts';
import { pairCustomer, pairOf, queue, runAnswer, matchRun } from '../identity.fixture.ts';
import ReviewPage from './ReviewPage.vue';

// A canvas cannot be drawn here.
afterEach(() => (document.body.innerHTML = ''));

const outcome = (id: string): MergeOutcomeFragment => ({
  __typename: 'MergePayload',
  customer: { __typename: 'Customer', id, version: 'next', status: 'ACTIVE' },
  operation: { __typename: 'MergeOperation', id: 'mop_1', state: 'DONE' },
  userErrors: [],
});
const value = (text: string | null, customerNumber: string) => ({
  __typename: 'PreviewValue' as const,
  value: text,
  customerNumber,
  source: { __typename: 'Source' as const, id: 'src_1', name: 'CRM' },
});
const merging: Answer[] = [
  answer(CodeListsDocument, { __typename: 'Query', codeLists: [] }),
  answer(MergePreviewDocument, {
    __typename: 'Query',
    mergePreview: {
      __typename: 'MergePreview',
      conflicts: [
        {
          __typename: 'MergeConflict',
          kind: 'BIRTH_DATE_DIFFERS',
          identifierType: null,
          customerIds: ['cus_2', 'cus_3'],
        },
      ],
      fields: [
        {
          __typename: 'PreviewField',
          field: 'NAME',
          shown: [value('欧阳晓明', 'C00000002')],
          losing: [value('欧阳小明', 'C00000003')],
        },
      ],
      moved: { __typename: 'MovedCounts', records: 2, orders: 5, consents: 1 },
    },
  }),
  answer(CustomersMergeDocument, ({ input }): CustomersMergeMutation => ({
    __typename: 'Mutation',
    customersMerge: outcome(String(input.survivor.id)),
  })),
  answer(CustomerUnmergeDocument, ({ input }): CustomerUnmergeMutation => ({
    __typename: 'Mutation',
    customerUnmerge: outcome(String(input.customerId)),
  })),
];
const open = (answers: readonly Answer[], options: MountOptions = {}) =>
  mountPage(ReviewPage, {
    path: '/identity/review',
    permissions: ['CUSTOMER_READ', 'IDENTITY_READ', 'CUSTOMER_MERGE'],
    answers,
    ...options,
  });
async function press(key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await settle();
}

describe('the queue of possible duplicates', () => {
  it('shows the surest pair: how sure, what differs in words, and why in a sentence', async () => {
    const { page, sent } = await open(queue([pairOf(1), pairOf(2)]));
    expect(sent.find(({ name }) => name === 'MatchPairs')?.variables).toEqual({
      filter: { states: ['OPEN'], kind: null, weightFrom: null, weightBelow: null, customerId: null },
      first: 10,
    });
    const text = page.text();
    expect(text).toContain('Almost certainly one customer');
    expect(text).toContain('99.1%');
    expect(text).toContain('12 to decide');
    expect(text).toContain('6 decided today');
    expect(text).toContain('For it: the same phone, a rare one (+14.2); the same family name, a common one (+8.0).');
    expect(text).toContain('Against it: different given names (−5.1).');
    const row = (name: string) =>
      page
        .findAll('tbody tr')
        .find((one) => one.get('th').text() === name)
        ?.text();
    expect(row('Name')).toContain('different');
    expect(row('Phone')).toContain('the same');
    expect(row('Gender')).toContain('neither has it');
    expect(row('Sources')).toContain('1: CRM');
  });

  it('calls different values alike where they speak for one customer', async () => {
    const one = pairOf(1);
    const slip = {
      __typename: 'MatchFieldWeight',
      field: 'BIRTH_DATE',
      level: 'SLIP',
      weight: 5.3,
      rarity: 0,
    } as const;
    const { page } = await open(queue([{ ...one, fields: [...one.fields, slip] }]));
    const rows = page.findAll('tbody tr').map((each) => each.findAll('th, td').map((cell) => cell.text()));
    expect(rows.find(([name]) => name === 'Birth date')?.[3]).toMatch(/^alike/);
    // The family name is the same, but the given names speak against it.
    expect(rows.find(([name]) => name === 'Name')?.[3]).toMatch(/^different/);
  });

  it('goes on at once with N and L, takes the reason along, and comes back with U', async () => {
    const { page, sent } = await open(queue([pairOf(1), pairOf(2), pairOf(3)]));
    await page.get('.reason input').setValue('twins');
    await press('n');
    await press('l');
    const decided = () => sent.filter(({ name }) => name === 'MatchDecide').map(({ variables }) => variables['input']);
    expect(decided()).toEqual([
      { id: 'mpr_1', verdict: 'NOT_SAME', reason: 'twins' },
      { id: 'mpr_2', verdict: 'LATER', reason: null },
    ]);
    expect(page.text()).toContain('C00000006');
    await press('u');
    await press('u');
    expect(decided().slice(2)).toEqual([
      { id: 'mpr_2', verdict: 'OPEN', reason: null },
      { id: 'mpr_1', verdict: 'OPEN', reason: null },
    ]);
    expect(page.text()).toContain('C00000002');
  });

  it('moves with J and K, and types what is typed in a field', async () => {
    const { page, sent } = await open(queue([pairOf(1), pairOf(2)]));
    await press('j');
    expect(page.text()).toContain('C00000004');
    await press('k');
    expect(page.text()).toContain('C00000002');
    await page.get('.reason input').trigger('keydown', { key: 'n' });
    await settle();
    expect(sent.some(({ name }) => name === 'MatchDecide')).toBe(false);
  });

  it('shows what a merge will come to, merges with Enter into the older, and takes it back', async () => {
    const { page, sent } = await open([...queue([pairOf(1), pairOf(2)]), ...merging]);
    await press('s');
    expect(sent.find(({ name }) => name === 'MergePreview')?.variables).toEqual({
      survivorId: 'cus_2',
      customerIds: ['cus_3'],
    });
    const panel = page.get('section.merge').text();
    expect(panel).toContain('They were born on different days.');
    expect(panel).toMatch(/Name欧阳晓明.*of C00000002 · CRM.*欧阳小明/);
    expect(panel).toContain('Going along: source records 2 · orders 5 · entries about consent 1');
    await press('Enter');
    expect(sent.find(({ name }) => name === 'CustomersMerge')?.variables).toEqual({
      input: {
        survivor: { id: 'cus_2', version: 'v2' },
        customers: [{ id: 'cus_3', version: 'v3' }],
        reason: null,
      },
    });
    expect(page.text()).toContain('C00000004');
    const note = document.body.querySelector<HTMLElement>('.el-notification button');
    expect(document.body.querySelector('.el-notification')?.textContent).toContain('Merged into C00000002');
    note?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerUnmerge')?.variables).toEqual({ input: { customerId: 'cus_3' } });
    expect(page.text()).toContain('C00000003');
  });

  it('leaves the merge with Esc, and decides nothing while it is open', async () => {
    const { page, sent } = await open([...queue([pairOf(1)]), ...merging]);
    await press('s');
    await press('n');
    expect(page.find('section.merge').exists()).toBe(true);
    await press('Escape');
    expect(page.find('section.merge').exists()).toBe(false);
    expect(sent.some(({ name }) => ['MatchDecide', 'CustomersMerge'].includes(name))).toBe(false);
  });

  it('brings a pair back whose decision was refused', async () => {
    const refused = failure(MatchDecideDocument, 'INTERNAL_SERVER_ERROR');
    const { page } = await open([...queue([pairOf(1), pairOf(2)]), refused]);
    await press('n');
    expect(page.text()).toContain('C00000002');
    expect(page.find('[role=alert]').exists()).toBe(true);
  });

  it('keeps masked values masked, and does not call them alike', async () => {
    const masked = {
      visibility: 'MASKED',
      name: '欧*',
      birthDate: null,
      contactPoints: null,
      addresses: null,
    } as const;
    const pair = pairOf(1, { customer: pairCustomer(2, masked), other: pairCustomer(3, masked) });
    const { page } = await open(queue([pair]));
    const name = page.findAll('tbody tr')[0];
    expect(name?.text()).toContain('欧*');
    expect(name?.text()).toContain('masked');
    expect(name?.text()).toContain('different given names');
  });

  it('reads its filter from the URL, and lets decisions be looked through again', async () => {
    const said = pairOf(1, {
      state: 'NOT_SAME',
      reason: 'twins',
      decidedAt: '2026-11-20T08:02:10.000Z',
      decidedBy: { __typename: 'User', id: 'usr_2', name: 'Ann' },
    });
    const { page, sent, router } = await open(queue([said]), {
      path: '/identity/review?state=not-same&kind=PERSON&sureness=likely&customer=cus_2',
    });
    expect(sent.find(({ name }) => name === 'MatchPairs')?.variables['filter']).toEqual({
      states: ['NOT_SAME'],
      kind: 'PERSON',
      weightFrom: 3.17,
      weightBelow: 6.63,
      customerId: 'cus_2',
    });
    expect(page.text()).toMatch(/Decided by Ann.*twins/);
    await page.get('.el-tag__close').trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ state: 'not-same', kind: 'PERSON', sureness: 'likely' });
    const again = page.findAll('article button').find((one) => one.text() === 'Decide again');
    await again?.trigger('click');
    await settle();
    expect(sent.find(({ name }) => name === 'MatchDecide')?.variables).toEqual({
      input: { id: 'mpr_1', verdict: 'OPEN', reason: null },
    });
  });

  it('says what to do when there is nothing, and only shows to whom may not decide', async () => {
    const never = await open([...queue([]), runAnswer(null)]);
    expect(never.page.text()).toContain('Nobody has looked for duplicates yet');
    never.page.unmount();
    const done = await open([...queue([]), runAnswer(matchRun())]);
    expect(done.page.text()).toContain('No possible duplicates are left to decide');
    done.page.unmount();
    const forbidden = await open([failure(MatchPairsDocument, 'FORBIDDEN', { permission: 'IDENTITY_READ' })]);
    expect(forbidden.page.text()).toContain('see what customers are made of');
    forbidden.page.unmount();
    const { page, sent } = await open(queue([pairOf(1)]), { permissions: ['IDENTITY_READ'], locale: 'zh-CN' });
    expect(page.text()).toContain('您可以查看，但不能判定。');
    await press('n');
    expect(sent.some(({ name }) => name === 'MatchDecide')).toBe(false);
  });
});
