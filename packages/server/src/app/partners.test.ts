import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addCustomer,
  appInput,
  approve,
  askAs,
  askToken,
  change,
  consent,
  FIRST,
  MANAGER,
  secretOf,
} from '../modules/partner/partner.fixture.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
let server: FastifyInstance;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http({ mode: 'production' });
});
afterAll(async () => await app.close());

const BOTH = '{ customers(first: 10) { nodes { id name primaryPhone { value } } } }';

it('is registered, approved by two, asks, is told what each customer agreed to, and is stopped', async () => {
  const wang = await addCustomer(app, '王小明', '13800138000');
  const li = await addCustomer(app, '李雷', '13900139000');
  // Registered; nobody approves alone, and nobody their own.
  const { app: draft } = await change(app, MANAGER, 'partnerAppRegister', {
    input: appInput('Acme Mailer', { burst: 600, perDay: 2_000 }),
  });
  expect(draft.state).toBe('DRAFT');
  const { id } = draft;
  const secret = await secretOf(app, id);
  const refused = await askToken(server, { client_id: id, client_secret: secret });
  expect([refused.statusCode, refused.json().error]).toEqual([400, 'unauthorized_client']);
  await approve(app, draft);
  await consent(app, wang.key, id, ['ALL']);
  await consent(app, li.key, id, ['ALL']);

  const issued = await askToken(server, { client_id: id, client_secret: secret });
  expect(issued.json()).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'MARKETING' });
  const token: string = issued.json().access_token;
  const sdl = await server.inject({ url: '/partner/schema.graphql', headers: { authorization: `Bearer ${token}` } });
  expect(sdl.body).toContain('primaryPhone: ContactPoint');
  expect(sdl.body).not.toContain('birthDate');

  // Li takes the phone back.
  await consent(app, li.key, id, ['NAME']);
  const both = await askAs(server, token, BOTH);
  expect(both.json().data.customers.nodes).toEqual([
    { id: li.id, name: '李雷', primaryPhone: null },
    { id: wang.id, name: '王小明', primaryPhone: { value: '+8613800138000' } },
  ]);
  expect(both.json().extensions).toMatchObject({
    withheld: [
      { path: 'customers.nodes.primaryPhone', code: 'CONSENT_NOT_FOR_FIELD', rule: 'consent/MARKETING/PHONE' },
    ],
    cost: { requested: 111, remaining: 489 },
  });
  expect(both.headers['x-cost-remaining']).toBe('489');

  // Both stand in the ledger, each with what was given.
  const ledger = await app.data(
    app.ctxFor('PRIVACY_OFFICER'),
    'query ($id: ID!) { disclosures(filter: { appId: $id }, first: 10) { nodes { customerId fields purpose count } } }',
    { id },
  );
  expect(
    ledger.disclosures.nodes.toSorted(
      (a: { fields: string[] }, b: { fields: string[] }) => a.fields.length - b.fields.length,
    ),
  ).toEqual([
    { customerId: li.id, fields: ['NAME'], purpose: 'MARKETING', count: 1 },
    { customerId: wang.id, fields: ['NAME', 'PHONE'], purpose: 'MARKETING', count: 1 },
  ]);

  // Wang takes everything back: gone at the next request, by every way.
  await consent(app, wang.key, id, 'WITHDRAWN');
  const alone = await askAs(server, token, `{ customer(id: "${wang.id}") { id } customers { nodes { id } } }`);
  expect(alone.json().data).toEqual({ customer: null, customers: { nodes: [{ id: li.id }] } });

  // The budget ends; what is left is told, and when to come back.
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push(await askAs(server, token, BOTH));
  const last = answers.at(-1);
  expect(last?.statusCode).toBe(429);
  expect(last?.json().errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED', cost: { requested: 111 } });
  expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);

  // The kill switch counts at the next request.
  expect((await change(app, FIRST, 'partnerAppSuspend', { id, reason: 'Asks too much' })).userErrors).toEqual([]);
  expect((await askAs(server, token, '{ partnerSelf { name } }')).statusCode).toBe(401);
  const again = await askToken(server, { client_id: id, client_secret: secret });
  expect(again.json().error).toBe('unauthorized_client');
});
