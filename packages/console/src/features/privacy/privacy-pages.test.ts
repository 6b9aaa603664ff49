import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ConsentRecordDocument,
  ConsentWithdrawDocument,
  CustomerConsentsDocument,
  CustomerDisclosuresDocument,
  PrivacyPolicyPublishDocument,
  PrivacyPolicyVersionsDocument,
  ProcessingActivitiesDocument,
  ProcessingActivityRetireDocument,
  ProcessingActivityUpdateDocument,
} from '../../gql/graphql.ts';
import type { ConsentRowFragment, CustomerConsentsQuery } from '../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import { consentLines } from './consent-lines.ts';
import ConsentsTab from './ConsentsTab.vue';
import PolicyPage from './PolicyPage.vue';
import { activityRow, consentRow, policyVersion } from './privacy.fixture.ts';
import RegisterPage from './RegisterPage.vue';

const noMore = { __typename: 'PageInfo', endCursor: null, hasNextPage: false } as const;
const props = { customerId: 'cus_1' };

const consents = (...rows: ConsentRowFragment[]): CustomerConsentsQuery => ({
  __typename: 'Query',
  customer: {
    __typename: 'Customer',
    id: 'cus_1',
    consents: rows,
    consentHistory: {
      __typename: 'ConsentEntryConnection',
      nodes: rows.map((row, place) => ({
        __typename: 'ConsentEntry',
        id: `con_${place}`,
        purpose: row.purpose,
        recipientId: row.recipientId,
        fields: row.fields,
        basis: row.basis,
        decision: 'GRANTED',
        expiresAt: row.expiresAt,
        policyVersion: row.policyVersion,
        evidenceKind: 'PAPER',
        evidenceText: 'form 7',
        recordedBy: '王小明',
        decidedAt: row.decidedAt,
        recordedAt: row.decidedAt,
      })),
      pageInfo: noMore,
    },
  },
});
const disclosures = answer(CustomerDisclosuresDocument, {
  __typename: 'Query',
  customerDisclosures: {
    __typename: 'DisclosureConnection',
    nodes: [
      {
        __typename: 'Disclosure',
        appId: 'app_1',
        purpose: 'SHARING',
        fields: ['PHONE'],
        day: '2026-03-05',
        count: 1204,
        firstAt: '2026-03-05T08:30:00.000Z',
        lastAt: '2026-03-05T09:30:00.000Z',
      },
    ],
    pageInfo: noMore,
  },
});
const dialog = (): HTMLElement | null => document.body.querySelector('.el-dialog');
const dialogButton = (kind: string): HTMLElement | null =>
  document.body.querySelector<HTMLElement>(`.el-dialog .el-button--${kind}`);
async function type(selector: string, text: string): Promise<void> {
  const input = document.body.querySelector<HTMLInputElement | HTMLTextAreaElement>(`.el-dialog ${selector}`);
  if (!input) throw new Error(`no ${selector}`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

afterEach(() => (document.body.innerHTML = ''));

describe('consentLines', () => {
  it('has every purpose once for ourselves, and partner apps below theirs', () => {
    const lines = consentLines([consentRow({ recipientId: 'app_1' }), consentRow({ purpose: 'SALES' })]);
    expect(lines.map(({ purpose, recipientId, consent }) => [purpose, recipientId, consent !== undefined])).toEqual([
      ['SERVICE', null, false],
      ['SALES', null, true],
      ['MARKETING', null, false],
      ['MARKETING', 'app_1', true],
      ['SUPPORT', null, false],
      ['ANALYTICS', null, false],
      ['SHARING', null, false],
      ['LEGAL', null, false],
    ]);
  });
});

describe('the consents of a customer', () => {
  it('say what stands with its proof, and who got what', async () => {
    const { page } = await mountPage(ConsentsTab, {
      props,
      answers: [answer(CustomerConsentsDocument, consents(consentRow())), disclosures],
    });
    const rows = page
      .findAll('section')[0]
      ?.findAll('tbody tr')
      .map((row) => row.text());
    expect(rows).toHaveLength(7);
    expect(rows?.[0]).toContain('No entry');
    expect(rows?.[2]).toMatch(/Marketing\s*GrantedName, PhoneConsent.*no endversion 1WithdrawRecord a decision/);
    expect(page.text()).toContain('Signed paper: form 7');
    expect(page.text()).toContain('1,204');
  });

  it('offers nothing to whom may only read, and does not ask for disclosures', async () => {
    const { page, sent } = await mountPage(ConsentsTab, {
      props,
      permissions: ['CUSTOMER_READ'],
      answers: [answer(CustomerConsentsDocument, consents(consentRow()))],
    });
    expect(page.findAll('button')).toHaveLength(0);
    expect(sent.map(({ name }) => name)).toEqual(['CustomerConsents']);
  });

  it('records a decision once there is a proof', async () => {
    const { page, sent } = await mountPage(ConsentsTab, {
      props,
      answers: [
        answer(CustomerConsentsDocument, consents()),
        disclosures,
        answer(ConsentRecordDocument, {
          __typename: 'Mutation',
          consentRecord: {
            __typename: 'ConsentPayload',
            entry: { __typename: 'ConsentEntry', id: 'con_9' },
            customer: { __typename: 'Customer', id: 'cus_1', consents: [consentRow({ purpose: 'SALES' })] },
            userErrors: [],
          },
        }),
      ],
    });
    await page.get('[aria-label="Record a decision for “Sales”"]').trigger('click');
    await settle();
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
    await type('textarea', 'signed form 12');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'ConsentRecord')?.variables).toEqual({
      input: {
        customerId: 'cus_1',
        recipientId: null,
        purpose: 'SALES',
        decision: 'GRANTED',
        fields: ['ALL'],
        basis: 'CONSENT',
        expiresAt: null,
        decidedAt: null,
        evidence: { kind: 'PAPER', text: 'signed form 12' },
      },
    });
    expect(dialog()).toBeNull();
    // What stands is asked again.
    expect(sent.filter(({ name }) => name === 'CustomerConsents')).toHaveLength(2);
  });

  it('withdraws for the recipient it was granted to, and shows at the field what is wrong', async () => {
    const refused = { __typename: 'UserError', code: 'TOO_LONG', message: 'Too long.' } as const;
    const { page, sent } = await mountPage(ConsentsTab, {
      props,
      answers: [
        answer(CustomerConsentsDocument, consents(consentRow({ recipientId: 'app_1' }))),
        disclosures,
        answer(ConsentWithdrawDocument, {
          __typename: 'Mutation',
          consentWithdraw: {
            __typename: 'ConsentPayload',
            entry: null,
            customer: null,
            userErrors: [{ ...refused, field: ['input', 'evidence', 'text'] }],
          },
        }),
      ],
    });
    await page.get('[aria-label="Withdraw the consent for “Marketing”"]').trigger('click');
    await settle();
    await type('textarea', 'called us');
    dialogButton('danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'ConsentWithdraw')?.variables).toEqual({
      input: {
        customerId: 'cus_1',
        recipientId: 'app_1',
        purpose: 'MARKETING',
        evidence: { kind: 'CALL', text: 'called us' },
      },
    });
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('Too long.'));
  });

  it('says when they cannot be read', async () => {
    const { page } = await mountPage(ConsentsTab, {
      props,
      answers: [failure(CustomerConsentsDocument, 'INTERNAL_SERVER_ERROR'), disclosures],
    });
    expect(page.find('[role=alert], .error-state').exists()).toBe(true);
  });
});

