import { ApprovalsDocument, type ApprovalRowFragment } from '../../gql/graphql.ts';
import { answer, type Answer } from '../../testing/mount-page.ts';

/** Roles that Ann asks for Lea and the viewer may approve, unless told otherwise. */
export function approvalRow(changed: Partial<ApprovalRowFragment> = {}): ApprovalRowFragment {
  return {
    __typename: 'Approval',
    id: 'apr_1',
    act: 'USER_ROLES',
    state: 'WAITING',
    digest: 'd1',
    reason: 'takes over from Wang',
    askedAt: '2026-03-05T08:30:00.000Z',
    expiresAt: '2026-03-12T08:30:00.000Z',
    opensAt: null,
    decidedAt: null,
    decisionReason: null,
    concerns: { __typename: 'User', id: 'usr_3', name: 'Lea' },
    askedBy: { __typename: 'User', id: 'usr_2', name: 'Ann' },
    decidedBy: null,
    details: [
      { __typename: 'ApprovalDetail', name: 'ROLES_BEFORE', values: [] },
      { __typename: 'ApprovalDetail', name: 'ROLES_AFTER', values: ['DATA_STEWARD', 'VIEWER'] },
    ],
    viewerCanApprove: true,
    viewerCanRefuse: true,
    viewerCanWithdraw: false,
    ...changed,
  };
}

/** What requests there are. */
export function approvals(...nodes: ApprovalRowFragment[]): Answer {
  return answer(ApprovalsDocument, {
    __typename: 'Query',
    approvals: {
      __typename: 'ApprovalConnection',
      nodes,
      pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
    },
  });
}
