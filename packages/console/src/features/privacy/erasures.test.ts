import { afterEach, expect, it } from 'vitest';
import { CustomerErasureCancelDocument, CustomerErasureRequestDocument } from '../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import ErasureCard from './ErasureCard.vue';
import ErasuresPage from './ErasuresPage.vue';
import { dialogButton, typeInto } from '../../testing/dialog.ts';
import { erasureRow, erasures } from './privacy.fixture.ts';

const props = { customerId: 'cus_1' };
const cancelled = answer(CustomerErasureCancelDocument, {
  __typename: 'Mutation',
  customerErasureCancel: {
    __typename: 'ErasurePayload',
    erasure: erasureRow({ state: 'CANCELLED', endedAt: '2026-03-05T09:00:00.000Z' }),
    userErrors: [],
  },
});

afterEach(() => (document.body.innerHTML = ''));

it('asks for the erasure of a customer once there is a reason', async () => {
  const requested = answer(CustomerErasureRequestDocument, {
    __typename: 'Mutation',
    customerErasureRequest: { __typename: 'ErasurePayload', erasure: erasureRow(), userErrors: [] },
  });
  const { page, sent } = await mountPage(ErasureCard, { props, answers: [erasures(), requested] });
  await page.get('button').trigger('click');
  await settle();
  expect(document.body.textContent).toContain('cannot be reversed then');
  expect(dialogButton('danger')?.hasAttribute('disabled')).toBe(true);
  await typeInto('textarea', 'asked in writing, case 7');
  dialogButton('danger')?.click();
  await settle();
  expect(sent.map(({ name }) => name)).toEqual(['Erasures', 'CustomerErasureRequest', 'Erasures']);
  expect(sent[1]?.variables).toEqual({ input: { customerId: 'cus_1', reason: 'asked in writing, case 7' } });
});

it('shows what was asked for, and takes it back', async () => {
  const { page, sent } = await mountPage(ErasureCard, { props, answers: [erasures(erasureRow()), cancelled] });
  expect(page.get('[role=status]').text()).toBe('Erasure was asked for; it is carried out after Mar 6, 2026, 16:30.');
  await page.get('button').trigger('click');
  await settle();
  expect(sent.find(({ name }) => name === 'CustomerErasureCancel')?.variables).toEqual({ id: 'ers_1' });
});

it('lists requests, and what was destroyed of whom with the date from which nothing is left', async () => {
  const done = erasureRow({
    id: 'ers_2',
    customerId: null,
    state: 'DONE',
    endedAt: '2026-03-07T08:40:00.000Z',
    receipt: {
      __typename: 'ErasureReceipt',
      keysDestroyedAt: '2026-03-07T08:40:00.000Z',
      keys: 1,
      contactPoints: 2,
      addresses: 1,
      identifiers: 1,
      records: 3,
      ordersKept: 4,
      consentsKept: 5,
      files: [{ __typename: 'ErasedFile', id: 'fil_1', name: 'crm.csv', readableUntil: '2026-04-01T00:00:00.000Z' }],
      nothingLeftFrom: '2026-05-01T00:00:00.000Z',
    },
  });
  const withdrawn = erasureRow({
    id: 'ers_3',
    state: 'CANCELLED',
    approval: { __typename: 'Approval', id: 'apr_1', state: 'WITHDRAWN', opensAt: null, decisionReason: null },
  });
  const { page, sent } = await mountPage(ErasuresPage, {
    answers: [erasures(erasureRow(), done, withdrawn), cancelled],
  });
  const [open, receipt, cancelledRow] = page.findAll('tbody tr').map((row) => row.text());
  expect(open).toContain('Asked for');
  expect(receipt).toMatch(/Erased.*No copy can be read fromMay 1, 2026/);
  expect(receipt).toContain('contact points: 2, addresses: 1, documents: 1, source records: 3');
  expect(receipt).toContain('crm.csv: destroyed by Apr 1, 2026');
  expect(cancelledRow?.match(/Taken back/g), 'said once').toHaveLength(1);
  // Who is erased has no page.
  expect(page.findAll('tbody a')).toHaveLength(2);
  await page.get('[aria-label="Take the request to erase C26-00000017 back"]').trigger('click');
  await settle();
  expect(sent.map(({ name }) => name)).toContain('CustomerErasureCancel');
});
