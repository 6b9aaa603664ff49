import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contextAs } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import {
  addCustomer,
  appInput,
  approve,
  approvedApp,
  askAs,
  change,
  consent,
  MANAGER,
  secretOf,
  tokenOf,
} from '../partner.fixture.ts';
import { inviteDeveloper } from './manage-developers.ts';

let app: TestApp;
let server: FastifyInstance;
const NOW = Date.UTC(2026, 2, 5, 8, 30);
beforeAll(async () => {
  app = await createTestApp({ now: () => NOW });
  server = await app.http({ mode: 'development' });
});
afterAll(async () => await app.close());

/** Somebody who belongs to an app. */
async function developerOf(appId: string, email: string) {
  const key = app.services.publicIds.decode('app', appId) ?? 0;
  const ctx = app.ctxFor('SECURITY_ADMIN', MANAGER);
  const { userId } = await inviteDeveloper(ctx, { appId: key, name: 'Dev', email });
  return contextAs(app, 'PARTNER_DEVELOPER', userId);
}

it('shows a draft without anything that nobody approved', async () => {
  const { id } = (await change(app, MANAGER, 'partnerAppRegister', { input: appInput('Draft') })).app;
  const document = `{ myPartnerApp { state warnings agreement { company } sdl budget { burst }
    schemaChanges { number } usage { day } } }`;
  expect((await app.data(await developerOf(id, 'dev@draft.example'), document)).myPartnerApp).toEqual({
    state: 'DRAFT',
    warnings: [],
    agreement: null,
    sdl: null,
    budget: null,
    schemaChanges: [],
    usage: [],
  });
});

it('shows what the app may get, what it got, and what is left to ask for', async () => {
  const approved = await approvedApp(app, 'Busy', { burst: 1_200, perDay: 6_000 });
  const { id } = approved;
  const wang = await addCustomer(app, '王小明', '13800138000');
  const li = await addCustomer(app, '李雷', '13900139000');
  await consent(app, wang.key, id, ['ALL']);
  await consent(app, li.key, id, ['NAME']);
  const token = await tokenOf(app, server, id);
  await askAs(server, token, '{ customers(first: 10) { nodes { id name primaryPhone { value } } } }');
  // One field less counts at once, and is a version of its own.
  const { fields } = appInput('Busy').terms as { fields: string[] };
  const { app: less } = await change(app, MANAGER, 'partnerAppUpdate', {
    ...approved,
    input: appInput('Busy', { burst: 1_200, perDay: 6_000, fields: fields.filter((one) => one !== 'Customer.stage') }),
  });
  expect(less.inForce?.number).toBe(2);

  const document = `query ($after: String) { myPartnerApp {
    id warnings stoppedAt sdl example
    agreement { company region purposes fields addresses contractFrom contractTo burst perDay }
    credentials { kind label hint expiresAt revokedAt }
    schemaChanges { number at diff }
    budget { burst remaining perDay remainingToday }
    usage { day operations spent refused }
    given(first: 1, after: $after) { nodes { customerId fields purpose day count } pageInfo { hasNextPage endCursor } }
  } }`;
  const developer = await developerOf(id, 'dev@busy.example');
  const { myPartnerApp: mine } = await app.data(developer, document);
  expect(mine).toMatchObject({
    id,
    warnings: [],
    stoppedAt: null,
    agreement: { company: 'Partner Ltd', region: 'CN', purposes: ['MARKETING'], addresses: [], burst: 1_200 },
    credentials: [{ kind: 'SECRET', label: 'test', hint: expect.stringMatching(/^dps_.{8}…$/), revokedAt: null }],
    schemaChanges: [
      { number: 2, at: '2026-03-05T08:30:00.000Z', diff: ['  type Customer {', '-   stage: String'] },
      { number: 1 },
    ],
    usage: [{ day: '2026-03-05', operations: 1, spent: 111, refused: 0 }],
    budget: { burst: 1_200, remaining: 1_089, perDay: 6_000, remainingToday: 5_889 },
  });
  expect(mine.sdl).toContain('primaryPhone: ContactPoint');
  expect(mine.sdl).not.toContain('stage');
  const given = [mine.given.nodes[0]];
  expect(mine.given.pageInfo.hasNextPage).toBe(true);
  const next = await app.data(developer, document, { after: mine.given.pageInfo.endCursor });
  given.push(next.myPartnerApp.given.nodes[0]);
  const about = { purpose: 'MARKETING', day: '2026-03-05', count: 1 };
  expect(given.toSorted((a, b) => a.fields.length - b.fields.length)).toEqual([
    { customerId: li.id, fields: ['NAME'], ...about },
    { customerId: wang.id, fields: ['NAME', 'PHONE'], ...about },
  ]);

  // Of another app there is nothing.
  const { id: other } = await approvedApp(app, 'Idle');
  expect((await app.data(await developerOf(other, 'dev@idle.example'), document)).myPartnerApp).toMatchObject({
    id: other,
    warnings: ['NO_CREDENTIAL'],
    credentials: [],
    usage: [],
    budget: { burst: 10_000, remaining: 10_000, perDay: 100_000, remainingToday: 100_000 },
    given: { nodes: [] },
  });

  // It is as much as is left when another process looks, which holds nothing of it: portions there count as spent.
  const elsewhere = { ...developer, db: { ...developer.db } };
  expect((await app.data(elsewhere, '{ myPartnerApp { budget { remaining } } }')).myPartnerApp.budget).toEqual({
    remaining: 1_089,
  });

  // What it is given to begin with runs.
  const example = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${token}` },
    payload: { query: mine.example },
  });
  expect(Object.keys(example.json().data.customers.nodes[0])).toEqual(['id', 'number', 'name', 'primaryPhone']);
});

it('ends a credential that got into other hands: of its own app only', async () => {
  const { id } = await approvedApp(app, 'Leaky');
  const token = await tokenOf(app, server, id);
  await secretOf(app, id);
  const developer = await developerOf(id, 'dev@leaky.example');
  const stranger = await developerOf((await approve(app, await draft('Other'))).id, 'dev@other.example');
  const { credentials } = (await app.data(developer, '{ myPartnerApp { credentials { id } } }')).myPartnerApp;
  const REVOKE = 'mutation ($id: ID!) { myPartnerCredentialRevoke(id: $id) { done userErrors { code field } } }';
  const notFound = { done: false, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] };
  for (const one of credentials)
    expect((await app.data(stranger, REVOKE, { id: one.id })).myPartnerCredentialRevoke).toEqual(notFound);
  expect((await askAs(server, token, '{ customers(first: 1) { nodes { id } } }')).statusCode).toBe(200);
  for (const one of credentials)
    expect((await app.data(developer, REVOKE, { id: one.id })).myPartnerCredentialRevoke.done).toBe(true);
  expect((await askAs(server, token, '{ customers(first: 1) { nodes { id } } }')).statusCode).toBe(401);
});

async function draft(name: string) {
  return (await change(app, MANAGER, 'partnerAppRegister', { input: appInput(name) })).app;
}
