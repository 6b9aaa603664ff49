import type { FastifyInstance } from 'fastify';
import { createClient } from 'graphql-ws';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiToken, signInAs } from '../modules/access/access.fixture.ts';
import { type Background, startBackground } from './background.ts';
import { type Answered, createTestApp, type TestApp } from './testing/test-app.ts';

const FOLDER = new URL('../../../../docs/examples/', import.meta.url);
const FILE = '姓名,手机,城市\n王小明,13800138000,广州\n李雷,137,深圳\n,,\n韩梅梅,13900139000,佛山\n';

let app: TestApp;
let server: FastifyInstance;
let background: Background;
let address: string;
let token: string;
const used = new Set<string>();
beforeAll(async () => {
  app = await createTestApp();
  const maker = await app.http();
  const { cookie } = await signInAs(app, maker, 'ADMIN');
  token = await createApiToken(maker, cookie);
  server = await app.http({ mode: 'production' });
  await server.listen({ port: 0, host: '127.0.0.1' });
  // A listening TCP server has such an address.
  address = `127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  background = startBackground(app.services);
});
afterAll(async () => {
  await background.stop();
  await app.close();
});

const authorization = (): string => `Bearer ${token}`;

function document(name: string): string {
  used.add(name);
  return readFileSync(new URL(`${name}.graphql`, FOLDER), 'utf8');
}

async function ask(name: string, variables: Record<string, unknown> = {}): Promise<Answered> {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: authorization() },
    payload: { query: document(name), variables },
  });
  const { data, errors } = answer.json();
  expect(errors).toBeUndefined();
  const [payload] = Object.values(data);
  if (typeof payload === 'object' && payload !== null && 'userErrors' in payload) {
    expect(payload.userErrors).toEqual([]);
  }
  return payload;
}

/** Follows a subscription until an object is in one of the states; returns it as it was then. */
async function follow(name: string, id: string, states: readonly string[]): Promise<Record<string, unknown>> {
  const client = createClient({
    url: `ws://${address}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: authorization() },
  });
  try {
    for await (const { data, errors } of client.iterate<Record<string, { state: string }>>({
      query: document(name),
      variables: { id },
    })) {
      expect(errors).toBeUndefined();
      const [seen] = Object.values(data ?? {});
      if (seen && states.includes(seen.state)) return seen;
    }
  } finally {
    await client.dispose();
  }
  throw new Error('the subscription ended early');
}

it('examples: who am I', async () => {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: authorization() },
    payload: { query: document('viewer') },
  });
  expect(answer.json().data.viewer.permissions).toContain('CUSTOMER_WRITE');
});

it('examples: one customer, from creation to orders', async () => {
  const input = {
    kind: 'PERSON',
    name: '张伟',
    externalId: '4711',
    contactPoints: [{ type: 'PHONE', value: '138 1234 5678' }],
    addresses: [{ province: '广东省', city: '广州市' }],
  };
  const variables = { input, idempotencyKey: 'crm-4711' };
  const { customer } = await ask('customer-create', variables);
  expect((await ask('customer-create', variables)).customer.id).toBe(customer.id);

  const { id, version } = customer;
  const before = new Date().toISOString();
  const changed = (await ask('customer-update', { id, version, input: { grade: 'A', note: null } })).customer;
  expect(changed).toMatchObject({ grade: 'A', note: null });
  expect(changed.version).not.toBe(version);
  const later = new Date().toISOString();
  expect(await ask('customer-past', { id, before, later })).toMatchObject({
    phone: [{ chosen: { value: '+8613812345678', source: { code: 'api' }, confidence: 0.7 }, alternatives: [] }],
    asOf: { name: '张伟', contactPoints: [{ value: '+8613812345678', isPrimary: true }], ruleSetVersion: 0 },
    difference: [{ field: 'GRADE', before: null, after: 'A' }],
  });

  const line = { productCode: 'TEA-1', description: '龙井', quantity: '2', unitPrice: '12.50' };
  const order = { customerId: id, number: 'SO-1', placedAt: '2026-03-05T16:30:00+08:00', lines: [line] };
  expect((await ask('order-create', { input: order, idempotencyKey: 'order-SO-1' })).order).toMatchObject({
    number: 'SO-1',
    total: { amount: '25', currency: 'CNY' },
    customer: { id },
  });

  const read = await ask('customer', { id });
  expect(read.contactPoints).toMatchObject([{ type: 'PHONE', value: '+8613812345678', isValid: true }]);
  expect(read.orderStats).toMatchObject({ count: 1, lastAt: '2026-03-05T08:30:00.000Z' });
  expect(read.orders.nodes[0].lines).toEqual([
    { code: 'TEA-1', description: '龙井', quantity: '2', unitPrice: '12.5' },
  ]);
  expect(read.facts.map(({ field }: { field: string }) => field).toSorted()).toEqual(['GRADE', 'NAME', 'PHONE']);
  expect(await ask('customer-by-number', { number: customer.number })).toMatchObject({
    verdict: 'FOUND',
    customer: { id },
  });
});

