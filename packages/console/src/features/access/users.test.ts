import { STAFF_ROLES } from '@dossier/shared/access';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ApiTokenCreateDocument,
  OwnTokensDocument,
  UserInviteDocument,
  UsersDocument,
  UserUpdateDocument,
} from '../../gql/graphql.ts';
import type {
  ApiTokenCreateMutation,
  TokenRowFragment,
  UserRowFragment,
  UsersQuery,
  UserUpdateMutation,
} from '../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import TokenList from './TokenList.vue';
import UsersPage from './UsersPage.vue';

function userRow(changed: Partial<UserRowFragment>): UserRowFragment {
  const times = { lastSignInAt: null, secondFactorSince: null, createdAt: '2026-01-01T00:00:00.000Z' };
  return {
    __typename: 'User',
    id: 'usr_2',
    name: '欧阳娜',
    email: 'ou@example.com',
    roles: ['VIEWER'],
    status: 'ACTIVE',
    version: '7',
    ...times,
    ...changed,
  };
}
const users = (...rows: UserRowFragment[]): UsersQuery => ({ __typename: 'Query', users: rows });
const inBody = (selector: string): HTMLElement => {
  const found = document.body.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};

afterEach(() => (document.body.innerHTML = ''));

describe('UsersPage', () => {
  it('lists users with roles, state and a dash for who never signed in', async () => {
    const { page } = await mountPage(UsersPage, {
      answers: [
        answer(
          UsersDocument,
          users(userRow({}), userRow({ id: 'usr_1', name: 'Ann', roles: ['SECURITY_ADMIN'], status: 'INVITED' })),
        ),
      ],
    });
    const cells = page.findAll('tbody tr').map((row) =>
      row
        .findAll('td')
        .slice(0, 4)
        .map((cell) => cell.text()),
    );
    expect(cells).toEqual(
      expect.arrayContaining([
        ['Viewer', 'Active', 'Off', '—'],
        ['Security administrator', 'Invited', 'Off', '—'],
      ]),
    );
  });

  it('invites and shows the link to pass on', async () => {
    const { page, sent } = await mountPage(UsersPage, {
      answers: [
        answer(UsersDocument, users()),
        answer(UserInviteDocument, {
          __typename: 'Mutation',
          userInvite: {
            __typename: 'UserInvitePayload',
            user: userRow({}),
            link: 'https://crm.example/link#abc',
            approval: { __typename: 'Approval', id: 'apr_1', state: 'WAITING' },
            userErrors: [],
          },
        }),
      ],
    });
    await page.get('.page-header button').trigger('click');
    await settle();
    const [name, email] = [
      ...document.body.querySelectorAll<HTMLInputElement>('.el-dialog form input:not([type=checkbox])'),
    ];
    for (const [input, value] of [
      [name, '欧阳娜'],
      [email, 'ou@example.com'],
    ] as const) {
      if (!input) throw new Error('An input is missing.');
      input.value = value;
      input.dispatchEvent(new Event('input'));
    }
    inBody('.el-dialog form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(sent.find((one) => one.name === 'UserInvite')?.variables).toEqual({
      input: { name: '欧阳娜', email: 'ou@example.com', roles: ['VIEWER'], reason: null },
    });
    expect(inBody('input[readonly]')).toHaveProperty('value', 'https://crm.example/link#abc');
    expect(document.body.textContent).toContain('Their roles wait until somebody else approves');
  });

  it('offers all roles in groups, each with what it means', async () => {
    const { page } = await mountPage(UsersPage, { answers: [answer(UsersDocument, users())] });
    await page.get('.page-header button').trigger('click');
    await settle();
    const groups = [...inBody('.el-dialog form').querySelectorAll('fieldset')].map((group) =>
      [...group.querySelectorAll<HTMLInputElement>('input')].map(({ value }) => value).join(' '),
    );
    expect(groups).toEqual([
      'VIEWER SUPPORT SALES MANAGER',
      'ANALYST DATA_STEWARD',
      'AUDITOR PRIVACY_OFFICER SECURITY_ADMIN',
    ]);
    expect(groups.join(' ').split(' ').toSorted()).toEqual([...STAFF_ROLES].toSorted());
    expect(inBody('#role-VIEWER').textContent).toContain('masked');
  });

  it('says in words of the field that a role has to be chosen', async () => {
    const { page, sent } = await mountPage(UsersPage, { answers: [answer(UsersDocument, users())] });
    await page.get('.page-header button').trigger('click');
    await settle();
    document.body.querySelector<HTMLInputElement>('.el-dialog form input[type=checkbox][value=VIEWER]')?.click();
    await settle();
    inBody('.el-dialog form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    // Element Plus shows a refusal a moment later.
    await vi.waitFor(() => expect(inBody('.el-dialog form').textContent).toContain('Choose at least one role'));
    expect(sent.some((one) => one.name === 'UserInvite')).toBe(false);
  });

  it('asks before suspending, and sends the version it saw', async () => {
    const suspended: UserUpdateMutation = {
      __typename: 'Mutation',
      userUpdate: {
        __typename: 'UserPayload',
        user: userRow({ status: 'SUSPENDED' }),
        approval: null,
        userErrors: [],
      },
    };
    const { page, sent } = await mountPage(UsersPage, {
      answers: [answer(UsersDocument, users(userRow({}))), answer(UserUpdateDocument, suspended)],
    });
    page.getComponent({ name: 'UserActions' }).vm.$emit('act', 'suspend');
    await settle();
    expect(inBody('.el-dialog').textContent).toContain('All their sessions and tokens end at once.');
    expect(sent.map(({ name }) => name)).toEqual(['Users']);
    inBody('.el-dialog .el-button--danger').click();
    await settle();
    expect(sent[1]).toEqual({
      name: 'UserUpdate',
      variables: { id: 'usr_2', version: '7', input: { status: 'SUSPENDED' } },
    });
  });

  it('says which right is missing', async () => {
    const { page } = await mountPage(UsersPage, {
      answers: [failure(UsersDocument, 'FORBIDDEN', { permission: 'USER_MANAGE' })],
    });
    expect(page.text()).toContain('This needs the right to manage users.');
  });
});

