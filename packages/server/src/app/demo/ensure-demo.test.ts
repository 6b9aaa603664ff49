import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../../modules/access/access.fixture.ts';
import { confirmSignIn, findUserByEmail, inviteUser, signIn } from '../../modules/access/index.ts';
import { openContacts } from '../../modules/customer/index.ts';
import { ANONYMOUS } from '../../platform/context/actor.ts';
import { createContext, type Services } from '../../platform/context/context.ts';
import { actingUser } from '../acting-user.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { accountsText, DEMO_ACCOUNTS, demoSeed } from './demo-accounts.ts';
import { demoFiles, openDemoFile } from './demo-files.ts';
import { readDemoState, refuseDemoBeyondThisMachine } from './demo-state.ts';
import { ensureDemo } from './ensure-demo.ts';

const SIZE = 12;
const ONE_CUSTOMER = `query ($number: String!) {
  customerByNumber(number: $number) { customer { name contactPoints { display } } }
}`;

describe('a demo', () => {
  let app: TestApp;
  let told: string;
  let first: unknown;

  beforeAll(async () => {
    app = await createTestApp();
    told = await ensureDemo(app.services, SIZE);
    first = await contentOf(app.services);
  }, 120_000);
  afterAll(async () => await app.close());

  it('went through the import, row by row accounted for', async () => {
    const runs = await app.services.db.read.selectFrom('import_run').select(['state', 'counts']).execute();
    expect(runs.length).toBeGreaterThan(5);
    expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['DONE', 'UNDONE']));
    for (const { counts } of runs) {
      const { read, created, updated, unchanged, rejected } = JSON.parse(counts ?? '{}');
      expect(created + updated + unchanged + rejected).toBe(read);
    }
    const orders = await app.services.db.read.selectFrom('purchase_order').select('id').execute();
    expect(orders.length).toBeGreaterThan(3);
  });

  it('lets its people sign in', async () => {
    const ctx = createContext(app.services, { actor: ANONYMOUS, locale: 'en', requestId: 'test' });
    for (const { email, password, roles } of DEMO_ACCOUNTS) {
      const line = told.split('\n').find((one) => one.includes(email)) ?? '';
      expect(line).toContain(password);
      const { ticket, sessionId } = await signIn(ctx, { email, password });
      expect(ticket === undefined).toBe(['VIEWER', 'ANALYST'].includes(roles.join()));
      if (!ticket) continue;
      expect(sessionId).toBeUndefined();
      const seed = line.split(/\s+/).at(-1);
      const confirmed = await confirmSignIn(ctx, { ticket: ticket.token, code: codeAt(app, 0, seed) });
      expect(confirmed.sessionId).toEqual(expect.any(Number));
    }
  });

  it('shows each of its people another truth about the same customer', async () => {
    const { db } = app.services;
    const seller = await findUserByEmail(db.read, 'tang@demo.example');
    const owned = db.read
      .selectFrom('customer')
      .select('number')
      .where('owner_id', '=', seller?.id ?? 0);
    // The first one is shared with the other seller.
    const { number } = await owned.orderBy('id').offset(1).limit(1).executeTakeFirstOrThrow();
    const seen = DEMO_ACCOUNTS.map(async ({ email }) => {
      const user = await findUserByEmail(db.read, email);
      const acting = await actingUser(app.services, user?.id ?? -1);
      if (!acting) throw new Error(`${email} may not act`);
      const ctx = createContext(app.services, { ...acting, requestId: 'test' });
      const { data, errors } = await app.execute(ctx, ONE_CUSTOMER, { number });
      return [email.split('@')[0], errors ? errors[0]?.extensions['code'] : data?.['customerByNumber']];
    });
    const shows = (name: string, ...displays: string[]) => ({
      customer: { name, contactPoints: displays.map((display) => ({ display })) },
    });
    const full = shows('王虹', 'awnghong@mail.example', '199 9457 3870');
    const masked = shows('王*', 'a***@mail.example', '199****3870');
    expect(Object.fromEntries(await Promise.all(seen))).toEqual({
      lin: full,
      he: full,
      qian: 'FORBIDDEN',
      zhou: masked,
      sun: masked,
      wu: full,
      tang: full,
      amy: { customer: null },
      xu: { customer: null },
      gao: 'FORBIDDEN',
      ben: masked,
      dev: 'FORBIDDEN',
    });
  });

  it('has second factors of its own: what another one prints opens nothing here', async () => {
    const other = await createTestApp();
    const [account] = DEMO_ACCOUNTS;
    if (!account) throw new Error('the demo has accounts');
    const seed = demoSeed(other.services, account.email);
    expect([told.includes(seed), accountsText(other.services).includes(seed)]).toEqual([false, true]);
    const ctx = createContext(app.services, { actor: ANONYMOUS, locale: 'en', requestId: 'test' });
    const { ticket } = await signIn(ctx, account);
    const foreign = confirmSignIn(ctx, { ticket: ticket?.token ?? '', code: codeAt(app, 1, seed) });
    await expect(foreign).rejects.toMatchObject({ refusals: [{ code: 'WRONG_CODE' }] });
    await other.close();
  });

  it('is left alone by the next start, and refused in another size', async () => {
    expect(await ensureDemo(app.services, SIZE)).toBe(told);
    expect(await contentOf(app.services)).toEqual(first);
    await expect(ensureDemo(app.services, SIZE + 1)).rejects.toThrow('The demo there has 12 customers, not 13.');
    expect(await readDemoState(app.services)).toMatchObject({ demo: 'true', size: SIZE });
  });

  it('stays on this machine', async () => {
    await expect(refuseDemoBeyondThisMachine(app.services, { host: '0.0.0.0' })).rejects.toThrow(
      'Start it without HOST.',
    );
    await expect(refuseDemoBeyondThisMachine(app.services, { host: '127.0.0.1' })).resolves.toBeUndefined();
  });

  it('never goes where other data is', async () => {
    const other = await createTestApp();
    await inviteUser(other.ctxFor('ADMIN'), { email: 'ann@acme.example', name: 'Ann', roles: ['VIEWER'] });
    await expect(ensureDemo(other.services, SIZE)).rejects.toThrow('holds data of its own');
    expect(await readDemoState(other.services)).toMatchObject({ demo: undefined });
    await other.close();
  });
});

