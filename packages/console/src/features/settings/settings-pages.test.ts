import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeListUpdateDocument,
  JobChangedDocument,
  NumberPatternUpdateDocument,
  RuleFlipsDocument,
  RuleSetsDocument,
  RulesUpdateDocument,
  RuleTrialDocument,
  RuleTrialStartDocument,
  SettingsDocument,
  SourcesAndRulesDocument,
  WatchedJobDocument,
} from '../../gql/graphql.ts';
import type {
  CodeListUpdateMutation,
  NumberPatternUpdateMutation,
  RuleTrialRowFragment,
  SettingsQuery,
} from '../../gql/graphql.ts';
import { dialogButton, typeInto } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import { job, order, ruleSet, sources } from './source-rules.fixture.ts';
import CodeListEditor from './CodeListEditor.vue';
import NumberPatternPage from './NumberPatternPage.vue';
import SourcesPage from './SourcesPage.vue';

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

const trial: RuleTrialRowFragment = {
  __typename: 'RuleTrial',
  baseVersion: 2,
  isStale: false,
  startedAt: '2026-01-02T00:00:00.000Z',
  finishedAt: '2026-01-02T00:01:00.000Z',
  sources: order(['s2', 's1']),
  fieldRules: [],
  fields: [{ __typename: 'RuleTrialField', field: 'NAME', customers: 1204 }],
  job,
};
const putInForce = answer(RulesUpdateDocument, {
  __typename: 'Mutation',
  rulesUpdate: { __typename: 'RulesPayload', ruleSet: ruleSet(3, ['s2', 's1'], true), job, userErrors: [] },
});
const versions = answer(RuleSetsDocument, {
  __typename: 'Query',
  ruleSets: [ruleSet(2, ['s1', 's2'], true), ruleSet(1, ['s2', 's1'], false)],
});
const jobs = [
  answer(WatchedJobDocument, { __typename: 'Query', job }),
  answer(JobChangedDocument, { jobChanged: job }),
] as const;

describe('SourcesPage', () => {
  it('tries a new order, shows whom it flips, and puts it in force for a reason', async () => {
    const flip = {
      __typename: 'RuleFlip',
      customer: { __typename: 'Customer', id: 'cus_1', number: 'C1', name: '王芳', visibility: 'FULL' },
      before: '王芳',
      after: '王小芳',
    } as const;
    const { page, sent } = await mountPage(SourcesPage, {
      answers: [
        answer(SourcesAndRulesDocument, sources),
        answer(RuleTrialDocument, { __typename: 'Query', ruleTrial: trial }),
        answer(RuleTrialStartDocument, {
          __typename: 'Mutation',
          ruleTrialStart: { __typename: 'RuleTrialPayload', ruleTrial: trial, userErrors: [] },
        }),
        answer(RuleFlipsDocument, {
          __typename: 'Query',
          ruleFlips: {
            __typename: 'RuleFlipConnection',
            nodes: [flip],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        }),
        putInForce,
        versions,
        ...jobs,
      ],
    });
    expect(page.findAll('.sortable-list li strong').map((one) => one.text())).toEqual(['CRM', 'Shop']);
    await page.get('[aria-label="Move Shop up"]').trigger('click');
    await settle();
    // The server's last dry run happens to be of this very draft.
    expect(page.get('.bar').text()).toContain('Name: 1,204 would change');
    const [, tryRules] = page.get('.bar').findAll('button.el-button:not(.is-link)');
    await tryRules?.trigger('click');
    await settle();
    const changes = { sourceIds: ['s2', 's1'] };
    expect(sent.find(({ name }) => name === 'RuleTrialStart')?.variables).toEqual({ changes });

    await page.get('.bar .is-link').trigger('click');
    await settle();
    expect(document.body.querySelector('.el-dialog')?.textContent).toMatch(/C1.*王芳.*王芳.*王小芳/s);
    document.body.querySelector<HTMLElement>('.el-dialog__headerbtn')?.click();
    await settle();

    await page.get('.bar .el-button--primary:not(.is-link)').trigger('click');
    await settle();
    expect(document.body.textContent).toContain('The values shown of up to 1,204 customers change.');
    expect(sent.some(({ name }) => name === 'RulesUpdate')).toBe(false);
    await typeInto('textarea', 'the shop asks its customers every year');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'RulesUpdate')?.variables).toEqual({
      ruleSetVersion: 2,
      changes,
      reason: 'the shop asks its customers every year',
    });
  });

  it('asks once more for a dry run that ended while it was read', async () => {
    const unfinished = { ...trial, finishedAt: null, fields: [] };
    const { page, sent } = await mountPage(SourcesPage, {
      answers: [
        answer(SourcesAndRulesDocument, sources),
        answer(RuleTrialDocument, { __typename: 'Query', ruleTrial: unfinished }),
        versions,
        ...jobs,
      ],
    });
    await page.get('[aria-label="Move Shop up"]').trigger('click');
    await settle();
    expect(sent.filter(({ name }) => name === 'RuleTrial')).toHaveLength(2);
  });

  it('takes an earlier version as a draft and puts it in force again', async () => {
    const { page, sent } = await mountPage(SourcesPage, {
      answers: [
        answer(SourcesAndRulesDocument, sources),
        answer(RuleTrialDocument, { __typename: 'Query', ruleTrial: null }),
        putInForce,
        versions,
        ...jobs,
      ],
    });
    await page.get('[aria-label="Take version 1 as a draft"]').trigger('click');
    await settle();
    expect(page.findAll('.sortable-list li strong').map((one) => one.text())).toEqual(['Shop', 'CRM']);
    await page.get('.bar .el-button--primary').trigger('click');
    await settle();
    expect(document.body.textContent).toContain('No dry run was made of these rules');
    await typeInto('textarea', 'as it was');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'RulesUpdate')?.variables).toEqual({
      ruleSetVersion: 2,
      changes: { restoreVersion: 1 },
      reason: 'as it was',
    });
  });

  it('only shows to whom may only read', async () => {
    const { page } = await mountPage(SourcesPage, {
      permissions: ['SETTINGS_READ'],
      answers: [
        answer(SourcesAndRulesDocument, sources),
        answer(RuleTrialDocument, { __typename: 'Query', ruleTrial: trial }),
        versions,
        ...jobs,
      ],
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