describe('TokenList', () => {
  const token = (changed: Partial<TokenRowFragment>): TokenRowFragment => {
    const times = {
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2999-01-01T00:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
    };
    return { __typename: 'ApiToken', id: 'tok_1', name: 'Report', prefix: 'dos_ab', ...times, ...changed };
  };

  it('puts live tokens first and marks the others', async () => {
    const apiTokens = [
      token({ id: 't1', expiresAt: '2020-01-01T00:00:00.000Z' }),
      token({ id: 't2', revokedAt: '2026-01-02T00:00:00.000Z' }),
      token({ id: 't3' }),
    ];
    const { page } = await mountPage(TokenList, {
      answers: [answer(OwnTokensDocument, { __typename: 'Query', apiTokens })],
    });
    expect(page.findAll('tbody tr').map((row) => row.get('.end').text())).toEqual(['Revoke', 'Expired', 'Revoked']);
  });

  it('shows a new token once', async () => {
    const created: ApiTokenCreateMutation = {
      __typename: 'Mutation',
      apiTokenCreate: { __typename: 'ApiTokenPayload', apiToken: token({}), token: 'dos_ab_secret', userErrors: [] },
    };
    const { page, sent } = await mountPage(TokenList, {
      answers: [
        answer(OwnTokensDocument, { __typename: 'Query', apiTokens: [] }),
        answer(ApiTokenCreateDocument, created),
      ],
    });
    await page.get('header button').trigger('click');
    await settle();
    const input = inBody('#token-form input');
    if (!(input instanceof HTMLInputElement)) throw new Error('No input.');
    input.value = 'Report';
    input.dispatchEvent(new Event('input'));
    inBody('#token-form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(sent.find(({ name }) => name === 'ApiTokenCreate')?.variables).toEqual({
      input: { name: 'Report', expiresInDays: 30 },
    });
    expect(inBody('.secret').textContent).toBe('dos_ab_secret');
    inBody('.el-dialog .el-button--primary').click();
    await settle();
    expect(document.body.querySelector('.secret')).toBeNull();
  });
});
