import { AUDIT_ACTIONS } from '@dossier/shared/audit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuditEntriesDocument, JobsDocument } from '../../gql/graphql.ts';
import type { AuditEntriesQuery, AuditEntriesQueryVariables, JobRowFragment } from '../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import { auditActionTexts as englishTexts } from './audit-actions.en.ts';
import { auditActionTexts as chineseTexts } from './audit-actions.zh-CN.ts';
import AuditPage from './AuditPage.vue';
import JobsPage from './JobsPage.vue';

const job = (changed: Partial<JobRowFragment>): JobRowFragment => {
  const times = {
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:01:15.000Z',
  };
  return {
    __typename: 'Job',
    id: 'job_1',
    kind: 'export',
    state: 'DONE',
    progress: 1,
    note: null,
    attempts: 1,
    problem: null,
    ...times,
    ...changed,
  };
};
const audit = ({ after }: AuditEntriesQueryVariables): AuditEntriesQuery => ({
  __typename: 'Query',
  auditEntries: {
    __typename: 'AuditConnection',
    nodes: [
      {
        __typename: 'AuditEntry',
        id: after ? 'aud_2' : 'aud_1',
        seq: '1',
        at: '2026-01-01T00:00:00.000Z',
        actorId: 'usr_1',
        actorKind: 'user',
        actorName: '王小明',
        decision: 'ALLOWED',
        action: after ? 'customer.archived' : 'customer.updated',
        objectType: 'customer',
        objectId: 'cus_1',
        fields: ['NAME', 'PHONE'],
        reason: null,
        requestId: 'req-1',
        details: [{ __typename: 'AuditDetail', name: 'rows', value: '12' }],
        hash: 'abc123',
      },
    ],
    pageInfo: { __typename: 'PageInfo', hasNextPage: !after, endCursor: after ? 'c2' : 'c1' },
  },
});

afterEach(() => (document.body.innerHTML = ''));

describe('JobsPage', () => {
  it('names jobs and what they noted in words, and keeps what only their author understands to itself', async () => {
    const jobs = [
      job({ kind: 'import.dry-run', note: 'reading the file' }),
      job({ id: 'job_2', kind: 'customer.recompute', note: '1204 changed' }),
      job({ id: 'job_3', kind: 'of.tomorrow' }),
    ];
    const { page } = await mountPage(JobsPage, {
      locale: 'zh-CN',
      answers: [answer(JobsDocument, { __typename: 'Query', jobs })],
    });
    expect(page.findAll('tbody th').map((one) => one.text())).toEqual(['试运行', '按新规则重新计算', 'of.tomorrow']);
    expect(page.findAll('.job-progress small').map((one) => one.text())).toEqual([
      '完成',
      '完成 · 1,204 位客户有变化',
      '完成',
    ]);
  });

  it('shows how long a job took and why it failed', async () => {
    const jobs = [job({}), job({ id: 'job_2', state: 'FAILED', progress: 0.2, problem: 'The file is gone.' })];
    const { page } = await mountPage(JobsPage, { answers: [answer(JobsDocument, { __typename: 'Query', jobs })] });
    expect(page.findAll('tbody tr').map((row) => row.findAll('td')[2]?.text())).toEqual([
      '1 min 15 sec',
      '1 min 15 sec',
    ]);
    expect(page.text()).toContain('Failed · The file is gone.');
  });

  it('counts starts only of what is not getting on', async () => {
    const jobs = [job({ attempts: 0 }), job({ id: 'job_2', state: 'QUEUED', attempts: 2 })];
    const { page } = await mountPage(JobsPage, { answers: [answer(JobsDocument, { __typename: 'Query', jobs })] });
    expect(page.findAll('tbody tr').map((row) => row.findAll('td')[3]?.text())).toEqual(['—', '2']);
  });

  it('filters by state through the URL', async () => {
    const { sent } = await mountPage(JobsPage, {
      path: '/operations?state=failed',
      answers: [answer(JobsDocument, { __typename: 'Query', jobs: [] })],
    });
    expect(sent[0]?.variables).toEqual({ states: ['FAILED'] });
  });
});

describe('AuditPage', () => {
  it('loads further entries below, and narrows to an object', async () => {
    const { page, sent, router } = await mountPage(AuditPage, { answers: [answer(AuditEntriesDocument, audit)] });
    await page.get('.more').trigger('click');
    await settle();
    const actions = (): string[] => page.findAll('tbody tr').map((row) => row.get('.action').text());
    await vi.waitFor(() => expect(actions()).toEqual(['Customer changed', 'Customer archived']));
    expect(page.get('tbody tr').text()).toContain('Name · Phone');
    await page.get('.id').trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ object: 'cus_1' });
    expect(sent.at(-1)?.variables['filter']).toEqual({ objectId: 'cus_1' });
  });

  it('says what things, fields and reasons are, in words', async () => {
    const entry = audit({ first: 50 }).auditEntries.nodes[0];
    if (!entry) throw new Error('The fixture has an entry.');
    const entries = [
      entry,
      { ...entry, id: 'aud_3', objectType: 'settings', objectId: null, fields: ['timeZone', 'of.tomorrow'] },
      {
        ...entry,
        id: 'aud_4',
        objectType: 'of.tomorrow',
        objectId: null,
        fields: [],
        reason: 'INVITATION',
        actorName: 'anonymous',
      },
      { ...entry, id: 'aud_5', objectType: 'customerNumber', objectId: null, fields: [], reason: '卡片丢失' },
      { ...entry, id: 'aud_6', fields: ['familyName', 'contactPoints', 'number'] },
      { ...entry, id: 'aud_7', objectType: 'policy', objectId: null, fields: ['SALES'] },
    ];
    const { page } = await mountPage(AuditPage, {
      locale: 'zh-CN',
      answers: [
        answer(AuditEntriesDocument, (variables) => ({
          ...audit(variables),
          auditEntries: { ...audit(variables).auditEntries, nodes: entries },
        })),
      ],
    });
    const cells = page.findAll('tbody tr').map((row) =>
      row
        .findAll('td')
        .slice(3)
        .map((one) => one.text()),
    );
    expect(cells).toEqual([
      ['客户 cus_1', '名称 · 电话', '—'],
      ['设置', '时区 · of.tomorrow', '—'],
      ['of.tomorrow', '—', '接受邀请'],
      ['客户号', '—', '卡片丢失'],
      ['客户 cus_1', '姓 · 电话 · 邮箱 · 微信 · 其他联系方式 · 客户号', '—'],
      ['权限策略', '销售', '—'],
    ]);
    expect(page.findAll('tbody .who').map((one) => one.text())).toContain('未登录');
  });

  it('has words for every action, in both languages, each its own', () => {
    for (const [texts, isChinese] of [
      [chineseTexts, true],
      [englishTexts, false],
    ] as const) {
      const words = AUDIT_ACTIONS.map((action) => {
        const [thing = '', happening = ''] = action.split('.');
        return (texts as Record<string, Record<string, string>>)[thing]?.[happening];
      });
      expect(words.filter((word) => !word || /\p{Script=Han}/u.test(word) !== isChinese)).toEqual([]);
      expect(new Set(words).size).toBe(AUDIT_ACTIONS.length);
    }
    expect(AUDIT_ACTIONS.filter((action) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(action))).toEqual([]);
  });

  it('says which right is missing', async () => {
    const { page } = await mountPage(AuditPage, {
      answers: [failure(AuditEntriesDocument, 'FORBIDDEN', { permission: 'AUDIT_READ' })],
    });
    expect(page.text()).toContain('This needs the right to read the audit log.');
  });
});
