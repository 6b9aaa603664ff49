import { afterEach, expect, it } from 'vitest';
import { ApprovalDecideDocument, ApprovalWithdrawDocument } from '../../gql/graphql.ts';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import { approvalRow, approvals } from './approval.fixture.ts';
import ApprovalsPage from './ApprovalsPage.vue';

afterEach(() => (document.body.innerHTML = ''));

const decided = answer(ApprovalDecideDocument, {
  __typename: 'Mutation',
  approvalDecide: {
    __typename: 'ApprovalPayload',
    approval: { __typename: 'Approval', id: 'apr_1', state: 'APPROVED' },
    userErrors: [],
  },
});

it('shows exactly what is asked for, by whom and why, and approves what was shown', async () => {
  const { page, sent } = await mountPage(ApprovalsPage, { answers: [approvals(approvalRow()), decided] });
  expect(sent[0]?.variables).toEqual({ states: ['WAITING', 'APPROVED'], first: 25 });
  const row = page.get('tbody tr').text();
  expect(row).toContain('Giving somebody rights');
  expect(row).toMatch(/ForLea.*Roles nownone.*Roles asked forData steward, Viewer/);
  expect(row).toContain('takes over from Wang');
  await page.get('tbody .el-button--primary').trigger('click');
  await settle();
  expect(dialog()?.textContent).toContain('Asked by Ann');
  dialogButton('primary')?.click();
  await settle();
  expect(sent.find(({ name }) => name === 'ApprovalDecide')?.variables).toEqual({
    input: { id: 'apr_1', digest: 'd1', approve: true, reason: null },
  });
});

it('refuses with a reason only', async () => {
  const { page, sent } = await mountPage(ApprovalsPage, { answers: [approvals(approvalRow()), decided] });
  await page.findAll('tbody button')[1]?.trigger('click');
  await settle();
  expect(dialogButton('danger')?.hasAttribute('disabled')).toBe(true);
  await typeInto('textarea', 'not agreed');
  dialogButton('danger')?.click();
  await settle();
  expect(sent.find(({ name }) => name === 'ApprovalDecide')?.variables).toEqual({
    input: { id: 'apr_1', digest: 'd1', approve: false, reason: 'not agreed' },
  });
});

it('takes back one’s own, says when nobody else can decide, and what became of others', async () => {
  const own = approvalRow({
    act: 'MASS_EXPORT',
    concerns: null,
    opensAt: '2026-03-06T08:30:00.000Z',
    details: [
      { __typename: 'ApprovalDetail', name: 'CUSTOMERS', values: ['12100'] },
      { __typename: 'ApprovalDetail', name: 'FIELDS', values: ['NAME', 'PHONE'] },
      { __typename: 'ApprovalDetail', name: 'CONDITIONS', values: ['province', 'SEARCH'] },
    ],
    viewerCanApprove: false,
    viewerCanRefuse: false,
    viewerCanWithdraw: true,
  });
  const policy = approvalRow({
    id: 'apr_2',
    act: 'ROLE_POLICY',
    state: 'REFUSED',
    decidedAt: '2026-03-05T09:30:00.000Z',
    decidedBy: { __typename: 'User', id: 'usr_4', name: 'Bob' },
    decisionReason: 'too much',
    details: [
      { __typename: 'ApprovalDetail', name: 'ROLE', values: ['VIEWER'] },
      { __typename: 'ApprovalDetail', name: 'GRANTS_ADDED', values: ['PERSONAL/READ_FULL/ALL'] },
    ],
    viewerCanApprove: false,
    viewerCanRefuse: false,
  });
  const withdrawn = answer(ApprovalWithdrawDocument, {
    __typename: 'Mutation',
    approvalWithdraw: {
      __typename: 'ApprovalPayload',
      approval: { __typename: 'Approval', id: 'apr_1', state: 'WITHDRAWN' },
      userErrors: [],
    },
  });
  const { page, sent } = await mountPage(ApprovalsPage, { answers: [approvals(own, policy), withdrawn] });
  const [first, second] = page.findAll('tbody tr').map((row) => row.text());
  expect(first).toMatch(/at most12,100.*ColumnsName, Phone.*Selected byProvince, a search/);
  expect(first).toContain('nobody else can approve: counts as approved from');
  expect(second).toMatch(/Is grantedPersonal.*see them in full \(all customers\)/);
  expect(second).toMatch(/Refused.*Bob.*too much/);
  await page.get('tbody button').trigger('click');
  await settle();
  expect(sent.find(({ name }) => name === 'ApprovalWithdraw')?.variables).toEqual({ id: 'apr_1' });
});