describe('the files of a demo', () => {
  it('are the same every time, byte for byte', async () => {
    const digests = async () => {
      const digest = createHash('sha256');
      for (const file of demoFiles(300)) for await (const bytes of openDemoFile(file) ?? []) digest.update(bytes);
      return digest.digest('hex');
    };
    expect(await digests()).toBe(await digests());
  });

  it('have what people really type', () => {
    const text = demoFiles(600)
      .flatMap((file) => [...file.rows()])
      .join('');
    for (const sample of ['（微信同号）', 'E+12', '########', '女士', '11111111111', '+86 1', '暂无'])
      expect(text, sample).toContain(sample);
  });
});

async function contentOf(services: Services) {
  const { db } = services;
  const points = await db.read
    .selectFrom('contact_point')
    .select(['id', 'subject_id', 'type', 'is_primary', 'sealed'])
    .execute();
  const shown = (await openContacts(services, 'TEST', points)).map(({ type, is_primary, content }) =>
    JSON.stringify({ type, is_primary, ...content }),
  );
  return {
    customers: await db.read
      .selectFrom('customer')
      .select(['number', 'name', 'kind', 'status', 'stage', 'grade', 'province', 'city', 'created_at', 'updated_at'])
      .orderBy('number')
      .execute(),
    contactPoints: shown.toSorted(),
    relationships: await db.read
      .selectFrom('relationship')
      .select(['type', 'title', 'valid_from', 'recorded_from'])
      .orderBy('id')
      .execute(),
    members: await db.read
      .selectFrom('decision_member')
      .select(['version', 'roles', 'attitude', 'influence', 'verified_at'])
      .orderBy('id')
      .orderBy('version')
      .execute(),
    orders: await db.read
      .selectFrom('purchase_order')
      .select(['number', 'currency', 'placed_at', 'total', 'status', 'line_count'])
      .orderBy('number')
      .orderBy('currency')
      .execute(),
  };
}
