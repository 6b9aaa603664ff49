import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { addUser, createApiToken, PASSWORD, signInAs } from './access.fixture.ts';

let app: TestApp;
let server: FastifyInstance;
let admin: Ctx;
let adminId: number;
let now = Date.now();
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http();
  adminId = (await addUser(app, 'ADMIN')).userId;
  admin = app.ctxFor('ADMIN', adminId);
});
afterAll(async () => await app.close());

const publicId = (userId: number) => app.services.publicIds.encode('usr', userId);
const INVITE = `mutation ($input: UserInviteInput!) { userInvite(input: $input) { user { id email status roles version } link approval { state } userErrors { code field } } }`;
const UPDATE = `mutation ($id: ID!, $version: String!, $input: UserUpdateInput!) { userUpdate(id: $id, version: $version, input: $input) { user { name roles status version } userErrors { code field } } }`;
const RESET = `mutation ($id: ID!) { userResetPassword(id: $id) { user { id } link userErrors { code } } }`;
const PASSWORD_SET = `mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { viewer { user { email status } } userErrors { code field } } }`;

const versionOf = async (userId: number): Promise<string> => {
  const { node } = await app.data(admin, 'query ($id: ID!) { node(id: $id) { ... on User { version } } }', {
    id: publicId(userId),
  });
  return node.version;
};
const update = async (userId: number, input: object, as: Ctx = admin) =>
  (await app.data(as, UPDATE, { id: publicId(userId), version: await versionOf(userId), input })).userUpdate;
const viewerBy = async (headers: Record<string, string>) => {
  const payload = { query: '{ viewer { user { email } } }' };
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-dossier-csrf': '1', ...headers },
    payload,
  });
  return answer.json().data?.viewer?.user.email ?? answer.json().errors?.[0].extensions.code ?? null;
};
const signIn = async (email: string, password: string) => {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query, variables: { input: { email, password } } },
  });
  const { data, errors } = answer.json();
  return errors?.[0].extensions.code ?? data.signIn.userErrors[0]?.code ?? 'SIGNED_IN';
};

describe('inviting', () => {
  it('makes a user who sets a password by the link, once', async () => {
    const input = { email: 'New.One@Acme.example', name: 'New One', roles: ['DATA_STEWARD', 'VIEWER'] };
    const { userInvite } = await app.data(admin, INVITE, { input });
    expect(userInvite.user).toMatchObject({
      email: 'new.one@acme.example',
      status: 'INVITED',
      roles: [],
    });
    expect(userInvite.approval).toEqual({ state: 'WAITING' });
    expect(await signIn('new.one@acme.example', PASSWORD)).toBe('WRONG_CREDENTIALS');
    const token = userInvite.link.split('#')[1];
    const { passwordSet } = await app.data(app.ctxFor('anonymous'), PASSWORD_SET, {
      input: { token, password: PASSWORD },
    });
    expect(passwordSet.viewer).toEqual({ user: { email: 'new.one@acme.example', status: 'ACTIVE' } });
    expect(await signIn('new.one@acme.example', PASSWORD)).toBe('SIGNED_IN');
    const again = await app.data(app.ctxFor('anonymous'), PASSWORD_SET, { input: { token, password: PASSWORD } });
    expect(again.passwordSet.userErrors).toEqual([{ code: 'LINK_EXPIRED', field: ['input', 'token'] }]);
  });

  it.each([
    [{ email: 'new.one@ACME.example', name: 'x', roles: ['VIEWER'] }, 'TAKEN', 'email'],
    [{ email: 'no address', name: 'x', roles: ['VIEWER'] }, 'EMAIL_INVALID', 'email'],
    [{ email: 'a@b.example', name: '  ', roles: ['VIEWER'] }, 'REQUIRED', 'name'],
    [{ email: 'a@b.example', name: 'x'.repeat(121), roles: ['VIEWER'] }, 'TOO_LONG', 'name'],
    [{ email: 'a@b.example', name: 'x', roles: [] }, 'REQUIRED', 'roles'],
  ])('refuses %o', async (input, code, field) => {
    const { userInvite } = await app.data(admin, INVITE, { input });
    expect(userInvite).toEqual({
      user: null,
      link: null,
      approval: null,
      userErrors: [{ code, field: ['input', field] }],
    });
  });

  it('is for administrators', async () => {
    const { errors } = await app.execute(app.ctxFor('STEWARD'), INVITE, {
      input: { email: 'a@b.example', name: 'x', roles: ['SECURITY_ADMIN'] },
    });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'USER_MANAGE' });
  });

  it('gives a link that ends after an hour', async () => {
    const { userInvite } = await app.data(admin, INVITE, {
      input: { email: 'late@b.example', name: 'Late', roles: ['VIEWER'] },
    });
    now += 3_600_001;
    const { passwordSet } = await app.data(app.ctxFor('anonymous'), PASSWORD_SET, {
      input: { token: userInvite.link.split('#')[1], password: PASSWORD },
    });
    expect(passwordSet.userErrors).toMatchObject([{ code: 'LINK_EXPIRED' }]);
  });
});

