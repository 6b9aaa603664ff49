import { afterEach, describe, expect, it } from 'vitest';
import {
  PrivacyPolicyPublishDocument,
  PrivacyPolicyVersionsDocument,
  ProcessingActivitiesDocument,
  ProcessingActivityRetireDocument,
  ProcessingActivityUpdateDocument,
} from '../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import PolicyPage from './PolicyPage.vue';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';
import { activityRow, noMore, policyVersion } from './privacy.fixture.ts';
import RegisterPage from './RegisterPage.vue';

afterEach(() => (document.body.innerHTML = ''));

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
    await typeInto('fieldset:nth-of-type(1) input', '');
    await typeInto('fieldset:nth-of-type(1) textarea', '');
    await typeInto('fieldset:nth-of-type(2) textarea', 'A new text');
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
    await typeInto('input', 'Messages');
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
