import { afterEach, expect, it } from 'vitest';
import { defineComponent, h, provide } from 'vue';
import {
  CodeListsDocument,
  CustomerDiscrepanciesDocument,
  CustomerFactPinDocument,
  CustomerFactsDocument,
  CustomerFactVerifyDocument,
} from '../../../gql/graphql.ts';
import type { CustomerDiscrepanciesQuery, CustomerFactsQuery, FactValueRowFragment } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import { customerRecord } from '../customer.fixture.ts';
import { customerIdKey } from '../record/use-customer.ts';
import DiscrepancyCard from './DiscrepancyCard.vue';

afterEach(() => (document.body.innerHTML = ''));

const said = (source: string, value: string, changed: Partial<FactValueRowFragment> = {}): FactValueRowFragment => ({
  __typename: 'FactValue',
  valueId: `rec_${source}.0`,
  value,
  raw: value,
  channel: 'FILE',
  recordId: `rec_${source}`,
  importId: null,
  actorName: null,
  recordedAt: '2026-11-01T00:00:00.000Z',
  isValid: true,
  problem: null,
  verifiedAt: null,
  verifiedBy: null,
  confidence: 0.91,
  lostBy: 'SOURCE_PRIORITY',
  source: { __typename: 'Source', id: source, name: source },
  ...changed,
});
const side = (id: string, values: string[] | null) =>
  ({ __typename: 'DiscrepancySide', values, source: { __typename: 'Source', id } }) as const;

function discrepancies(values: (text: string) => string[] | null): CustomerDiscrepanciesQuery {
  return {
    __typename: 'Query',
    customer: {
      __typename: 'Customer',
      id: 'cus_1',
      openDiscrepancies: [
        {
          __typename: 'Discrepancy',
          field: 'EMPLOYER',
          openedAt: '2026-11-01T00:00:00.000Z',
          sides: [side('CRM', values('甲公司')), side('Shop', values('乙公司'))],
        },
      ],
    },
  };
}
const facts = (edit: boolean): CustomerFactsQuery => ({
  __typename: 'Query',
  customer: {
    __typename: 'Customer',
    id: 'cus_1',
    version: 'v1',
    viewerCan: { __typename: 'CustomerActions', edit },
    facts: [
      {
        __typename: 'Fact',
        field: 'EMPLOYER',
        chosenBy: 'SOURCE_PRIORITY',
        isPinnable: true,
        isVerifiable: true,
        pin: null,
        chosen: said('CRM', '甲公司', { lostBy: null }),
        alternatives: [said('Fair', '甲公司', { lostBy: null }), said('Shop', '乙公司'), said('Old', '丙公司')],
      },
    ],
  },
});
const Card = defineComponent(() => {
  provide(customerIdKey, () => 'cus_1');
  return () => h(DiscrepancyCard, { version: 'v1' });
});
const mount = async (disputed: CustomerDiscrepanciesQuery, edit = true) =>
  await mountPage(Card, {
    answers: [
      answer(CodeListsDocument, { __typename: 'Query', codeLists: [] }),
      answer(CustomerDiscrepanciesDocument, disputed),
      answer(CustomerFactsDocument, facts(edit)),
      answer(CustomerFactVerifyDocument, {
        __typename: 'Mutation',
        customerFactVerify: {
          __typename: 'CustomerPayload',
          customer: customerRecord({ version: 'v2' }),
          userErrors: [],
        },
      }),
      answer(CustomerFactPinDocument, {
        __typename: 'Mutation',
        customerFactPin: { __typename: 'CustomerPayload', customer: customerRecord({ version: 'v3' }), userErrors: [] },
      }),
    ],
  });

it('puts the values of those who disagree side by side, and shows one that was verified', async () => {
  const { page, sent } = await mount(discrepancies((text) => [text]));
  const rows = page.findAll('li');
  expect(rows.map((row) => row.text().replaceAll(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/^甲公司 ?Shown ?CRM .*, Fair .*Confidence 91% ?Verify ?Pin$/),
    expect.stringMatching(/^乙公司 ?Shop .*Confidence 91% ?Verify ?Show this$/),
  ]);
  await page.get('[aria-label="Verify 乙公司"]').trigger('click');
  await settle();
  expect(document.body.querySelector('.el-dialog')?.textContent).toContain('Show this value from now on');
  document.body.querySelector<HTMLElement>('.el-dialog .el-button--primary')?.click();
  await settle();
  expect(sent.find(({ name }) => name === 'CustomerFactVerify')?.variables).toMatchObject({
    version: 'v1',
    input: { field: 'EMPLOYER', valueId: 'rec_Shop.0', method: 'CALL' },
  });
  expect(sent.find(({ name }) => name === 'CustomerFactPin')?.variables).toMatchObject({
    version: 'v2',
    input: { field: 'EMPLOYER', valueId: 'rec_Shop.0', reason: 'Verified: by telephone' },
  });
});

it('offers nothing to who may not change it, and names only the field to who may not see the values', async () => {
  const { page } = await mount(
    discrepancies((text) => [text]),
    false,
  );
  expect(page.findAll('li')).toHaveLength(2);
  expect(page.find('button').exists()).toBe(false);
  const { page: hidden, sent } = await mount(discrepancies(() => null));
  expect(hidden.text()).toMatch(/Employer.*What they say is not shown to you/s);
  expect(sent.some(({ name }) => name === 'CustomerFacts')).toBe(false);
});

it('is not there when sources agree', async () => {
  const { page } = await mount({
    __typename: 'Query',
    customer: { __typename: 'Customer', id: 'cus_1', openDiscrepancies: [] },
  });
  expect(page.find('section').exists()).toBe(false);
});
