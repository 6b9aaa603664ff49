import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  PartnerAppApproveDocument,
  PartnerAppDocument,
  PartnerAppsDocument,
  PartnerAppSubmitDocument,
  PartnerDeveloperInviteDocument,
  PartnerDeveloperRemoveDocument,
  PartnerOfferedFieldsDocument,
  PartnerSchemasDocument,
  PartnerSecretCreateDocument,
} from '../../gql/graphql.ts';
import type { PartnerAppQuery, PartnerChangeFragment, PartnerTermsRowFragment } from '../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';

import PartnerPage from './PartnerPage.vue';
import PartnersPage from './PartnersPage.vue';

afterEach(() => (document.body.innerHTML = ''));

const user = (id: string) => ({ __typename: 'User', id, name: `Name of ${id}` }) as const;
const terms = (changed: Partial<PartnerTermsRowFragment> = {}): PartnerTermsRowFragment => ({
  __typename: 'PartnerTerms',
  id: 'app_1/1',
  number: 1,
  state: 'IN_FORCE',
  company: 'Messenger Ltd',
  region: 'CN',
  purposes: ['MARKETING'],
  fields: ['Customer.name', 'Query.customers'],
  addresses: [],
  contractFrom: '2026-01-01',
  contractTo: '2026-12-31',
  risk: 'LOW',
  burst: 1_000,
  perDay: 10_000,
  proposedBy: user('usr_9'),
  proposedAt: '2026-03-05T08:30:00.000Z',
  submittedAt: null,
  decidedAt: null,
  approvals: [],
  ...changed,
});
type App = NonNullable<PartnerAppQuery['partnerApp']>;
const app = (changed: Partial<App> = {}): App => ({
  __typename: 'PartnerApp',
  id: 'app_1',
  name: 'Messenger',
  state: 'APPROVED',
  warnings: ['CREDENTIAL_EXPIRES'],
  reviewDueAt: '2026-06-05T08:30:00.000Z',
  inForce: terms(),
  proposed: null,
  contactName: 'Ann',
  contactEmail: 'ann@partner.example',
  note: null,
  stoppedAt: null,
  stopReason: null,
  createdAt: '2026-03-05T08:30:00.000Z',
  version: 'v1',
  credentials: [],
  developers: [],
  usage: [{ __typename: 'PartnerUsage', day: '2026-03-05', spent: 1_204, operations: 12, refused: 1, customers: 35 }],
  openAlarms: [],
  ...changed,
});
const shown = (one: App) => answer(PartnerAppDocument, { __typename: 'Query', partnerApp: one });
const schemasOf = ({ inForce, proposed }: App) =>
  answer(PartnerSchemasDocument, {
    __typename: 'Query',
    partnerApp: {
      __typename: 'PartnerApp',
      id: 'app_1',
      inForce: inForce && { __typename: 'PartnerTerms', id: inForce.id, sdl: 'type Query' },
      proposed: proposed && {
        __typename: 'PartnerTerms',
        id: proposed.id,
        sdl: 'type Query',
        diff: ['  type Customer {', '+   stage'],
      },
      terms: [],
    },
  });
const done: PartnerChangeFragment = {
  __typename: 'PartnerAppPayload',
  app: { __typename: 'PartnerApp', id: 'app_1', state: 'APPROVED', version: 'v2' },
  userErrors: [],
};
const path = '/settings/partner-apps/app_1';
const permissions = ['PARTNER_MANAGE', 'PARTNER_APPROVE', 'SETTINGS_READ'] as const;
const button = (text: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent?.trim() === text);

async function open(one: App, more: Parameters<typeof mountPage>[1] = {}) {
  return await mountPage(PartnerPage, {
    path,
    permissions,
    ...more,
    answers: [shown(one), schemasOf(one), ...(more.answers ?? [])],
  });
}

