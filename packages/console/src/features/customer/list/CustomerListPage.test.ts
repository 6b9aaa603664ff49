import '../../../testing/cheap-to-string.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ImportNameDocument,
  CodeListsDocument,
  CustomerExportCreateDocument,
  CustomerNumberLookupDocument,
  CustomerPagesDocument,
  CustomersTagDocument,
  CustomerTotalDocument,
  TagChoicesDocument,
} from '../../../gql/graphql.ts';
import type { CustomerNumberLookupQuery, CustomerPagesQuery } from '../../../gql/graphql.ts';
import { reportDown, reportUp } from '../../../platform/apollo/connection.ts';
import { answer, failure, mountPage, settle } from '../../../testing/mount-page.ts';
import type { Answer, MountedPage } from '../../../testing/mount-page.ts';
import { grantsOf } from '../../../testing/session.fixture.ts';
import FieldMenu from '../filter/FieldMenu.vue';
import { customerRow } from '../customer.fixture.ts';
import TagPicker from '../TagPicker.vue';
import CustomerListPage from './CustomerListPage.vue';
import { forgetLists } from './list-memory.ts';

function server(total: number): Answer[] {
  return [
    answer(CodeListsDocument, { __typename: 'Query', codeLists: [] }),
    answer(TagChoicesDocument, {
      __typename: 'Query',
      tags: [{ __typename: 'Tag', id: 'tag_1', name: 'VIP', colour: null }],
    }),
    answer(CustomerPagesDocument, ({ first, after }): CustomerPagesQuery => {
      const from = after ? Number(after) + 1 : 0;
      const nodes = Array.from({ length: Math.max(0, Math.min(first, total - from)) }, (_, at) =>
        customerRow(from + at),
      );
      return {
        __typename: 'Query',
        customers: {
          __typename: 'CustomerConnection',
          nodes,
          pageInfo: {
            __typename: 'PageInfo',
            endCursor: String(from + nodes.length - 1),
            hasNextPage: from + nodes.length < total,
          },
        },
      };
    }),
    answer(CustomerTotalDocument, {
      __typename: 'Query',
      customers: { __typename: 'CustomerConnection', totalCount: total },
    }),
  ];
}
async function scrollTo({ page }: MountedPage, top: number): Promise<void> {
  const grid = page.get<HTMLElement>('[role=grid]');
  grid.element.scrollTop = top;
  await grid.trigger('scroll');
  await settle();
}
const names = ({ page }: MountedPage): string[] => page.findAll('a.name').map((one) => one.text());
const pagesAsked = ({ sent }: MountedPage): unknown[] =>
  sent.filter(({ name }) => name === 'CustomerPages').map(({ variables }) => variables['after']);

vi.setConfig({ testTimeout: 30_000 });
beforeEach(() => {
  localStorage.clear();
  forgetLists();
});
afterEach(() => (document.body.innerHTML = ''));

