import '../../../testing/cheap-to-string.ts';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeListsDocument,
  CustomersMergeDocument,
  CustomerSplitDocument,
  SplitPartsDocument,
  SplitPreviewDocument,
} from '../../../gql/graphql.ts';
import type { MergeOutcomeFragment, SplitPartsQuery } from '../../../gql/graphql.ts';
import { dialog, dialogButton, typeInto } from '../../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import SplitDialog from './SplitDialog.vue';

afterEach(() => (document.body.innerHTML = ''));

type SplitRecord = NonNullable<SplitPartsQuery['customer']>['sourceRecords'][number];
const crm = { __typename: 'Source', id: 'src_1', name: 'CRM' } as const;
const shop = { __typename: 'Source', id: 'src_2', name: 'Shop' } as const;
const record = (id: string, source: SplitRecord['source'], externalId: string, name: string): SplitRecord => ({
  __typename: 'SourceRecord',
  id,
  source,
  externalId,
  recordedAt: '2026-11-20T08:00:00.000Z',
  fields: [{ __typename: 'SourceRecordField', field: 'NAME', value: name, raw: null }],
});
const parts = answer(SplitPartsDocument, {
  __typename: 'Query',
  customer: {
    __typename: 'Customer',
    id: 'cus_1',
    sourceRecords: [
      record('rec_1', shop, 'S7', '李大雷'),
      record('rec_2', crm, 'K1', '李雷'),
      record('rec_3', shop, 'S7', '李大雷 (2)'),
    ],
    orders: {
      __typename: 'OrderConnection',
      nodes: [
        {
          __typename: 'Order',
          id: 'ord_1',
          number: 'N1',
          placedAt: '2026-11-20T08:00:00.000Z',
          total: { __typename: 'Money', amount: '12.50', currency: 'CNY' },
        },
      ],
    },
  },
});
const preview = answer(SplitPreviewDocument, {
  __typename: 'Query',
  splitPreview: {
    __typename: 'PartingPreview',
    survivor: [],
    released: [
      {
        __typename: 'PreviewField',
        field: 'NAME',
        shown: [{ __typename: 'PreviewValue', value: '李大雷', customerNumber: null, source: shop }],
        losing: [],
      },
    ],
  },
});
const outcome: MergeOutcomeFragment = {
  __typename: 'MergePayload',
  customer: { __typename: 'Customer', id: 'cus_9', version: 'v1', status: 'ACTIVE' },
  operation: { __typename: 'MergeOperation', id: 'mop_2', state: 'DONE' },
  userErrors: [],
};
const codes = answer(CodeListsDocument, { __typename: 'Query', codeLists: [] });
const answers = [
  parts,
  preview,
  codes,
  answer(CustomerSplitDocument, { __typename: 'Mutation', customerSplit: outcome }),
  answer(CustomersMergeDocument, { __typename: 'Mutation', customersMerge: outcome }),
];
const open = async () =>
  await mountPage(SplitDialog, {
    props: { customerId: 'cus_1', number: 'C1', version: 'v9' },
    permissions: ['CUSTOMER_READ', 'IDENTITY_READ', 'CUSTOMER_MERGE'],
    answers,
  });
/** Ticks what has this text. */
async function tick(text: string): Promise<void> {
  const boxes = [...document.body.querySelectorAll<HTMLElement>('.el-dialog label.el-checkbox')];
  boxes
    .find((box) => box.textContent?.includes(text))
    ?.querySelector('input')
    ?.click();
  await settle();
}

describe('splitting a customer', () => {
  it('shows what both will show, splits off what was ticked, and takes it back', async () => {
    const { page, sent } = await open();
    expect(dialog()?.textContent).toMatch(/Shop · S7.*李大雷.*CRM · K1.*李雷.*Orders.*N1/);
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
    await tick('Shop · S7');
    await tick('N1');
    expect(sent.findLast(({ name }) => name === 'SplitPreview')?.variables).toEqual({
      customerId: 'cus_1',
      recordIds: ['rec_1', 'rec_3'],
    });
    expect(dialog()?.textContent).toMatch(/The new customer will show.*李大雷.*C1 will show/);
    await typeInto('input[maxlength="500"]', 'another Li Lei');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerSplit')?.variables).toEqual({
      input: {
        customerId: 'cus_1',
        version: 'v9',
        recordIds: ['rec_1', 'rec_3'],
        orderIds: ['ord_1'],
        reason: 'another Li Lei',
      },
    });
    expect(page.emitted('close')).toHaveLength(1);
    document.body.querySelector<HTMLElement>('.el-notification button')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'CustomersMerge')?.variables).toEqual({
      input: { survivor: { id: 'cus_1' }, customers: [{ id: 'cus_9' }] },
    });
    expect(page.emitted('done')).toHaveLength(1);
  });

  it('leaves at least one record', async () => {
    const { sent } = await open();
    await tick('CRM · K1');
    await tick('Shop · S7');
    expect(dialog()?.textContent).toContain('Nothing would be left of this customer.');
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
    expect(sent.filter(({ name }) => name === 'SplitPreview')).toHaveLength(1);
  });
});
