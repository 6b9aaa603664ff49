import { afterEach, describe, expect, it } from 'vitest';
import { AlarmAcknowledgeDocument, AlarmsDocument, OpenAlarmsDocument } from '../../gql/graphql.ts';
import type { AlarmRowFragment } from '../../gql/graphql.ts';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import AlarmsPage from './AlarmsPage.vue';
import OpenAlarms from './OpenAlarms.vue';

const alarm = (changed: Partial<AlarmRowFragment>): AlarmRowFragment => ({
  __typename: 'Alarm',
  id: 'alm_1',
  rule: 'MASS_READS',
  app: null,
  user: { __typename: 'User', id: 'usr_9', name: '李雷', status: 'SUSPENDED' },
  raisedAt: '2026-03-05T08:30:00.000Z',
  counted: 1204,
  outcome: 'SUSPENDED',
  acknowledgedBy: null,
  acknowledgedAt: null,
  note: null,
  ...changed,
});
const list = (...nodes: AlarmRowFragment[]) =>
  answer(AlarmsDocument, {
    __typename: 'Query',
    alarms: {
      __typename: 'AlarmConnection',
      nodes,
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  });
const count = (openAlarms: number) => answer(OpenAlarmsDocument, { __typename: 'Query', openAlarms });
const closed = { acknowledgedAt: '2026-03-05T09:00:00.000Z', note: 'agreed list' } as const;
const by = { __typename: 'User', id: 'usr_8', name: '韩梅梅' } as const;

afterEach(() => (document.body.innerHTML = ''));

describe('AlarmsPage', () => {
  it('shows what was found, what became of the person, and who looked into it', async () => {
    const { page, sent } = await mountPage(AlarmsPage, {
      path: '/operations/alarms?state=all',
      answers: [
        list(
          alarm({}),
          alarm({
            id: 'alm_2',
            rule: 'DENIALS',
            counted: 30,
            outcome: 'LAST_ADMINISTRATOR',
            acknowledgedBy: by,
            ...closed,
          }),
        ),
      ],
    });
    expect(sent.find(({ name }) => name === 'Alarms')?.variables).toEqual({ open: false, first: 50 });
    const lines = page.findAll('tbody tr').map((line) =>
      line
        .findAll('td')
        .slice(1)
        .map((cell) => cell.text()),
    );
    expect(lines[0]).toEqual(['李雷', 'Many customers within an hour', '1,204', 'Suspended', 'Close']);
    expect(lines[1]?.slice(1, 4)).toEqual(['Refused again and again', '30', 'Not suspended: the last administrator']);
    expect(lines[1]?.[4]).toMatch(/^韩梅梅 · .*agreed list$/s);
    expect(page.get('tbody a').attributes('href')).toBe('/operations/seen?actor=usr_9');
  });

  it('closes an alarm with a note, and leaves one about oneself to others', async () => {
    const { page, sent } = await mountPage(AlarmsPage, {
      path: '/operations/alarms',
      answers: [
        list(
          alarm({}),
          alarm({ id: 'alm_2', user: { __typename: 'User', id: 'usr_1', name: '王小明', status: 'ACTIVE' } }),
        ),
        answer(AlarmAcknowledgeDocument, {
          __typename: 'Mutation',
          alarmAcknowledge: {
            __typename: 'AlarmPayload',
            alarm: alarm({ acknowledgedBy: by, ...closed }),
            userErrors: [],
          },
        }),
        count(1),
      ],
    });
    expect(sent.find(({ name }) => name === 'Alarms')?.variables).toEqual({ open: true, first: 50 });
    expect(page.findAll('tbody button')).toHaveLength(1);
    expect(page.findAll('tbody tr')[1]?.text()).toContain('somebody else closes it');
    await page.get('tbody button').trigger('click');
    await settle();
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
    await typeInto('textarea', 'agreed list');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'AlarmAcknowledge')?.variables).toEqual({
      id: 'alm_1',
      note: 'agreed list',
    });
    expect(dialog()).toBeNull();
  });

  it('says so when there is none', async () => {
    const { page } = await mountPage(AlarmsPage, { path: '/operations/alarms', answers: [list()] });
    expect(page.text()).toContain('No open alarm');
  });
});

describe('OpenAlarms', () => {
  it.each([
    [0, undefined],
    [1, '1 open alarm'],
    [3, '3 open alarms'],
  ])('tells of %d', async (open, label) => {
    const { page } = await mountPage(OpenAlarms, { answers: [count(open)] });
    expect(page.find('a').exists() ? page.get('a').attributes('aria-label') : undefined).toBe(label);
  });

  it('asks nothing for whom may not read the audit log', async () => {
    const { sent } = await mountPage(OpenAlarms, { permissions: ['CUSTOMER_READ'], answers: [] });
    expect(sent).toEqual([]);
  });
});
