import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { addUser, codeAt, PASSWORD } from '../../../modules/access/access.fixture.ts';
import { createApiToken } from '../../../modules/access/api-token.ts';
import { endAccessOf } from '../../../modules/access/index.ts';
import { makeLink } from '../../../modules/access/one-time-link.ts';
import { beginSession } from '../../../modules/access/session.repository.ts';
import { contextAs } from '../../testing/staff.ts';
import { type Attack, runs, type Target } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  viewer { user { id } } secondFactor { ticket } userErrors { code } } }`;
const CONFIRM = `mutation ($input: SignInConfirmInput!) { signInConfirm(input: $input) {
  viewer { user { id } } userErrors { code } } }`;
const SET = `mutation ($input: PasswordSetInput!) { passwordSet(input: $input) {
  viewer { user { id } } secondFactor { ticket } userErrors { code } } }`;
const READ = '{ tags { name } }';

const attack = (id: string, title: string, without: Attack['without'], attempt: Attack['attempt']): Attack => ({
  id: `credential-${id}`,
  title,
  threat: 'API2',
  without,
  attempt,
});

/** The ticket that a right password gives to who has a second factor. */
async function ticketOf(target: Target, email: string): Promise<string> {
  const { json } = await target.ask('anonymous', SIGN_IN, { input: { email, password: PASSWORD } });
  return json.data.signIn.secondFactor.ticket;
}

const guessing: readonly Attack[] = [
  attack('passwords', 'A password found at the twelfth guess', 'limits of guesses', async (target) => {
    const { email } = await addUser(target.of.app, 'VIEWER');
    const sign = async (password: string) => await target.ask('anonymous', SIGN_IN, { input: { email, password } });
    for (let i = 0; i < 11; i++) await sign(`wrong guess ${i}`);
    return (await sign(PASSWORD)).json?.data?.signIn.viewer != null;
  }),
  attack('codes', 'A code of the second factor found at the twelfth guess', 'limits of guesses', async (target) => {
    const { email } = await addUser(target.of.app, 'SALES');
    const ticket = await ticketOf(target, email);
    const right = codeAt(target.of.app);
    const confirm = async (code: string) => await target.ask('anonymous', CONFIRM, { input: { ticket, code } });
    for (let i = 0; i < 11; i++) await confirm(String((Number(right) + 1 + i) % 1_000_000).padStart(6, '0'));
    return (await confirm(right)).json?.data?.signInConfirm.viewer != null;
  }),
  attack('secrets', 'The secret of an app found at the twelfth guess', 'limits of guesses', async (target) => {
    const { id, secret } = target.of.partner;
    const from = '198.51.100.20';
    const token = async (guess: string) =>
      await target.send('anonymous', {
        url: '/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: guess }).toString(),
        from,
      });
    for (let i = 0; i < 11; i++) await token(`guess ${i}`);
    return (await token(secret)).json?.access_token !== undefined;
  }),
  {
    ...attack('look-ups', 'The directory walked by exact look-ups', 'limits of look-ups', async (target) => {
      const document =
        'mutation ($phone: String!) { customerLookUp(input: { phone: $phone }) { found { number } userErrors { code } } }';
      const looking = async (phone: string) => await target.ask('support', document, { phone });
      for (let i = 0; i < 30; i++) await looking(`1380000${1000 + i}`);
      const last = target.of.customer('stranger');
      return (await looking(last.phone)).text.includes(last.number);
    }),
    threat: 'API6',
  },
];

const usedTwice: readonly Attack[] = [
  attack('code-again', 'A code of the second factor that was used', 'using up', async (target) => {
    const { email } = await addUser(target.of.app, 'SALES');
    const code = codeAt(target.of.app);
    const confirm = async () =>
      await target.ask('anonymous', CONFIRM, { input: { ticket: await ticketOf(target, email), code } });
    await confirm();
    return (await confirm()).json?.data?.signInConfirm.viewer != null;
  }),
  attack('link-again', 'A one-time link that was used', 'using up', async (target) => {
    const { services } = target.of.app;
    const { userId } = await addUser(target.of.app, 'VIEWER');
    await services.db.ids.ensure(1);
    const token = await services.db.transaction(async (trx) => await makeLink(trx, services, 'RESET', userId));
    const set = async (password: string) => await target.ask('anonymous', SET, { input: { token, password } });
    await set('the owner chooses this one');
    return (await set('the intruder chooses this')).json?.data?.passwordSet.viewer != null;
  }),
  attack('link-late', 'A one-time link of yesterday', 'using up', async (target) => {
    const { services } = target.of.app;
    const { userId } = await addUser(target.of.app, 'VIEWER');
    await services.db.ids.ensure(1);
    const yesterday = { ...services, now: () => services.now() - 86_400_000 };
    const token = await services.db.transaction(async (trx) => await makeLink(trx, yesterday, 'RESET', userId));
    const { json } = await target.ask('anonymous', SET, { input: { token, password: 'the intruder chooses this' } });
    return json?.data?.passwordSet.viewer != null;
  }),
];

/** Somebody with a token and a session of their own, for what ends them. */
async function somebody({ app }: Installation) {
  const { userId } = await addUser(app, 'VIEWER');
  const ctx = contextAs(app, 'VIEWER', userId);
  const { token, id: tokenId } = await createApiToken(ctx, { name: 'ended', expiresInDays: 1 });
  await ctx.db.ids.ensure(1);
  const session = await ctx.db.transaction(async (trx) => await beginSession(trx, ctx, userId, true));
  return {
    userId,
    tokenId,
    sessionId: session.id,
    bearer: { authorization: `Bearer ${token}` },
    cookie: { cookie: `dossier=${session.token}`, 'x-dossier-csrf': '1' },
  };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

/** What was good is used again after it ended. */
const ended = (
  id: string,
  title: string,
  shown: 'bearer' | 'cookie',
  end: (of: Installation, who: Somebody, target: Target) => Promise<unknown>,
): Attack =>
  attack(`ended-${id}`, title, 'endings', async (target) => {
    const who = await somebody(target.of);
    const read = async () => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: target.of.persist(READ) } };
      const headers = { ...who[shown], 'content-type': 'application/json' };
      return runs(await target.send('anonymous', { headers, body: JSON.stringify({ extensions }) }), target.of);
    };
    if (!(await read())) throw new Error('it was not good to begin with');
    await end(target.of, who, target);
    return await read();
  });
const statement =
  (table: 'session' | 'api_token' | 'staff_user', column: string, value: string | number) =>
  async ({ app }: Installation, { userId }: Somebody) =>
    await app.services.db.transaction(
      async (trx) =>
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}
          where ${sql.ref(table === 'staff_user' ? 'id' : 'user_id')} = ${userId}`.execute(trx),
    );