describe('changing a user', () => {
  it('ends all sessions and tokens of one who is suspended', async () => {
    const { userId, email, cookie } = await signInAs(app, server, 'STEWARD');
    const authorization = `Bearer ${await createApiToken(server, cookie)}`;
    expect([await viewerBy({ cookie }), await viewerBy({ authorization })]).toEqual([email, email]);
    expect((await update(userId, { status: 'SUSPENDED' })).user.status).toBe('SUSPENDED');
    expect([await viewerBy({ cookie }), await viewerBy({ authorization })]).toEqual([null, 'UNAUTHENTICATED']);
    expect(await signIn(email, PASSWORD)).toBe('WRONG_CREDENTIALS');
    const { userResetPassword } = await app.data(admin, RESET, { id: publicId(userId) });
    expect(userResetPassword).toEqual({ user: null, link: null, userErrors: [{ code: 'WRONG_STATE' }] });
  });

  it('ends the sessions of one whose roles change, and a new password ends the others', async () => {
    const { userId, cookie } = await signInAs(app, server, 'STEWARD');
    expect((await update(userId, { roles: ['VIEWER'] })).user.roles).toEqual(['VIEWER']);
    expect(await viewerBy({ cookie })).toBeNull();
    const other = await signInAs(app, server, 'VIEWER');
    const { userResetPassword } = await app.data(admin, RESET, { id: publicId(other.userId) });
    expect(await viewerBy({ cookie: other.cookie })).toBe(other.email);
    await app.data(app.ctxFor('anonymous'), PASSWORD_SET, {
      input: { token: userResetPassword.link.split('#')[1], password: 'another fine password' },
    });
    expect(await viewerBy({ cookie: other.cookie })).toBeNull();
    expect(await signIn(other.email, PASSWORD)).toBe('WRONG_CREDENTIALS');
    expect(await signIn(other.email, 'another fine password')).toBe('SIGNED_IN');
  });

  it('keeps one active administrator, also against two who remove each other at once', async () => {
    expect((await update(adminId, { roles: ['VIEWER'] })).userErrors).toEqual([
      { code: 'LAST_ADMINISTRATOR', field: ['input'] },
    ]);
    const { userId: secondId } = await addUser(app, 'ADMIN');
    const both = await Promise.all([update(adminId, { status: 'SUSPENDED' }), update(secondId, { roles: ['VIEWER'] })]);
    expect(both.map(({ userErrors }) => userErrors[0]?.code ?? 'done').toSorted()).toEqual([
      'LAST_ADMINISTRATOR',
      'done',
    ]);
    const active = await app.services.db.read
      .selectFrom('staff_user')
      .select('id')
      .where('status', '=', 'ACTIVE')
      .where('roles', 'like', '%SECURITY_ADMIN%')
      .execute();
    expect(active).toHaveLength(1);
    const [left] = active;
    adminId = left?.id ?? 0;
    admin = app.ctxFor('ADMIN', adminId);
  });

  it('lets no administrator take over an account by resetting both of its halves, in either order', async () => {
    const reset = async (half: 'Password' | 'SecondFactor', userId: number, as = admin) => {
      const document = `mutation ($id: ID!) { userReset${half}(id: $id) { userErrors { code } } }`;
      const answered = await app.data(as, document, { id: publicId(userId) });
      return answered[`userReset${half}`].userErrors[0]?.code ?? 'done';
    };
    const other = app.ctxFor('ADMIN', (await addUser(app, 'ADMIN')).userId);
    for (const [first, second] of [
      ['Password', 'SecondFactor'],
      ['SecondFactor', 'Password'],
    ] as const) {
      const { userId } = await addUser(app, 'STEWARD');
      expect([await reset(first, userId), await reset(second, userId)]).toEqual(['done', 'RESET_OTHER_HALF']);
      expect(await reset(second, userId, other)).toBe('done');
    }
    const { userId } = await addUser(app, 'STEWARD');
    const both = await Promise.all([reset('Password', userId), reset('SecondFactor', userId)]);
    expect(both.toSorted()).toEqual(['RESET_OTHER_HALF', 'done']);
  });

  it('refuses a change made on an older version', async () => {
    const { userId } = await addUser(app, 'VIEWER');
    const version = await versionOf(userId);
    await update(userId, { name: 'Changed' });
    const stale = await app.data(admin, UPDATE, { id: publicId(userId), version, input: { name: 'Lost' } });
    expect(stale.userUpdate).toEqual({ user: null, userErrors: [{ code: 'STALE', field: ['version'] }] });
  });

  it('lets people change their own name and language, and nothing else', async () => {
    const { userId } = await addUser(app, 'VIEWER');
    const self = app.ctxFor('VIEWER', userId);
    expect((await update(userId, { name: 'Me', locale: 'zh-CN' }, self)).user.name).toBe('Me');
    expect((await update(userId, { roles: ['SECURITY_ADMIN'] }, self)).userErrors).toEqual([
      { code: 'NOT_ALLOWED', field: null },
    ]);
    expect((await update(adminId, { name: 'Pwned' }, self)).userErrors).toEqual([{ code: 'NOT_ALLOWED', field: null }]);
    const { node } = await app.data(self, 'query ($id: ID!) { node(id: $id) { id } }', { id: publicId(adminId) });
    expect(node).toBeNull();
  });
});

