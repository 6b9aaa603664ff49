import { afterEach, describe, expect, it, vi } from 'vitest';
import { ActorReadsDocument, AuditEntriesDocument, PartnerRecipientsDocument } from '../../gql/graphql.ts';
import type { ActorReadsQuery, SightingRowFragment } from '../../gql/graphql.ts';
import { dialog } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import AuditPage from './AuditPage.vue';
import SeenPage from './SeenPage.vue';

const row = (changed: Partial<SightingRowFragment>): SightingRowFragment => ({
  __typename: 'Sighting',
  customerId: 'cus_1',
  customerNumber: 'C26-00000017',
  user: { __typename: 'User', id: 'usr_1', name: '王小明' },
  appId: null,
  way: 'VIEW',
  purpose: null,
  operation: 'CustomerRecord',
  exportId: null,
  reasons: [],
  fields: ['NAME', 'CASE_SUBJECT'],
  day: '2026-03-05',
  count: 1,
  firstAt: '2026-03-05T08:30:00.000Z',
  lastAt: '2026-03-05T08:30:00.000Z',
  ...changed,
});
const reads = (nodes: SightingRowFragment[], hasNextPage = false): ActorReadsQuery => ({
  __typename: 'Query',
  actorReads: {
    __typename: 'SightingConnection',
    nodes,
    pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: hasNextPage ? 'c1' : null },
  },
});
const apps = answer(PartnerRecipientsDocument, { __typename: 'Query', partnerRecipients: [] });

afterEach(() => (document.body.innerHTML = ''));

describe('SeenPage', () => {
  it('asks nothing before somebody is chosen', async () => {
    const { page, sent } = await mountPage(SeenPage, { path: '/operations/seen', answers: [apps] });
    expect(page.text()).toContain('Choose a person');
    expect(sent.some(({ name }) => name === 'ActorReads')).toBe(false);
  });

  it('lists what the one in the address saw, in words, and reads on', async () => {
    const { page, sent } = await mountPage(SeenPage, {
      path: '/operations/seen?actor=usr_1&way=REVEAL&from=2026-03-01&to=2026-03-05',
      locale: 'zh-CN',
      answers: [
        apps,
        answer(ActorReadsDocument, ({ after }) =>
          after
            ? reads([row({ way: 'EXPORT', operation: null, exportId: 'exp_1', customerNumber: null, count: 2 })])
            : reads(
                [row({ way: 'REVEAL', operation: null, reasons: ['客户来电'] }), row({ operation: 'OfTomorrow' })],
                true,
              ),
        ),
      ],
    });
    await settle();
    expect(sent.find(({ name }) => name === 'ActorReads')?.variables).toEqual({
      actorId: 'usr_1',
      filter: { way: 'REVEAL', from: '2026-03-01', to: '2026-03-05' },
      first: 50,
    });
    const lines = () =>
      page.findAll('tbody tr').map((line) =>
        line
          .findAll('td')
          .slice(1, 5)
          .map((cell) => cell.text()),
      );
    await vi.waitFor(() =>
      expect(lines()).toEqual([
        ['C26-00000017', '申请显示 客户来电', '名称、工单主题', '1'],
        ['C26-00000017', '控制台查看 · OfTomorrow', '名称、工单主题', '1'],
      ]),
    );
    await page.get('.more').trigger('click');
    await settle();
    expect(lines()[2]).toEqual(['cus_1', '导出', '名称、工单主题', '2']);
  });

  it('says so when nothing was seen', async () => {
    const { page } = await mountPage(SeenPage, {
      path: '/operations/seen?actor=usr_1',
      answers: [apps, answer(ActorReadsDocument, reads([]))],
    });
    await vi.waitFor(() => expect(page.text()).toContain('Nothing was shown in full'));
  });
});

describe('an entry of the audit log', () => {
  it('is shown whole, leads to all that its actor did and saw, and is filtered by outcome', async () => {
    const { page, sent, router } = await mountPage(AuditPage, {
      path: '/operations/audit?actor=usr_1&decision=DENIED',
      answers: [
        answer(AuditEntriesDocument, {
          __typename: 'Query',
          auditEntries: {
            __typename: 'AuditConnection',
            nodes: [
              {
                __typename: 'AuditEntry',
                id: 'aud_1',
                seq: '17',
                at: '2026-01-01T00:00:00.000Z',
                actorId: 'usr_1',
                actorKind: 'user',
                actorName: '王小明',
                action: 'user.stepUpFailed',
                decision: 'DENIED',
                objectType: 'user',
                objectId: 'usr_1',
                fields: [],
                reason: null,
                requestId: 'req-1',
                details: [{ __typename: 'AuditDetail', name: 'rows', value: '12' }],
                hash: 'abc123',
              },
            ],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        }),
      ],
    });
    expect(sent.find(({ name }) => name === 'AuditEntries')?.variables['filter']).toEqual({
      actorId: 'usr_1',
      decision: 'DENIED',
    });
    expect(page.get('tbody .el-tag').text()).toBe('Refused');
    await page.get('.action').trigger('click');
    await settle();
    const text = dialog()?.textContent ?? '';
    for (const part of ['Second proof failed', '王小明', 'rows', '12', 'req-1', '17', 'abc123'])
      expect(text).toContain(part);
    const links = [...(dialog()?.querySelectorAll('a') ?? [])].map((one) => one.getAttribute('href'));
    expect(links).toEqual(['/operations/audit?actor=usr_1', '/operations/seen?actor=usr_1']);
    dialog()?.querySelector<HTMLElement>('.el-button')?.click();
    await settle();
    expect(router.currentRoute.value.query['object']).toBe('usr_1');
  });
});
