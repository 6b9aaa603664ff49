import { CustomerViewersDocument, ErasuresDocument } from '../../gql/graphql.ts';
import type {
  ConsentRowFragment,
  CustomerConsentsQuery,
  ErasureRowFragment,
  PolicyVersionRowFragment,
  ProcessingActivityRowFragment,
  SightingRowFragment,
} from '../../gql/graphql.ts';
import { type Answer, answer } from '../../testing/mount-page.ts';

/** The end of a list. */
export const noMore = { __typename: 'PageInfo', endCursor: null, hasNextPage: false } as const;

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

/** What stands, and a ledger that says the same. */
export const consents = (...rows: ConsentRowFragment[]): CustomerConsentsQuery => ({
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

/** A row of the ledger of who saw what: a colleague saw name and phone in the list, 1,204 times, unless told otherwise. */
export function sightingRow(changed: Partial<SightingRowFragment> = {}): SightingRowFragment {
  return {
    __typename: 'Sighting',
    customerId: 'cus_1',
    customerNumber: 'C26-00000017',
    user: { __typename: 'User', id: 'usr_1', name: '王小明' },
    appId: null,
    way: 'VIEW',
    purpose: null,
    operation: 'CustomerPages',
    exportId: null,
    reasons: [],
    fields: ['NAME', 'PHONE'],
    day: '2026-03-05',
    count: 1204,
    firstAt: '2026-03-05T08:30:00.000Z',
    lastAt: '2026-03-05T09:30:00.000Z',
    ...changed,
  };
}

/** Who saw the customer: these. */
export const viewers = (...nodes: SightingRowFragment[]) =>
  answer(CustomerViewersDocument, {
    __typename: 'Query',
    customerViewers: { __typename: 'SightingConnection', nodes, pageInfo: noMore },
  });

/** A request to erase the customer `cus_1` that can still be taken back, unless told otherwise. */
export function erasureRow(changed: Partial<ErasureRowFragment> = {}): ErasureRowFragment {
  return {
    __typename: 'Erasure',
    id: 'ers_1',
    customerId: 'cus_1',
    customerNumber: 'C26-00000017',
    state: 'REQUESTED',
    reason: 'asked in writing, case 7',
    requestedBy: { __typename: 'User', id: 'usr_1', name: '王小明' },
    requestedAt: '2026-03-05T08:30:00.000Z',
    dueAt: '2026-03-06T08:30:00.000Z',
    endedAt: null,
    approval: null,
    receipt: null,
    ...changed,
  };
}

/** What requests to erase customers there are. */
export function erasures(...nodes: ErasureRowFragment[]): Answer {
  return answer(ErasuresDocument, {
    __typename: 'Query',
    erasures: { __typename: 'ErasureConnection', nodes, pageInfo: noMore },
  });
}