describe('PolicyPage', () => {
  const versions = answer(PrivacyPolicyVersionsDocument, {
    __typename: 'Query',
    privacyPolicyVersions: {
      __typename: 'PolicyVersionConnection',
      nodes: [policyVersion(2), policyVersion(1)],
      pageInfo: noMore,
    },
  });

  it('shows every version, that in force first, with its digest', async () => {
    const { page } = await mountPage(PolicyPage, { answers: [versions], permissions: ['SETTINGS_READ'] });
    expect(page.findAll('article h2').map((one) => one.text())).toEqual(['Version 2', 'Version 1']);
    expect(page.findAll('article')[0]?.text()).toContain('in force');
    expect(page.findAll('article')[1]?.text()).not.toContain('in force');
    expect(page.text()).toContain('digest-en-2');
    expect(page.find('.page-header button').exists()).toBe(false);
  });

  it('publishes the languages that are filled in, beginning with the last text', async () => {
    const { page, sent } = await mountPage(PolicyPage, {
      answers: [
        versions,
        answer(PrivacyPolicyPublishDocument, {
          __typename: 'Mutation',
          privacyPolicyPublish: {
            __typename: 'PrivacyPolicyPayload',
            policyVersion: policyVersion(3),
            userErrors: [],
          },
        }),
      ],
    });
    await page.get('.page-header button').trigger('click');
    await settle();
    expect(dialog()?.textContent).toContain('Publish version 3');
    await type('fieldset:nth-of-type(1) input', '');
    await type('fieldset:nth-of-type(1) textarea', '');
    await type('fieldset:nth-of-type(2) textarea', 'A new text');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'PrivacyPolicyPublish')?.variables).toEqual({
      input: { texts: [{ locale: 'en', title: 'Privacy policy', body: 'A new text' }], note: null },
    });
    expect(dialog()).toBeNull();
  });
});

describe('RegisterPage', () => {
  const list = answer(ProcessingActivitiesDocument, {
    __typename: 'Query',
    processingActivities: [activityRow()],
  });

  it('shows what is done with which data', async () => {
    const { page } = await mountPage(RegisterPage, { answers: [list], permissions: ['SETTINGS_READ'] });
    expect(page.get('tbody tr').text()).toBe('Text messages MarketingConsentPhone24 months Messenger');
    expect(page.findAll('button')).toHaveLength(0);
  });

  it('changes an entry as a whole, and retires one after asking', async () => {
    const { page, sent } = await mountPage(RegisterPage, {
      answers: [
        list,
        answer(ProcessingActivityUpdateDocument, {
          __typename: 'Mutation',
          processingActivityUpdate: {
            __typename: 'ProcessingActivityPayload',
            processingActivity: activityRow(),
            userErrors: [],
          },
        }),
        answer(ProcessingActivityRetireDocument, {
          __typename: 'Mutation',
          processingActivityRetire: {
            __typename: 'ProcessingActivityPayload',
            processingActivity: activityRow({ retiredAt: '2026-03-06T00:00:00.000Z' }),
            userErrors: [],
          },
        }),
      ],
    });
    await page.get('[aria-label="Change “Text messages”"]').trigger('click');
    await settle();
    await type('input', 'Messages');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'ProcessingActivityUpdate')?.variables).toEqual({
      id: 'act_1',
      version: 'v1',
      input: {
        name: 'Messages',
        description: '',
        purpose: 'MARKETING',
        basis: 'CONSENT',
        fields: ['PHONE'],
        retentionMonths: 24,
        retentionNote: '',
        recipients: ['Messenger'],
        safeguards: '',
      },
    });
    await page.get('[aria-label="Retire “Text messages”"]').trigger('click');
    await settle();
    expect(sent.some(({ name }) => name === 'ProcessingActivityRetire')).toBe(false);
    dialogButton('danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'ProcessingActivityRetire')?.variables).toEqual({
      id: 'act_1',
      version: 'v1',
    });
  });
});
