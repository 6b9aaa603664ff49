import type { ConsentRowFragment, PolicyVersionRowFragment, ProcessingActivityRowFragment } from '../../gql/graphql.ts';

/** What stands for a purpose: marketing by phone, granted under the first policy, unless told otherwise. */
export function consentRow(changed: Partial<ConsentRowFragment> = {}): ConsentRowFragment {
  return {
    __typename: 'Consent',
    purpose: 'MARKETING',
    recipientId: null,
    state: 'GRANTED',
    fields: ['NAME', 'PHONE'],
    basis: 'CONSENT',
    decidedAt: '2026-03-05T08:30:00.000Z',
    expiresAt: null,
    policyVersion: { __typename: 'PolicyVersion', id: 'pol_1', number: 1 },
    ...changed,
  };
}

/** A published version with a text in both languages. */
export function policyVersion(number: number): PolicyVersionRowFragment {
  const text = (locale: string, title: string, body: string) =>
    ({ __typename: 'PolicyText', locale, title, body, digest: `digest-${locale}-${number}` }) as const;
  return {
    __typename: 'PolicyVersion',
    id: `pol_${number}`,
    number,
    publishedAt: '2026-03-05T08:30:00.000Z',
    note: null,
    publishedBy: { __typename: 'User', id: 'usr_1', name: '王小明' },
    texts: [
      text('zh-CN', '隐私政策', `第 ${number} 版正文`),
      text('en', 'Privacy policy', `Text of version ${number}`),
    ],
  };
}

/** An entry of the register. */
export function activityRow(changed: Partial<ProcessingActivityRowFragment> = {}): ProcessingActivityRowFragment {
  return {
    __typename: 'ProcessingActivity',
    id: 'act_1',
    name: 'Text messages',
    description: null,
    purpose: 'MARKETING',
    basis: 'CONSENT',
    fields: ['PHONE'],
    retentionMonths: 24,
    retentionNote: null,
    recipients: ['Messenger'],
    safeguards: null,
    retiredAt: null,
    updatedAt: '2026-03-05T08:30:00.000Z',
    version: 'v1',
    ...changed,
  };
}
