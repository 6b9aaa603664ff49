import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeListUpdateDocument,
  FieldRulesPreviewDocument,
  JobChangedDocument,
  NumberPatternUpdateDocument,
  SettingsDocument,
  SourcesAndRulesDocument,
  SourcesReorderDocument,
  WatchedJobDocument,
} from '../../gql/graphql.ts';
import type {
  CodeListUpdateMutation,
  JobRowFragment,
  NumberPatternUpdateMutation,
  SettingsQuery,
  SourceRowFragment,
  SourcesAndRulesQuery,
} from '../../gql/graphql.ts';
import { dialogButton } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import CodeListEditor from './CodeListEditor.vue';
import NumberPatternPage from './NumberPatternPage.vue';
import { RULE_FIELDS } from './source-rules.ts';
import SourcesPage from './SourcesPage.vue';

const source = (id: string, name: string, priority: number): SourceRowFragment => ({
  __typename: 'Source',
  id,
  code: id,
  name,
  priority,
  customerCount: 10,
  isBuiltIn: false,
});
const sources: SourcesAndRulesQuery = {
  __typename: 'Query',
  sources: [source('s2', 'Shop', 2), source('s1', 'CRM', 1)],
  fieldRules: [],
};
const job: JobRowFragment = {
  __typename: 'Job',
  id: 'job_1',
  kind: 'recompute',
  state: 'DONE',
  progress: 1,
  note: null,
  attempts: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  problem: null,
};
const settings: SettingsQuery = {
  __typename: 'Query',
  settings: {
    __typename: 'Settings',
    installationName: 'Test',
    timeZone: 'Asia/Shanghai',
    defaultLocale: 'en',
    defaultCurrency: 'CNY',
    defaultPhoneRegion: 'CN',
    massExportAbove: 1000,
  },
  numberPattern: {
    __typename: 'NumberPattern',
    pattern: 'C{seq:6}{check}',
    example: 'C0000014',
    check: 'MOD 37,36',
    nextSequence: '42',
  },
};

afterEach(() => (document.body.innerHTML = ''));

describe('SourcesPage', () => {
  it('previews a new order, says how many change, and applies it', async () => {
    const { page, sent } = await mountPage(SourcesPage, {
      answers: [
        answer(SourcesAndRulesDocument, sources),
        answer(FieldRulesPreviewDocument, {
          __typename: 'Query',
          fieldRulesPreview: [{ __typename: 'FieldRulePreviewRow', field: 'NAME', customers: 1204 }],
        }),
        answer(SourcesReorderDocument, {
          __typename: 'Mutation',
          sourcesReorder: { __typename: 'FieldRulesPayload', job, userErrors: [] },
        }),
        answer(WatchedJobDocument, { __typename: 'Query', job }),
        answer(JobChangedDocument, { jobChanged: job }),
      ],
    });
    expect(page.findAll('.sortable-list li strong').map((one) => one.text())).toEqual(['CRM', 'Shop']);
    await page.get('[aria-label="Move Shop up"]').trigger('click');
    await settle();
    const preview = sent.find(({ name }) => name === 'FieldRulesPreview');
    expect(preview?.variables['rules']).toHaveLength(RULE_FIELDS.length);
    expect(page.get('.bar').text()).toContain('Name: 1,204 customers');

    await page.get('.bar .el-button--primary').trigger('click');
    await settle();
    expect(document.body.querySelector('.el-dialog')?.textContent).toContain(
      'The values shown of up to 1,204 customers change.',
    );
    expect(sent.some(({ name }) => name === 'SourcesReorder')).toBe(false);
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'SourcesReorder')?.variables).toEqual({ ids: ['s2', 's1'] });
  });

  it('only shows to whom may only read', async () => {
    const { page } = await mountPage(SourcesPage, {
      permissions: ['SETTINGS_READ'],
      answers: [answer(SourcesAndRulesDocument, sources)],
    });
    expect(page.findAll('button')).toHaveLength(0);
    expect(page.text()).toContain('CRM');
  });
});

describe('NumberPatternPage', () => {
  it('shows what a typed pattern gives before it is applied, and refuses what is none', async () => {
    const updated: NumberPatternUpdateMutation = {
      __typename: 'Mutation',
      numberPatternUpdate: {
        __typename: 'NumberPatternPayload',
        numberPattern: settings.numberPattern,
        userErrors: [],
      },
    };
    const { page, sent } = await mountPage(NumberPatternPage, {
      answers: [answer(SettingsDocument, settings), answer(NumberPatternUpdateDocument, updated)],
    });
    const input = page.get('form input');
    await input.setValue('K-{seq:4}');
    expect(page.get('.example strong').text()).toBe('K-0042');
    await input.setValue('K-{sequence}');
    expect(page.get('.example').text()).toBe('—');
    expect(page.get('.page-header button').attributes('disabled')).toBeDefined();
    await input.setValue('K-{seq:4}');
    await page.get('.page-header button').trigger('click');
    await settle();
    expect(sent.some(({ name }) => name === 'NumberPatternUpdate')).toBe(false);
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'NumberPatternUpdate')?.variables).toEqual({ pattern: 'K-{seq:4}' });
  });
});

describe('CodeListEditor', () => {
  const entry = (code: string, position: number): object => ({
    __typename: 'CodeEntry',
    code,
    labelZh: code,
    labelEn: code,
    position,
    retired: false,
    isBuiltIn: false,
  });
  const list = { __typename: 'CodeList', name: 'grade', entries: [entry('B', 1), entry('A', 0)] };

  it('moves, retires and adds, and sends the whole list in its order', async () => {
    const updated: CodeListUpdateMutation = {
      __typename: 'Mutation',
      codeListUpdate: { __typename: 'CodeListPayload', codeList: null, userErrors: [] },
    };
    const { page, sent } = await mountPage(CodeListEditor, {
      props: { list, title: 'Grade', readOnly: false },
      answers: [answer(CodeListUpdateDocument, updated)],
    });
    await page.get('[aria-label="Move B up"]').trigger('click');
    await page.get('.add').trigger('click');
    const added = page.findAll('tbody tr').at(-1);
    const save = page.get('header .el-button--primary');
    expect(save.attributes('disabled')).toBeDefined();
    const inputs = added?.findAll('input') ?? [];
    await inputs[0]?.setValue('A');
    expect(added?.text()).toContain('This code is there twice');
    await inputs[0]?.setValue('C');
    await inputs[1]?.setValue('丙');
    await inputs[2]?.setValue('Third');
    await save.trigger('click');
    await settle();
    const entries = [
      { code: 'B', labelZh: 'B', labelEn: 'B', retired: false, position: 0 },
      { code: 'A', labelZh: 'A', labelEn: 'A', retired: false, position: 1 },
      { code: 'C', labelZh: '丙', labelEn: 'Third', retired: false, position: 2 },
    ];
    expect(sent[0]).toEqual({ name: 'CodeListUpdate', variables: { name: 'grade', entries } });
  });
});