it('examples: lists, searches and counts', async () => {
  const filter = { and: [{ province: { eq: '广东省' } }, { grade: { in: ['A', 'B'] } }] };
  const page = await ask('customers', { filter, sort: { field: 'NAME', direction: 'ASC' }, first: 10 });
  expect(page).toMatchObject({ totalCount: 1, nodes: [{ name: '张伟' }], pageInfo: { hasNextPage: false } });
  expect((await ask('customers', { search: '5678' })).nodes).toMatchObject([{ name: '张伟' }]);
  expect(await ask('customer-groups', { by: 'PROVINCE' })).toEqual([{ key: '广东省', label: null, count: 1 }]);
});

// Four jobs one after the other: a busy machine takes its time.
it('examples: an import from upload to undo', { timeout: 90_000 }, async () => {
  const uploaded = await server.inject({
    method: 'POST',
    url: '/api/files',
    headers: {
      authorization: authorization(),
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent('客户.csv'),
    },
    payload: Buffer.from(FILE),
  });
  expect(uploaded.statusCode).toBe(201);
  const fileId = String(uploaded.json().id);
  expect(await ask('uploaded-file', { id: fileId })).toMatchObject({
    name: '客户.csv',
    state: 'READABLE',
    detection: { encoding: 'utf-8', delimiter: ',', columns: ['姓名', '手机', '城市'], asks: [] },
  });

  const draft = (await ask('import-create', { input: { fileId, sourceCode: 'crm' } })).import;
  expect(draft).toMatchObject({ state: 'DRAFT', kind: 'CUSTOMERS' });
  expect(draft.mapping.map(({ target }: { target: string }) => target)).toEqual(['NAME', 'MOBILE', 'CITY']);
  const { id, version } = draft;
  const setup = { mode: 'CREATE_AND_UPDATE', phoneRegion: 'CN' };
  expect((await ask('import-setup', { id, version, setup })).import.preview.rows).toHaveLength(3);

  await ask('import-dry-run', { id });
  await follow('import-changed', id, ['DRY_RUN_DONE']);
  const rehearsed = await ask('import', { id });
  expect(rehearsed.dryRun).toEqual({ read: 3, created: 3, updated: 0, unchanged: 0, rejected: 0 });
  await ask('import-start', { id });
  await follow('import-changed', id, ['DONE']);
  const done = await ask('import', { id });
  expect(done.counts).toMatchObject({ ...rehearsed.dryRun, reconciled: true });
  await ask('import-undo', { id });
  await follow('import-changed', id, ['UNDONE']);
});

it('examples: an export and its file', async () => {
  const selection = { filter: { grade: { eq: 'A' } } };
  const input = { selection, columns: ['NAME', 'PHONE'], format: 'CSV' };
  const { id } = (await ask('export-create', { input })).export;
  await follow('export-changed', id, ['DONE']);
  const { downloadUrl, rows } = await ask('export', { id });
  expect(rows).toBe(1);
  const file = await server.inject({ url: downloadUrl, headers: { authorization: authorization() } });
  expect([file.statusCode, file.body.includes('张伟')]).toEqual([200, true]);
});

it('examples: there is none that is not run here', () => {
  const all = readdirSync(FOLDER).map((name) => name.replace('.graphql', ''));
  expect(all.filter((name) => !used.has(name))).toEqual([]);
});