describe('CustomerListPage', () => {
  it('reads the first page and one ahead, then more as one scrolls, and draws only what is in view', async () => {
    const mounted = await mountPage(CustomerListPage, { path: '/customers', answers: server(12_408) });
    expect(pagesAsked(mounted)).toEqual([null, '99']);
    expect(mounted.page.text()).toContain('12,408 customers');
    expect(names(mounted).length).toBeLessThan(40);
    await scrollTo(mounted, 44 * 150);
    expect(pagesAsked(mounted)).toEqual([null, '99', '199']);
    expect(names(mounted)).toContain('客户 150');
    expect(names(mounted)).not.toContain('客户 0');
    expect(mounted.page.get('[role=grid]').attributes('aria-rowcount')).toBe('12409');
  });

  it('offers no order and no condition by values that are masked, nor asks for one', async () => {
    const mounted = await mountPage(CustomerListPage, {
      path: '/customers#sort=NAME.ASC',
      grants: grantsOf('MASKED'),
      answers: server(3),
    });
    const sorted = mounted.sent.find(({ name }) => name === 'CustomerPages')?.variables['sort'];
    expect(sorted).toEqual({ field: 'CREATED_AT', direction: 'DESC' });
    const heads = mounted.page.findAll('[role=columnheader] button').map((one) => one.text());
    expect(heads).toEqual(['Number', 'Grade', 'Updated']);
    mounted.page.unmount();
    const menu = await mountPage(FieldMenu, { grants: grantsOf('MASKED') });
    const offered = menu.page.findAll('.groups button').map((one) => one.text());
    expect(offered).toContain('Grade');
    expect(offered).toContain('Industry');
    for (const personal of ['Name', 'Phone', 'E-mail', 'Age', 'Gender']) expect(offered).not.toContain(personal);
  });

  it('comes back to where it was left', async () => {
    const mounted = await mountPage(CustomerListPage, { path: '/customers', answers: server(12_408) });
    await scrollTo(mounted, 44 * 150);
    mounted.page.unmount();
    const again = await mountPage(CustomerListPage, { path: '/customers', answers: server(12_408) });
    expect(names(again)).toContain('客户 150');
    expect(again.page.get<HTMLElement>('[role=grid]').element.scrollTop).toBe(44 * 150);
    again.page.unmount();
    const other = await mountPage(CustomerListPage, { path: '/customers#q=x', answers: server(12_408) });
    expect(names(other)[0]).toBe('客户 0');
  });

  it('asks with what the URL says, in instants', async () => {
    const filter = encodeURIComponent(JSON.stringify({ orders: { some: { placedAt: { gte: '-90d' } } } }));
    const mounted = await mountPage(CustomerListPage, {
      path: `/customers#q=zhang&filter=${filter}&sort=NAME.ASC`,
      answers: server(3),
    });
    const variables = mounted.sent.find(({ name }) => name === 'CustomerPages')?.variables ?? {};
    expect(variables).toMatchObject({ search: 'zhang', sort: { field: 'NAME', direction: 'ASC' }, withOrders: false });
    expect(variables['filter'].orders.some.placedAt.gte).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
    expect(mounted.page.get('.chip').text()).toContain('last order < 90 days ago');
    await mounted.page.get('.chip .small').trigger('click');
    await settle();
    expect(mounted.router.currentRoute.value.fullPath).toBe('/customers#q=zhang&sort=NAME.ASC');
  });

  it('calls an import by the name of its file', async () => {
    const filter = encodeURIComponent(JSON.stringify({ importId: { eq: 'imp_1' } }));
    const { page } = await mountPage(CustomerListPage, {
      path: `/customers#filter=${filter}`,
      answers: [
        ...server(3),
        answer(ImportNameDocument, {
          __typename: 'Query',
          import: {
            __typename: 'Import',
            id: 'imp_1',
            file: { __typename: 'UploadedFile', id: 'fil_1', name: 'members.csv' },
          },
        }),
      ],
    });
    expect(page.get('.chip').text()).toContain('Import = members.csv');
  });

  it('selects rows, then all that match, and tags them with the number of those who change', async () => {
    const answers = [
      ...server(12_408),
      answer(CustomersTagDocument, {
        __typename: 'Mutation',
        customersTag: { __typename: 'CustomersTagPayload', changed: 12_000, userErrors: [] },
      }),
    ];
    const mounted = await mountPage(CustomerListPage, { path: '/customers#q=zhang', answers });
    const { page, sent } = mounted;
    await page.findAll('.row input[type=checkbox]')[2]?.trigger('click');
    expect(page.get('.selection-bar strong').text()).toBe('1 customer selected');
    await page.get('.selection-bar .is-link').trigger('click');
    expect(page.get('.selection-bar strong').text()).toBe('All 12,408 customers that match selected');
    await page.findAll('.selection-bar .actions button')[0]?.trigger('click');
    await settle();
    const dialog = document.body.querySelector('.el-dialog');
    expect(dialog?.textContent).toContain('Up to 12,408 customers change.');
    expect(dialog?.querySelector('[type=submit]')?.hasAttribute('disabled')).toBe(true);
    page.getComponent(TagPicker).vm.$emit('update:modelValue', ['tag_1']);
    await settle();
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settle();
    expect(sent.find(({ name }) => name === 'CustomersTag')?.variables).toEqual({
      selection: { search: 'zhang', filter: {} },
      add: ['tag_1'],
      remove: [],
    });
    expect(document.body.querySelector('.el-message')?.textContent).toContain('12,000 customers changed');
  });

  it('exports all that match with the columns chosen', async () => {
    const answers = [
      ...server(40),
      answer(CustomerExportCreateDocument, {
        __typename: 'Mutation',
        exportCreate: { __typename: 'ExportPayload', export: null, userErrors: [] },
      }),
    ];
    const { page, sent } = await mountPage(CustomerListPage, { path: '/customers', answers });
    await page.get('.head-row input').trigger('change');
    await page.findAll('.selection-bar .actions button')[1]?.trigger('click');
    await settle();
    document.body.querySelector<HTMLElement>('.el-dialog .el-dialog__footer .el-button--primary')?.click();
    await settle();
    const { input } = sent.find(({ name }) => name === 'CustomerExportCreate')?.variables ?? {};
    expect(input).toMatchObject({ format: 'XLSX' });
    expect(input.selection.ids).toHaveLength(40);
    expect(input.columns.slice(0, 3)).toEqual(['NAME', 'KIND', 'PHONE']);
  });

  it('says what to do when there is nobody, or nobody who meets the conditions', async () => {
    const none = await mountPage(CustomerListPage, { path: '/customers', answers: server(0) });
    expect(none.page.text()).toContain('No customers yet');
    expect(none.page.text()).toContain('Import a file');
    none.page.unmount();
    const filtered = await mountPage(CustomerListPage, { path: '/customers#q=zzz', answers: server(0) });
    expect(filtered.page.text()).toContain('No customer meets these conditions');
    await filtered.page.get('.empty-state button').trigger('click');
    await settle();
    expect(filtered.router.currentRoute.value.fullPath).toBe('/customers');
  });

  it('says that a customer number is mistyped, and leads from a retired one to its successor', async () => {
    const lookup = (changed: Partial<CustomerNumberLookupQuery['customerByNumber']>): Answer =>
      answer(CustomerNumberLookupDocument, {
        __typename: 'Query',
        customerByNumber: {
          __typename: 'CustomerNumberAnswer',
          verdict: 'MISTYPED',
          number: 'C0001',
          successorNumber: null,
          suggestions: [],
          customer: null,
          ...changed,
        },
      });
    const mistyped = await mountPage(CustomerListPage, {
      path: '/customers#q=C20261121000078K',
      answers: [...server(0), lookup({ suggestions: ['C20261121000087K'] })],
    });
    expect(mistyped.page.get('.el-alert a').attributes('href')).toBe('/customers#q=C20261121000087K');
    mistyped.page.unmount();
    const retired = await mountPage(CustomerListPage, {
      path: '/customers#q=C20261121000078K',
      answers: [
        ...server(0),
        lookup({
          verdict: 'RETIRED',
          successorNumber: 'C2',
          customer: { __typename: 'Customer', id: 'cus_2', number: 'C2', name: '李娜' },
        }),
      ],
    });
    expect(retired.page.get('.el-alert a').attributes('href')).toBe('/customers/cus_2');
    expect(retired.page.get('.el-alert').text()).toContain('Now C2 (李娜)');
  });

  it('shows a failure with a way to try again', async () => {
    const { page } = await mountPage(CustomerListPage, {
      path: '/customers',
      answers: [...server(3), failure(CustomerPagesDocument, 'FORBIDDEN', { permission: 'CUSTOMER_READ' })],
    });
    expect(page.text()).toContain('This needs the right to read customers.');
  });

  it('recovers by itself when the connection was lost while scrolling', async () => {
    let isDown = true;
    const pages = server(300).find(({ name }) => name === 'CustomerPages');
    const flaky: Answer = {
      name: 'CustomerPages',
      reply: (variables) =>
        isDown && variables['after']
          ? new TypeError('Failed to fetch')
          : (pages?.reply(variables) ?? new Error('none')),
    };
    const mounted = await mountPage(CustomerListPage, { path: '/customers', answers: [...server(300), flaky] });
    expect(mounted.page.get('.el-alert').text()).toContain('The server cannot be reached.');
    expect(names(mounted)).toContain('客户 0');
    isDown = false;
    reportDown(() => Promise.resolve(false));
    reportUp();
    await settle();
    expect(mounted.page.find('.el-alert').exists()).toBe(false);
    expect(pagesAsked(mounted)).toEqual([null, '99', null, '99']);
  });

  it('works by keys', async () => {
    const { page, router } = await mountPage(CustomerListPage, { path: '/customers', answers: server(300) });
    const grid = page.get('[role=grid]');
    await grid.trigger('focus');
    await grid.trigger('keydown', { key: 'ArrowDown' });
    await grid.trigger('keydown', { key: ' ' });
    expect(page.get('.selection-bar strong').text()).toBe('1 customer selected');
    await grid.trigger('keydown', { key: 'Enter' });
    await settle();
    expect(router.currentRoute.value.path).toBe('/customers/cus_1');
  });
});