const endings: readonly Attack[] = [
  ended('token-expired', 'A token that is out of time', 'bearer', statement('api_token', 'expires_at', 1)),
  ended('token-revoked', 'A token that was taken back', 'bearer', statement('api_token', 'revoked_at', 1)),
  ended(
    'token-suspended',
    'A token of somebody who was suspended',
    'bearer',
    statement('staff_user', 'status', 'SUSPENDED'),
  ),
  ended('token-roles', 'A token of somebody whose roles were taken', 'bearer', statement('staff_user', 'roles', '')),
  ended('session-idle', 'A session that nobody used for half an hour', 'cookie', async ({ app }, { sessionId }) =>
    app.services.db.transaction(
      async (trx) =>
        await trx
          .updateTable('session')
          .set({ last_seen_at: app.services.now() - 31 * 60_000 })
          .where('id', '=', sessionId)
          .execute(),
    ),
  ),
  ended('session-old', 'A session of half a day', 'cookie', statement('session', 'expires_at', 1)),
  ended(
    'session-suspended',
    'A session of somebody who was suspended',
    'cookie',
    statement('staff_user', 'status', 'SUSPENDED'),
  ),
  ended('session-signed-out', 'A session whose person signed out', 'cookie', async (_of, who, target) =>
    target.send('anonymous', {
      headers: { ...who.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({
        extensions: { persistedQuery: { version: 1, sha256Hash: target.of.persist('mutation { signOut { done } }') } },
      }),
    }),
  ),
  ended('session-reset', 'A session from before the password was reset', 'cookie', async ({ app }, { userId }) =>
    app.services.db.transaction(async (trx) => await endAccessOf(trx, userId)),
  ),
];

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: object, claims: object, signature: string) => `${base64(header)}.${base64(claims)}.${signature}`;

/** A token that the attacker wrote. */
const forged = (id: string, title: string, token: (of: Installation) => string): Attack =>
  attack(`forged-${id}`, title, 'signatures', async (target) => {
    const text = token(target.of);
    if (decodeJwt(text).sub === undefined) throw new Error('it names nobody');
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${text}` };
    return runs(await target.send('anonymous', { headers, body: JSON.stringify({ query: READ }) }), target.of);
  });

const forgeries: readonly Attack[] = [
  forged('unsigned', 'A token that says it needs no signature', ({ people }) =>
    jwt({ alg: 'none' }, { sub: people.guardian.id }, ''),
  ),
  forged('empty-key', 'A token signed with an empty key', ({ people }) =>
    jwt({ alg: 'HS256' }, { sub: people.guardian.id }, 'AAAA'),
  ),
  forged('expired', 'A token out of time', ({ people }) =>
    jwt({ alg: 'none' }, { sub: people.guardian.id, exp: 1 }, ''),
  ),
  forged('deleted', 'A token of somebody who is not there', () => jwt({ alg: 'none' }, { sub: 'usr_0' }, '')),
];

const withoutSecondFactor = async (
  { app }: Installation,
  kind: 'session' | 'token',
): Promise<Record<string, string>> => {
  const { userId } = await addUser(app, 'SALES');
  const ctx = contextAs(app, 'SALES', userId);
  await ctx.db.ids.ensure(1);
  if (kind === 'session') {
    const session = await ctx.db.transaction(async (trx) => await beginSession(trx, ctx, userId, false));
    return { cookie: `dossier=${session.token}`, 'x-dossier-csrf': '1' };
  }
  const { token } = await createApiToken(
    { ...ctx, actor: { ...ctx.actor, secondFactor: false } },
    { name: 'x', expiresInDays: 1 },
  );
  return { authorization: `Bearer ${token}` };
};
const oneFactor = (kind: 'session' | 'token') =>
  attack(`one-factor-${kind}`, `A ${kind} that only a password stands behind`, 'second factors', async (target) => {
    const headers = { ...(await withoutSecondFactor(target.of, kind)), 'content-type': 'application/json' };
    const extensions = { persistedQuery: { version: 1, sha256Hash: target.of.persist(READ) } };
    return runs(await target.send('anonymous', { headers, body: JSON.stringify({ extensions }) }), target.of);
  });

/** Passing for somebody else: OWASP API2:2023. */
export const CREDENTIALS: readonly Attack[] = [
  ...guessing,
  ...usedTwice,
  ...endings,
  ...forgeries,
  oneFactor('session'),
  oneFactor('token'),
];
