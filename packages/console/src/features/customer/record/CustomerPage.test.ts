import '../../../testing/cheap-to-string.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, provide } from 'vue';
import {
  CodeListsDocument,
  CustomerArchiveDocument,
  CustomerFactsDocument,
  CustomerOtherDataDocument,
  CustomerRecordDocument,
  CustomerRestoreDocument,
  CustomerTimelineDocument,
  CustomerUpdateDocument,
  TagChoicesDocument,
} from '../../../gql/graphql.ts';
import type { CustomerRecordFragment, FactValueRowFragment } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { Answer } from '../../../testing/mount-page.ts';
import { paths as intakePaths } from '../../intake/paths.ts';
import { customerRecord } from '../customer.fixture.ts';
import CustomerPage from './CustomerPage.vue';
import FactSources from './FactSources.vue';
import { customerIdKey } from './use-customer.ts';

const factValue = (changed: Partial<FactValueRowFragment>): FactValueRowFragment => ({
  __typename: 'FactValue',
  value: '张伟',
  raw: '张伟',
  channel: 'FILE',
  valueId: 'rec_1.0',
  recordId: 'rec_1',
  verifiedAt: null,
  verifiedBy: null,
  confidence: 0.7,
  lostBy: null,
  importId: null,
  actorName: null,
  recordedAt: '2026-11-01T02:03:04.000Z',
  isValid: true,
  problem: null,
  source: { __typename: 'Source', id: 'src_1', name: 'CRM' },
  ...changed,
});
const facts = answer(CustomerFactsDocument, {
  __typename: 'Query',
  customer: {
    __typename: 'Customer',
    id: 'cus_1',
    version: 'v1',
    viewerCan: { __typename: 'CustomerActions', edit: true },
    facts: [
      {
        __typename: 'Fact',
        field: 'NAME',
        isPinnable: true,
        isVerifiable: true,
        pin: null,
        chosenBy: 'SOURCE_PRIORITY',
        chosen: factValue({ raw: '张 伟', actorName: '王小明', importId: 'imp_1' }),
        alternatives: [
          factValue({
            valueId: 'rec_2.0',
            recordId: 'rec_2',
            lostBy: 'SOURCE_PRIORITY',
            value: '张炜',
            raw: '张炜',
            source: { __typename: 'Source', id: 'src_2', name: 'Shop' },
          }),
          factValue({ recordId: 'rec_3', value: null, raw: '12345', isValid: false, problem: 'NAME_INVALID' }),
        ],
      },
    ],
  },
});
function server(customer: CustomerRecordFragment | null): Answer[] {
  return [
    answer(CustomerRecordDocument, { __typename: 'Query', customer }),
    answer(CodeListsDocument, {
      __typename: 'Query',
      codeLists: [
        {
          __typename: 'CodeList',
          name: 'stage',
          entries: [
            {
              __typename: 'CodeEntry',
              code: 'LEAD',
              labelZh: '线索',
              labelEn: 'Lead',
              position: 0,
              retired: false,
              isBuiltIn: true,
            },
          ],
        },
      ],
    }),
    answer(TagChoicesDocument, { __typename: 'Query', tags: [] }),
    answer(CustomerOtherDataDocument, {
      __typename: 'Query',
      customer: { __typename: 'Customer', id: 'cus_1', otherData: [] },
    }),
    answer(CustomerTimelineDocument, {
      __typename: 'Query',
      customer: {
        __typename: 'Customer',
        id: 'cus_1',
        timeline: {
          __typename: 'TimelineConnection',
          nodes: [],
          pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
        },
      },
    }),
    facts,
  ];
}
const mountRecord = (answers: Answer[], locale: 'en' | 'zh-CN' = 'en') =>
  mountPage(CustomerPage, { path: '/customers/cus_1', props: { id: 'cus_1' }, answers, locale });

vi.setConfig({ testTimeout: 30_000 });
beforeEach(() => localStorage.clear());
afterEach(() => (document.body.innerHTML = ''));

