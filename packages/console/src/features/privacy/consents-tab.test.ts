import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConsentRecordDocument, ConsentWithdrawDocument, CustomerConsentsDocument } from '../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import { consentLines } from './consent-lines.ts';
import ConsentsTab from './ConsentsTab.vue';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';
import { consentRow, consents, sightingRow, viewers } from './privacy.fixture.ts';

const props = { customerId: 'cus_1' };

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
  it('say what stands with its proof, and who saw what', async () => {
    const { page } = await mountPage(ConsentsTab, {
      props,
      answers: [answer(CustomerConsentsDocument, consents(consentRow())), viewers(sightingRow())],
    });
    const rows = page
      .findAll('section')[0]
      ?.findAll('tbody tr')
      .map((row) => row.text());
    expect(rows).toHaveLength(7);
    expect(rows?.[0]).toContain('No entry');
    expect(rows?.[2]).toMatch(/Marketing\s*GrantedName, PhoneConsent.*no endversion 1WithdrawRecord a decision/);
    expect(page.text()).toContain('Signed paper: form 7');
    expect(page.get('section[aria-label="Who saw this customer"] tbody').text()).toMatch(
      /Mar 5, 2026王小明Seen in the console · customer list Name, Phone1,204/,
    );
  });

  it('offers nothing to whom may only read, and does not ask who saw what', async () => {
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
        viewers(),
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
    await typeInto('textarea', 'signed form 12');
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
        viewers(),
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
    await typeInto('textarea', 'called us');
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
      answers: [failure(CustomerConsentsDocument, 'INTERNAL_SERVER_ERROR'), viewers()],
    });
    expect(page.find('[role=alert], .error-state').exists()).toBe(true);
  });
});
