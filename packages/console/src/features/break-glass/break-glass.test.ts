import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  BreakGlassAskDocument,
  BreakGlassEndDocument,
  BreakGlassEntriesDocument,
  BreakGlassesDocument,
  BreakGlassReviewDocument,
  type BreakGlassRowFragment,
  OwnBreakGlassDocument,
  type OwnBreakGlassQuery,
} from '../../gql/graphql.ts';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import BreakGlassBanner from './BreakGlassBanner.vue';
import BreakGlassPage from './BreakGlassPage.vue';

type Own = OwnBreakGlassQuery['ownBreakGlass'];

const NOTHING: Own = { __typename: 'OwnBreakGlass', isAvailable: true, request: null, held: null };
const held = (minutes: number): Own['held'] => ({
  __typename: 'BreakGlass',
  id: 'brk_1',
  until: new Date(Date.now() + minutes * 60_000).toISOString(),
  customers: 12,
});
const request = (
  state: NonNullable<Own['request']>['state'],
  decisionReason: string | null = null,
): Own['request'] => ({
  __typename: 'Approval',
  id: 'apr_1',
  state,
  reason: 'x',
  askedAt: '2026-03-05T08:30:00.000Z',
  expiresAt: '2026-03-05T12:30:00.000Z',
  decisionReason,
});
const own = (changed: Partial<Own> | (() => Partial<Own>) = {}) =>
  answer(OwnBreakGlassDocument, () => ({
    __typename: 'Query',
    ownBreakGlass: { ...NOTHING, ...(typeof changed === 'function' ? changed() : changed) },
  }));
const row = (changed: Partial<BreakGlassRowFragment> = {}): BreakGlassRowFragment => ({
  __typename: 'BreakGlass',
  id: 'brk_1',
  holder: { __typename: 'User', id: 'usr_9', name: '李雷' },
  reason: 'the steward is ill',
  approvedBy: { __typename: 'User', id: 'usr_8', name: 'Ann' },
  beganAt: '2026-03-05T08:30:00.000Z',
  until: '2026-03-05T09:30:00.000Z',
  isHeld: false,
  endedAt: null,
  endedBy: null,
  customers: 12,
  reviewedBy: null,
  reviewedAt: null,
  reviewNote: null,
  viewerCanEnd: false,
  viewerCanReview: true,
  ...changed,
});
const list = (...nodes: BreakGlassRowFragment[]) =>
  answer(BreakGlassesDocument, {
    __typename: 'Query',
    breakGlasses: {
      __typename: 'BreakGlassConnection',
      nodes,
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  });

afterEach(() => (document.body.innerHTML = ''));

describe('the banner', () => {
  it('says how long emergency access holds and what it has shown, ends it, and asks everything anew', async () => {
    let now = held(43.2);
    const { page, sent } = await mountPage(BreakGlassBanner, {
      answers: [
        own(() => ({ held: now })),
        answer(BreakGlassEndDocument, () => {
          now = null;
          return {
            __typename: 'Mutation' as const,
            breakGlassEnd: { __typename: 'BreakGlassPayload' as const, breakGlass: row(), userErrors: [] },
          };
        }),
      ],
    });
    await settle();
    expect(page.text()).toBe(
      'Emergency access: 44 minutes left. 12 of 200 customers shown; every read is written down. End now',
    );
    sent.length = 0;
    await page.get('button').trigger('click');
    await settle();
    expect(sent[0]).toEqual({ name: 'BreakGlassEnd', variables: { id: 'brk_1' } });
    expect(sent.map(({ name }) => name)).toContain('Session');
    expect(page.text()).toBe('');
  });

  it('says that a request waits, and nothing otherwise', async () => {
    const { page } = await mountPage(BreakGlassBanner, { answers: [own({ request: request('WAITING') })] });
    await settle();
    expect(page.text()).toContain('Your request for emergency access waits for approval.');
    const quiet = await mountPage(BreakGlassBanner, { answers: [own({ request: request('REFUSED', 'no') })] });
    await settle();
    expect(quiet.page.text()).toBe('');
  });
});

describe('the page', () => {
  it('asks with a reason of some length, and says why the last request was refused', async () => {
    const { page, sent } = await mountPage(BreakGlassPage, {
      permissions: ['CUSTOMER_READ'],
      answers: [
        own({ request: request('REFUSED', 'not now') }),
        answer(BreakGlassAskDocument, {
          __typename: 'Mutation',
          breakGlassAsk: {
            __typename: 'ApprovalPayload',
            approval: { __typename: 'Approval', id: 'apr_2', state: 'WAITING' },
            userErrors: [],
          },
        }),
      ],
    });
    await settle();
    expect(page.text()).toContain('Your last request was refused: not now');
    expect(sent.map(({ name }) => name)).not.toContain('BreakGlasses');
    await page.get('.el-button--danger').trigger('click');
    await settle();
    await typeInto('textarea', 'too short');
    expect(dialogButton('danger')?.hasAttribute('disabled')).toBe(true);
    await typeInto('textarea', 'the steward is ill, a customer is in danger');
    dialogButton('danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'BreakGlassAsk')?.variables).toEqual({
      reason: 'the steward is ill, a customer is in danger',
    });
  });

  it('says that there is nobody who could consent', async () => {
    const { page } = await mountPage(BreakGlassPage, {
      permissions: ['CUSTOMER_READ'],
      answers: [own({ isAvailable: false })],
    });
    await settle();
    expect(page.text()).toContain('Nobody else could approve it now, so there is no emergency access.');
    expect(page.find('button').exists()).toBe(false);
  });

  it('shows those who may what was read, and takes what came of it', async () => {
    const { page, sent } = await mountPage(BreakGlassPage, {
      permissions: ['PRIVACY_MANAGE'],
      answers: [
        own(),
        list(row(), row({ id: 'brk_2', isHeld: true, viewerCanEnd: true, viewerCanReview: false })),
        answer(BreakGlassEntriesDocument, {
          __typename: 'Query',
          breakGlassEntries: {
            __typename: 'AuditConnection',
            nodes: [
              {
                __typename: 'AuditEntry',
                id: 'aud_1',
                at: '2026-03-05T08:31:00.000Z',
                action: 'breakGlass.read',
                objectType: 'customer',
                objectId: 'cus_1',
                fields: ['NAME', 'OTHER_DATA'],
                reason: null,
              },
            ],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        }),
        answer(BreakGlassReviewDocument, {
          __typename: 'Mutation',
          breakGlassReview: { __typename: 'BreakGlassPayload', breakGlass: row(), userErrors: [] },
        }),
      ],
    });
    await settle();
    const buttons = page.findAll('tbody tr').map((line) => line.findAll('button').map((one) => one.text()));
    expect(buttons).toEqual([['Review'], ['End now', 'What was read']]);
    await page.get('tbody button').trigger('click');
    await settle();
    // The rows come in a file of their own.
    const cells = () => [...(dialog()?.querySelectorAll('tbody td') ?? [])];
    await vi.waitFor(() => expect(cells()).toHaveLength(4));
    expect(
      cells()
        .slice(1)
        .map((cell) => cell.textContent?.trim()),
    ).toEqual(['Read under emergency access', 'Customer', 'Name · Other data of files']);
    expect(dialog()?.querySelector('tbody a')?.getAttribute('href')).toBe('/customers/cus_1');
    await typeInto('textarea', 'as agreed');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'BreakGlassReview')?.variables).toEqual({ id: 'brk_1', note: 'as agreed' });
  });
});