describe('partner apps', () => {
  it('stand in a list with what somebody should look after', async () => {
    const { page } = await mountPage(PartnersPage, {
      permissions,
      answers: [answer(PartnerAppsDocument, { __typename: 'Query', partnerApps: [app()] })],
    });
    expect(page.get('tbody tr').text()).toMatch(
      /Messenger\s*A credential ends within 14 days\s*Approved\s*Messenger Ltd\s*Marketing\s*2 fields/,
    );
  });

  it('are given fields of objects only when something holds these', async () => {
    const field = (coordinate: string, holds: string | null) => ({
      __typename: 'PartnerOfferedField' as const,
      coordinate,
      dataClass: 'PERSONAL' as const,
      description: '',
      consentTo: ['PHONE'],
      holds,
      cost: 3,
    });
    const { page } = await mountPage(PartnersPage, {
      permissions,
      answers: [
        answer(PartnerAppsDocument, { __typename: 'Query', partnerApps: [] }),
        answer(PartnerOfferedFieldsDocument, {
          __typename: 'Query',
          partnerOfferedFields: [
            field('Customer.primaryPhone', 'ContactPoint'),
            field('ContactPoint.value', null),
            field('Tag.name', null),
          ],
        }),
      ],
    });
    await page.get('button.el-button--primary').trigger('click');
    await settle();
    const choices = () => [...(dialog()?.querySelectorAll('label.el-checkbox') ?? [])].map((one) => one.textContent);
    expect(choices()).toEqual([expect.stringMatching(/primaryPhone.*Personal · 3 points.*with consent to Phone/s)]);
    dialog()?.querySelector<HTMLElement>('label.el-checkbox')?.click();
    await settle();
    // What it holds can be chosen now; what nothing holds cannot.
    expect(choices()).toHaveLength(2);
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
  });

  it('wait for others: who proposed cannot approve, and each approves once', async () => {
    const proposed = terms({ id: 'app_1/2', number: 2, state: 'IN_REVIEW', fields: ['Customer.stage'] });
    for (const [by, approvals] of [
      ['usr_1', []],
      ['usr_9', [{ __typename: 'PartnerApproval', user: user('usr_1'), note: null, at: '2026-03-05T08:30:00.000Z' }]],
    ] as const) {
      await open(app({ proposed: { ...proposed, proposedBy: user(by), approvals: [...approvals] } }));
      expect(button('Approve')).toBeUndefined();
      document.body.innerHTML = '';
    }
    const { page, sent } = await open(app({ proposed }), {
      answers: [answer(PartnerAppApproveDocument, { __typename: 'Mutation', partnerAppApprove: done })],
    });
    // What is new, what is gone, and how many said yes.
    expect(page.text()).toMatch(/\+ Customer\.stage.*− Customer\.name.*0 of 2 approvals/s);
    expect(page.get('pre .new').text()).toContain('stage');
    button('Approve')?.click();
    await settle();
    await typeInto('textarea', 'Contract seen');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'PartnerAppApprove')?.variables).toEqual({
      id: 'app_1',
      version: 'v1',
      note: 'Contract seen',
    });
  });

  it('are submitted, and stopped for a reason', async () => {
    const { sent } = await open(app({ inForce: null, state: 'DRAFT', proposed: terms({ state: 'DRAFT' }) }), {
      answers: [answer(PartnerAppSubmitDocument, { __typename: 'Mutation', partnerAppSubmit: done })],
    });
    expect(button('Suspend')).toBeUndefined();
    button('Submit')?.click();
    await settle();
    expect(sent.map(({ name }) => name)).toContain('PartnerAppSubmit');
    document.body.innerHTML = '';
    await open(app());
    button('Suspend')?.click();
    await settle();
    expect(dialogButton('danger')?.hasAttribute('disabled')).toBe(true);
  });

  it('show a new secret once', async () => {
    const { sent } = await open(app(), {
      answers: [
        answer(PartnerSecretCreateDocument, {
          __typename: 'Mutation',
          partnerSecretCreate: {
            __typename: 'PartnerSecretPayload',
            secret: 'dps_once',
            clientId: 'app_1',
            userErrors: [],
          },
        }),
      ],
    });
    button('New secret')?.click();
    await settle();
    await typeInto('input', 'production');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'PartnerSecretCreate')?.variables).toEqual({
      input: { appId: 'app_1', label: 'production', expiresInDays: 90 },
    });
    expect(document.body.textContent).toContain('dps_once');
    button('I have copied it')?.click();
    await settle();
    expect(document.body.textContent).not.toContain('dps_once');
  });

  it('show what they were found to do', async () => {
    const raisedAt = '2026-03-05T08:30:00.000Z';
    const alarm = { __typename: 'Alarm' as const, id: 'alm_1', rule: 'APP_READS' as const, counted: 1_301, raisedAt };
    const { page } = await open(app({ openAlarms: [alarm] }));
    expect(page.text()).toContain('An app got far more customers than usual: 1,301, ');
  });

  it('let people of the partner in by a link, and take them away', async () => {
    const developer = {
      __typename: 'User' as const,
      id: 'usr_3',
      name: 'Dev',
      email: 'dev@partner.example',
      status: 'ACTIVE' as const,
      lastSignInAt: null,
    };
    const { sent } = await open(app({ developers: [developer] }), {
      answers: [
        answer(PartnerDeveloperInviteDocument, {
          __typename: 'Mutation',
          partnerDeveloperInvite: { __typename: 'UserInvitePayload', link: 'https://x/link#once', userErrors: [] },
        }),
        answer(PartnerDeveloperRemoveDocument, {
          __typename: 'Mutation',
          partnerDeveloperRemove: { __typename: 'DonePayload', done: true, userErrors: [] },
        }),
      ],
    });
    button('Invite')?.click();
    await settle();
    await typeInto('input', 'New');
    await typeInto('input[type="email"]', 'new@partner.example');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'PartnerDeveloperInvite')?.variables).toEqual({
      input: { appId: 'app_1', name: 'New', email: 'new@partner.example' },
    });
    await vi.dynamicImportSettled();
    await settle();
    expect(document.querySelector<HTMLInputElement>('input[readonly]')?.value).toBe('https://x/link#once');
    document.querySelector<HTMLElement>('button[aria-label="Remove “Dev”"]')?.click();
    await settle();
    dialogButton('danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'PartnerDeveloperRemove')?.variables).toEqual({ id: 'usr_3' });
  });

  it('are only looked at by who may only approve', async () => {
    const { page, sent } = await open(app(), { permissions: ['PARTNER_APPROVE', 'SETTINGS_READ'] });
    expect(['Edit', 'End', 'New secret'].map((text) => button(text))).toEqual([undefined, undefined, undefined]);
    expect(button('Reviewed')).toBeDefined();
    expect(page.text()).toMatch(/1,204\s*1\s*35/);
    expect(sent.map(({ name }) => name)).not.toContain('PartnerDisclosures');
  });
});