describe('guessing passwords', () => {
  it('is over after ten wrong ones within an hour, for known and unknown accounts alike', async () => {
    const { email } = await addUser(app, 'VIEWER');
    for (const account of [email, 'nobody@acme.example']) {
      const answers = [];
      for (let i = 0; i < 12; i++) answers.push(await signIn(account, `wrong password ${i}`));
      expect(answers).toEqual([...Array(10).fill('WRONG_CREDENTIALS'), 'RATE_LIMITED', 'RATE_LIMITED']);
    }
    expect(await signIn(email, PASSWORD)).toBe('RATE_LIMITED');
    now += 3_600_001;
    expect(await signIn(email, PASSWORD)).toBe('SIGNED_IN');
  });

  it('does not let parallel guesses slip through, nor count right ones', async () => {
    const { email } = await addUser(app, 'VIEWER');
    for (let i = 0; i < 12; i++) expect(await signIn(email, PASSWORD)).toBe('SIGNED_IN');
    const answers = await Promise.all(Array.from({ length: 30 }, async (_, i) => await signIn(email, `wrong ${i}`)));
    expect(answers.filter((answer) => answer === 'WRONG_CREDENTIALS')).toHaveLength(10);
  });
});

describe('sessions and tokens', () => {
  it('end by idleness, by age, and one by one', async () => {
    const { userId, email, cookie } = await signInAs(app, server, 'VIEWER');
    now += 29 * 60_000;
    expect(await viewerBy({ cookie })).toBe(email);
    // The touch is not waited for by the request.
    await expect
      .poll(
        async () =>
          (
            await app.services.db.read
              .selectFrom('session')
              .select('last_seen_at')
              .where('user_id', '=', userId)
              .executeTakeFirst()
          )?.last_seen_at,
      )
      .toBe(now);
    now += 29 * 60_000;
    expect(await viewerBy({ cookie })).toBe(email);
    now += 31 * 60_000;
    expect(await viewerBy({ cookie })).toBeNull();
    const { cookie: other } = await signInAs(app, server, 'VIEWER');
    now += 12 * 3_600_000;
    expect(await viewerBy({ cookie: other })).toBeNull();
  });

  it('refuses odd lifetimes and foreign ids', async () => {
    const { userId } = await addUser(app, 'VIEWER');
    const self = app.ctxFor('VIEWER', userId);
    const create = `mutation ($days: Int!) { apiTokenCreate(input: { name: "x", expiresInDays: $days }) { token userErrors { code field } } }`;
    expect((await app.data(self, create, { days: 366 })).apiTokenCreate).toEqual({
      token: null,
      userErrors: [{ code: 'TOO_LARGE', field: ['input', 'expiresInDays'] }],
    });
    expect((await app.data(self, create, { days: 0 })).apiTokenCreate.userErrors).toMatchObject([
      { code: 'TOO_SMALL' },
    ]);
    const { apiTokenCreate } = await app.data(self, create, { days: 365 });
    expect(apiTokenCreate.token).toMatch(/^dos_[\w-]{43}$/);
    const { apiTokens } = await app.data(self, '{ apiTokens { id prefix revokedAt } }');
    expect(apiTokens).toEqual([
      { id: expect.stringMatching(/^tok_/), prefix: apiTokenCreate.token.slice(0, 12), revokedAt: null },
    ]);
    const revoke = 'mutation ($id: ID!) { apiTokenRevoke(id: $id) { done userErrors { code } } }';
    expect(await app.data(admin, revoke, { id: apiTokens[0].id })).toEqual({
      apiTokenRevoke: { done: false, userErrors: [{ code: 'NOT_FOUND' }] },
    });
    expect(await app.data(self, revoke, { id: apiTokens[0].id })).toEqual({
      apiTokenRevoke: { done: true, userErrors: [] },
    });
    expect(await viewerBy({ authorization: `Bearer ${apiTokenCreate.token}` })).toBe('UNAUTHENTICATED');
  });

  it('writes down what happened, and no secret', async () => {
    const entries = await app.services.db.read.selectFrom('audit_entry').selectAll().execute();
    const actions = new Set(entries.map(({ action }) => action));
    expect([...actions].toSorted()).toEqual([
      'apiToken.created',
      'apiToken.revoked',
      'approval.asked',
      // Somebody here signs in more often than they may be signed in at once.
      'session.revoked',
      'user.invited',
      'user.passwordResetRequested',
      'user.passwordSet',
      'user.secondFactorReset',
      'user.signInFailed',
      'user.signedIn',
      'user.updated',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/dos_|correct horse|wrong password/);
  });
});
