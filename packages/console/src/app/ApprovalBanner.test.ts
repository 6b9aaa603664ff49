import { describe, expect, it } from 'vitest';
import { type ApprovalAct, type Permission, SingleOperatorDocument, WaitingApprovalsDocument } from '../gql/graphql.ts';
import { answer, mountPage, settle } from '../testing/mount-page.ts';
import ApprovalBanner from './ApprovalBanner.vue';

async function shown(
  waiting: readonly (boolean | 'BREAK_GLASS')[],
  alone: ApprovalAct[],
  permissions: readonly Permission[],
) {
  const nodes = waiting.map((one, i) => ({
    __typename: 'Approval' as const,
    id: `apr_${i}`,
    act: one === 'BREAK_GLASS' ? one : ('ERASURE' as const),
    viewerCanApprove: one !== false,
  }));
  const { page, sent } = await mountPage(ApprovalBanner, {
    answers: [
      answer(WaitingApprovalsDocument, {
        __typename: 'Query',
        approvals: { __typename: 'ApprovalConnection', nodes },
      }),
      answer(SingleOperatorDocument, { __typename: 'Query', singleOperatorActs: alone }),
    ],
    permissions,
  });
  await settle();
  return { text: page.text(), asked: sent.map(({ name }) => name).toSorted() };
}

describe('ApprovalBanner', () => {
  it('counts what waits for the viewer’s decision, not what they asked for', async () => {
    const { text } = await shown([true, false, true], [], ['USER_MANAGE']);
    expect(text).toContain('2 requests wait for your decision.');
    expect(text).toContain('To the approvals');
  });

  it('tells emergencies apart', async () => {
    expect((await shown(['BREAK_GLASS', true], [], ['PRIVACY_MANAGE'])).text).toBe(
      'Emergency: a colleague asks for emergency access and waits for you. To the approvals1 request waits for your decision. To the approvals',
    );
  });

  it('tells those who manage users that there is nobody else', async () => {
    const { text } = await shown([], ['USER_ROLES', 'ERASURE'], ['USER_MANAGE']);
    expect(text).toContain('Single-operator mode');
    expect(text).toContain('“Giving somebody rights; Erasing a customer”');
  });

  it('asks nothing for who decides about nothing', async () => {
    expect(await shown([true], ['ERASURE'], ['CUSTOMER_READ'])).toEqual({ text: '', asked: [] });
    expect((await shown([], ['ERASURE'], ['CUSTOMER_EXPORT'])).asked).toEqual(['WaitingApprovals']);
  });
});
