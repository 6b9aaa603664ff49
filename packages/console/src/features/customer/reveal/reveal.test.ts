import '../../../testing/cheap-to-string.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CodeListsDocument,
  CustomerDuplicatesDocument,
  CustomerOtherDataDocument,
  CustomerRecordDocument,
  CustomerRevealIdentifiersDocument,
  CustomerRevealPersonalDocument,
  CustomerTimelineDocument,
  CustomerUpdateDocument,
  OwnersInUseDocument,
  TagChoicesDocument,
} from '../../../gql/graphql.ts';
import type { CustomerRecordFragment, CustomerUpdateMutation } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { Answer, MountedPage } from '../../../testing/mount-page.ts';
import { customerRecord } from '../customer.fixture.ts';
import CustomerForm from '../form/CustomerForm.vue';
import CustomerPage from '../record/CustomerPage.vue';
import { REVEALED_FOR } from './use-revealing.ts';

const NUMBER = '11010519491231002X';

function reveal(): Answer {
  return answer(CustomerRevealIdentifiersDocument, {
    __typename: 'Mutation',
    customerReveal: {
      __typename: 'CustomerRevealPayload',
      revealed: {
        __typename: 'RevealedCustomer',
        identifiers: [
          {
            __typename: 'RevealedIdentifier',
            type: 'RESIDENT_ID',
            issuer: null,
            value: NUMBER,
            isValid: true,
            verifiedAt: null,
            validFrom: null,
            validTo: null,
          },
        ],
      },
      userErrors: [],
    },
  });
}
const personal = answer(CustomerRevealPersonalDocument, {
  __typename: 'Mutation',
  customerReveal: {
    __typename: 'CustomerRevealPayload',
    revealed: {
      __typename: 'RevealedCustomer',
      name: '张伟',
      familyName: '张',
      givenName: '伟',
      gender: 'MALE',
      birthDate: '1985-03-15',
      employer: '东方贸易',
      jobTitle: null,
      note: null,
      contactPoints: [
        { __typename: 'RevealedContactPoint', type: 'EMAIL', label: null, value: 'wei@x.example', holderName: null },
      ],
      addresses: [],
    },
    userErrors: [],
  },
});

function server(customer: CustomerRecordFragment): Answer[] {
  return [
    answer(CustomerRecordDocument, { __typename: 'Query', customer }),
    answer(CodeListsDocument, { __typename: 'Query', codeLists: [] }),
    answer(TagChoicesDocument, { __typename: 'Query', tags: [] }),
    answer(OwnersInUseDocument, { __typename: 'Query', customerGroups: [] }),
    answer(CustomerDuplicatesDocument, { __typename: 'Query', customerDuplicates: [], customerMatches: null }),
    answer(CustomerOtherDataDocument, {
      __typename: 'Query',
      customer: { __typename: 'Customer', id: 'cus_1', otherData: [] },
    }),
    answer(CustomerTimelineDocument, {
      __typename: 'Query',
      customer: {
        __typename: 'Customer',
        id: 'cus_1',
        timeline: {
          __typename: 'TimelineConnection',
          nodes: [],
          pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
        },
      },
    }),
  ];
}
const masked = (reveals: boolean): CustomerRecordFragment => {
  const { viewerCan, contactPoints, ...known } = customerRecord();
  const [point] = contactPoints ?? [];
  return {
    ...known,
    visibility: 'MASKED',
    name: '张*',
    familyName: '张*',
    givenName: null,
    gender: null,
    birthDate: null,
    employer: null,
    contactPoints: point ? [{ ...point, type: 'EMAIL', value: 'w***@x.example' }] : [],
    viewerCan: {
      ...viewerCan,
      edit: false,
      editDocuments: false,
      archive: false,
      export: false,
      reveal: reveals,
      revealDocuments: false,
    },
  };
};
const record = (answers: Answer[]): Promise<MountedPage> =>
  mountPage(CustomerPage, { path: '/customers/cus_1', props: { id: 'cus_1' }, answers });
const stored = (): string => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);