describe('CustomerPage', () => {
  it('shows the facts in groups, missing ones as a dash', async () => {
    const { page } = await mountRecord(server(customerRecord()));
    expect(page.get('h1').text()).toBe('张伟');
    expect(page.get('.meta').text()).toContain('C20261121000087K');
    expect(page.findAll('.fact').map((one) => one.text())).toContain('Life cycleLead');
    expect(page.findAll('.fact').map((one) => one.text())).toContain('Job title—');
    expect(page.get('.contacts').text()).toContain('138 0013 8000');
    expect(page.get('.contacts .phone').attributes('title')).toBe('+8613800138000');
    expect(page.text()).not.toContain('null');
  });

  it('says once what happened', async () => {
    const entry = (id: string, kind: 'ARCHIVED' | 'IMPORT', title: string) =>
      ({
        __typename: 'TimelineEntry',
        id,
        kind,
        at: '2026-11-10T00:00:00.000Z',
        title,
        detail: null,
        actorName: null,
        fields: null,
        order: null,
      }) as const;
    const others = server(customerRecord()).filter(({ name }) => name !== 'CustomerTimeline');
    const { page } = await mountRecord(
      [
        ...others,
        answer(CustomerTimelineDocument, {
          __typename: 'Query',
          customer: {
            __typename: 'Customer',
            id: 'cus_1',
            timeline: {
              __typename: 'TimelineConnection',
              nodes: [entry('tim_1', 'ARCHIVED', '归档'), entry('tim_2', 'IMPORT', '由“门店”导入')],
              pageInfo: { __typename: 'PageInfo', endCursor: null, hasNextPage: false },
            },
          },
        }),
      ],
      'zh-CN',
    );
    expect(page.findAll('.timeline .title').map((one) => one.text())).toEqual(['归档', '导入由“门店”导入']);
  });

  it('says that there is no such customer', async () => {
    const { page } = await mountRecord(server(null));
    expect(page.text()).toContain('No such customer');
  });

  it('explains an archived and a withdrawn customer and offers nothing that is not allowed', async () => {
    const viewerCan = {
      __typename: 'CustomerActions',
      edit: false,
      editDocuments: false,
      archive: false,
      restore: true,
      export: true,
      reveal: false,
      revealDocuments: true,
    } as const;
    const archived = await mountRecord(
      server(customerRecord({ status: 'ARCHIVED', archivedAt: '2026-11-10T00:00:00.000Z', viewerCan })),
    );
    expect(archived.page.text()).toContain('archived on Nov 10, 2026');
    expect(archived.page.findAll('.edit')).toHaveLength(0);
    expect(archived.page.get('.state button').text()).toBe('Restore');
    archived.page.unmount();
    const withdrawn = await mountRecord(
      server(customerRecord({ status: 'WITHDRAWN', viewerCan: { ...viewerCan, restore: false } })),
    );
    expect(withdrawn.page.text()).toContain('This record is withdrawn');
  });

  it('archives after saying the consequence, and undoes it', async () => {
    const archived = customerRecord({ status: 'ARCHIVED', version: 'v2', archivedAt: '2026-11-21T00:00:00.000Z' });
    const { page, sent } = await mountRecord([
      ...server(customerRecord()),
      answer(CustomerArchiveDocument, {
        __typename: 'Mutation',
        customerArchive: { __typename: 'CustomerPayload', customer: archived, userErrors: [] },
      }),
      answer(CustomerRestoreDocument, {
        __typename: 'Mutation',
        customerRestore: { __typename: 'CustomerPayload', customer: customerRecord({ version: 'v3' }), userErrors: [] },
      }),
    ]);
    page.getComponent({ name: 'ElDropdown' }).vm.$emit('command', 'archive');
    await settle();
    expect(document.body.querySelector('.el-dialog')?.textContent).toContain(
      '1 customer leaves lists, figures and exports',
    );
    document.body.querySelector<HTMLElement>('.el-dialog .el-button--danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerArchive')?.variables).toEqual({ id: 'cus_1', version: 'v1' });
    document.body.querySelector<HTMLElement>('.el-notification button')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerRestore')?.variables).toEqual({ id: 'cus_1', version: 'v2' });
  });

  it('edits a group in its place and sends only what changed', async () => {
    const { page, sent } = await mountRecord([
      ...server(customerRecord()),
      answer(CustomerUpdateDocument, {
        __typename: 'Mutation',
        customerUpdate: {
          __typename: 'CustomerPayload',
          customer: customerRecord({ version: 'v2', note: '重要' }),
          userErrors: [],
        },
      }),
    ]);
    await page.get('.note .edit').trigger('click');
    await import('../form/SectionForm.vue');
    await settle();
    await page.get('.note textarea').setValue('重要');
    await page.get('.note form').trigger('submit');
    await settle();
    expect(sent.find(({ name }) => name === 'CustomerUpdate')?.variables).toEqual({
      id: 'cus_1',
      version: 'v1',
      input: { note: '重要' },
    });
    expect(page.find('.note textarea').exists()).toBe(false);
  });
});

describe('FactSources', () => {
  const NameSources = defineComponent(() => {
    provide(customerIdKey, () => 'cus_1');
    return () => h(FactSources, { field: 'NAME' });
  });

  it.each([
    [
      'en',
      [
        'Chosen: source priority',
        'Came as: 张 伟',
        'Not chosen: its source ranks lower',
        'This is not a name.',
        'Not chosen: the value could not be read',
      ],
    ],
    [
      'zh-CN',
      ['采纳原因：来源优先级', '原文：张 伟', '未采纳：来源优先级较低', '这不是姓名或名称。', '未采纳：值无法识别'],
    ],
  ] as const)(
    'says in %s where a value comes from, why it is the one, and why the others are not',
    async (locale, expected) => {
      const { page } = await mountPage(NameSources, { answers: server(null), locale });
      const text = page.text();
      for (const one of expected) expect(text).toContain(one.trim());
      expect(text).toContain('王小明');
      expect(page.get('a').attributes('href')).toBe(intakePaths.import('imp_1'));
      expect(page.findAll('.entry')[2]?.get('.value').classes()).toContain('struck');
    },
  );
});