/** Opens the dialog by the button within a part of the page, writes a reason and sends it. */
async function give(reason: string, { page }: MountedPage, part: string): Promise<void> {
  const button = page.findAll(`${part} button`).find((one) => one.text() === 'Reveal…');
  await button?.trigger('click');
  await settle();
  const text = document.body.querySelector<HTMLTextAreaElement>('.el-dialog form textarea');
  if (!text) throw new Error('No dialog.');
  text.value = reason;
  text.dispatchEvent(new Event('input'));
  document.body.querySelector('.el-dialog form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settle();
}

vi.setConfig({ testTimeout: 30_000 });
beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

describe('the documents of a customer', () => {
  it('are hidden until a reason is given; then they stand on the page, and nowhere else', async () => {
    const mounted = await record([...server(customerRecord()), reveal()]);
    expect(mounted.page.get('.identifiers').text()).toContain('Documents are hidden.');
    await give('why', mounted, '.identifiers');
    // Element Plus shows a refusal a moment later.
    await vi.waitFor(() =>
      expect(document.body.querySelector('.el-dialog form')?.textContent).toContain('Enter at least 5 characters.'),
    );
    expect(mounted.sent.some(({ name }) => name === 'CustomerRevealIdentifiers')).toBe(false);
    document.body.querySelector<HTMLElement>('.el-dialog__headerbtn')?.click();
    await settle();
    await give('  Called and asked  ', mounted, '.identifiers');
    expect(mounted.sent.findLast(({ name }) => name === 'CustomerRevealIdentifiers')?.variables).toEqual({
      id: 'cus_1',
      reason: 'Called and asked',
    });
    expect(mounted.page.get('.identifiers').text()).toContain(NUMBER);
    expect(JSON.stringify(mounted.client.extract())).not.toContain(NUMBER);
    expect(stored()).not.toContain(NUMBER);
  });

  it('are hidden again after a while, by a click, and when the customer changed', async () => {
    const mounted = await record([...server(customerRecord()), reveal()]);
    const card = () => mounted.page.get('.identifiers').text();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await give('Called and asked', mounted, '.identifiers');
    vi.advanceTimersByTime(REVEALED_FOR - 1_000);
    await settle();
    expect(card()).toContain(NUMBER);
    vi.advanceTimersByTime(2_000);
    await settle();
    expect(card()).not.toContain(NUMBER);
    await give('Called and asked', mounted, '.identifiers');
    await mounted.page.findAll('.identifiers button').at(-1)?.trigger('click');
    expect(card()).not.toContain(NUMBER);
  });

  it('cannot be revealed by whoever may not, and shows a refusal at the reason', async () => {
    const closed = await record(server(masked(false)));
    expect(closed.page.get('.identifiers').text()).toContain('your role cannot reveal those of this customer');
    expect(closed.page.find('.identifiers button').exists()).toBe(false);
    closed.page.unmount();
    const refusal = { __typename: 'UserError' as const, code: 'NOT_ALLOWED' as const, field: ['id'], message: 'No.' };
    const refused = await record([
      ...server(customerRecord()),
      answer(CustomerRevealIdentifiersDocument, {
        __typename: 'Mutation',
        customerReveal: { __typename: 'CustomerRevealPayload', revealed: null, userErrors: [refusal] },
      }),
    ]);
    await give('Called and asked', refused, '.identifiers');
    expect(document.body.querySelector('.el-dialog')?.textContent).toContain('No.');
  });
});

describe('documents in the form of a customer there is', () => {
  const saved: CustomerUpdateMutation = {
    __typename: 'Mutation',
    customerUpdate: { __typename: 'CustomerPayload', customer: customerRecord({ version: 'v2' }), userErrors: [] },
  };
  const form = (answers: Answer[]): Promise<MountedPage> =>
    mountPage(CustomerForm, {
      props: { customer: customerRecord() },
      answers: [...server(customerRecord()), ...answers],
    });
  const update = ({ sent }: MountedPage): unknown => sent.findLast(({ name }) => name === 'CustomerUpdate')?.variables;
  const number = ({ page }: MountedPage) => page.get('[data-path="identifiers.0.value"] input');
  async function save({ page }: MountedPage): Promise<void> {
    await page.get('form').trigger('submit');
    await settle();
  }

  it('are not sent, and cannot be added to, while they are not known', async () => {
    const mounted = await form([answer(CustomerUpdateDocument, saved)]);
    expect(mounted.page.get('.identifiers').text()).toContain('the documents have to be revealed first');
    expect(mounted.page.get('.identifiers').text()).not.toContain('+ ');
    await mounted.page.get('[data-path="jobTitle"] input').setValue('经理');
    await save(mounted);
    expect(update(mounted)).toEqual({ id: 'cus_1', version: 'v1', input: { jobTitle: '经理' } });
  });

  it('are edited whole once they are revealed, and never kept in the browser', async () => {
    const mounted = await form([reveal(), answer(CustomerUpdateDocument, saved)]);
    await give('Called and asked', mounted, '.identifiers');
    expect(number(mounted).element).toHaveProperty('value', NUMBER);
    await mounted.page.get('[data-path="identifiers.0.issuer"] input').setValue('公安局');
    mounted.page.unmount();
    expect(stored()).not.toContain(NUMBER);
    const again = await form([reveal(), answer(CustomerUpdateDocument, saved)]);
    await give('Called and asked', again, '.identifiers');
    await again.page.get('[data-path="identifiers.0.issuer"] input').setValue('公安局');
    await save(again);
    expect(update(again)).toMatchObject({
      input: { identifiers: [{ type: 'RESIDENT_ID', value: NUMBER, issuer: '公安局' }] },
    });
  });

  it('are revealed once more when somebody else changed the customer meanwhile', async () => {
    const stale: CustomerUpdateMutation = {
      __typename: 'Mutation',
      customerUpdate: {
        __typename: 'CustomerPayload',
        customer: null,
        userErrors: [{ __typename: 'UserError', code: 'STALE', field: ['version'], message: 'Changed meanwhile.' }],
      },
    };
    const mounted = await form([reveal(), answer(CustomerUpdateDocument, stale)]);
    await give('Called and asked', mounted, '.identifiers');
    await mounted.page.get('[data-path="jobTitle"] input').setValue('经理');
    await save(mounted);
    expect(mounted.sent.filter(({ name }) => name === 'CustomerRevealIdentifiers')).toHaveLength(2);
    expect(document.body.querySelector('.el-dialog')?.textContent).toContain('Nothing you see has changed.');
  });
});

describe('personal values that are masked', () => {
  it('look so: nothing to copy, to write to or to edit, and nothing about where they come from', async () => {
    const { page } = await record(server(masked(false)));
    expect(page.get('.contacts').text()).toContain('w***@x.example');
    expect(page.find('.contacts a').exists()).toBe(false);
    expect(page.find('.contacts .copy').exists()).toBe(false);
    expect(page.find('.edit').exists()).toBe(false);
    const facts = page.findAll('.basic .fact').map((one) => `${one.get('dt').text()} ${one.get('.masked').text()}`);
    expect(facts).toEqual([
      'Name 张*',
      'Family name 张*',
      'Given name hidden',
      'Gender hidden',
      'Birth date hidden',
      'Employer hidden',
      'Job title hidden',
    ]);
    expect(page.findAll('.basic .sources')).toHaveLength(0);
    expect(page.get('.notice').text()).toBe('Personal values of this customer are masked for you.');
  });

  it('are shown in full for a reason, for a while, and in no cache', async () => {
    const mounted = await record([...server(masked(true)), personal]);
    await give('Called and asked', mounted, '.notice');
    const { page, client } = mounted;
    expect(page.get('h1').text()).toBe('张伟');
    expect(page.get('.basic').text()).toContain('东方贸易');
    expect(page.get('.contacts a').attributes('href')).toBe('mailto:wei@x.example');
    expect(page.find('.edit').exists()).toBe(false);
    expect(page.findAll('.basic .sources')).toHaveLength(0);
    expect(JSON.stringify(client.extract())).not.toContain('wei@x.example');
    await page.get('.notice button').trigger('click');
    expect(page.get('h1').text()).toBe('张*');
    expect(page.text()).not.toContain('wei@x.example');
  });
});
