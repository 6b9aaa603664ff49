import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken, signInAs } from '../modules/access/access.fixture.ts';
import { foldDisclosures, journalDisclosure, seenIsWritten } from '../modules/privacy/index.ts';
import { addCustomer } from './testing/customers.ts';
import { type Answered, createTestApp, type TestApp } from './testing/test-app.ts';

/* What answers show of customers is in the ledger, by whichever door it left; and who asks the ledger is in the audit log. */

const ROW = 'customerId customerNumber user { name } appId way purpose operation exportId reasons fields count';
const VIEWERS = `query ($id: ID, $number: String, $filter: SightingFilter, $first: Int! = 25, $after: String) {
  customerViewers(id: $id, number: $number, filter: $filter, first: $first, after: $after) {
    nodes { ${ROW} } pageInfo { hasNextPage endCursor } } }`;
const READS = `query ($actorId: ID!, $filter: SightingFilter) {
  actorReads(actorId: $actorId, filter: $filter) { nodes { ${ROW} day } } }`;

let app: TestApp;
let server: FastifyInstance;
let wang: { id: string; number: string };
let li: { id: string; number: string };
let steward: { userId: number; cookie: string };
let viewer: { userId: number; cookie: string };
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http({ mode: 'development' });
  [wang, li] = await Promise.all([addNamed('王小明', '13800138000'), addNamed('李雷', '13900139000')]);
  steward = await signInAs(app, server, 'DATA_STEWARD');
  viewer = await signInAs(app, server, 'VIEWER');
});
afterAll(async () => await app.close());

async function addNamed(name: string, phone: string): Promise<{ id: string; number: string }> {
  const id = await addCustomer(app, { name, contactPoints: [{ type: 'PHONE', value: phone }] });
  const { customer } = await app.data(app.ctxFor('VIEWER'), 'query ($id: ID!) { customer(id: $id) { number } }', {
    id,
  });
  return { id, number: customer.number };
}
async function ask(headers: Record<string, string>, query: string, variables: object = {}): Promise<Answered> {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-dossier-csrf': '1', ...headers },
    payload: { query, variables },
  });
  await seenIsWritten(app.services.db);
  return answer.json();
}
const nameOf = async (userId: number): Promise<string> =>
  (
    await app.services.db.read
      .selectFrom('staff_user')
      .select('name')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
  ).name;
const viewers = async (variables: Record<string, unknown>): Promise<Answered> =>
  (await app.data(app.ctxFor('PRIVACY_OFFICER'), VIEWERS, variables)).customerViewers;
const seenBy = async (userId: number, filter?: object): Promise<Answered[]> =>
  (await app.data(app.ctxFor('AUDITOR'), READS, { actorId: app.services.publicIds.encode('usr', userId), filter }))
    .actorReads.nodes;
const row = (more: object) => ({
  appId: null,
  purpose: null,
  operation: null,
  exportId: null,
  reasons: [],
  count: 1,
  ...more,
});

describe('who saw what', () => {
  it('is nothing while values were masked, and each field of each customer that was shown in full', async () => {
    const list = '{ customers(first: 10) { nodes { id name primaryPhone { display } } } }';
    const masked = await ask({ cookie: viewer.cookie }, list);
    expect(masked.data.customers.nodes[0].name).toMatch(/\*$/);
    expect(await seenBy(viewer.userId)).toEqual([]);
    await ask({ cookie: steward.cookie }, list);
    await ask({ cookie: steward.cookie }, list);
    // Nothing personal is in this one.
    await ask({ cookie: steward.cookie }, '{ customers(first: 10) { nodes { id number grade } } }');
    const user = { name: await nameOf(steward.userId) };
    const both = row({ user, way: 'VIEW', operation: 'free', fields: ['NAME', 'PHONE'], count: 2 });
    const expected = [wang, li].map(({ id, number }) => ({ ...both, customerId: id, customerNumber: number }));
    const shown = (await seenBy(steward.userId)).map(({ day: _day, ...one }) => one);
    expect(shown).toHaveLength(2);
    expect(shown).toEqual(expect.arrayContaining(expected));
    expect((await viewers({ id: wang.id })).nodes).toEqual([expected[0]]);
  });

  it('tells tokens, records, facts, revealing and apps apart, folded or not', async () => {
    await foldDisclosures(app.services.db);
    const token = await createApiToken(server, steward.cookie);
    const record = `query ($id: ID!) { customer(id: $id) { facts(fields: [NAME, GRADE]) { field chosen { value } }
      sourceRecords { fields { field raw } } } }`;
    await ask({ authorization: `Bearer ${token}` }, record, { id: li.id });
    const officer = app.ctxFor('PRIVACY_OFFICER', viewer.userId);
    await app.data(
      officer,
      'mutation ($id: ID!) { customerReveal(id: $id, reason: "asked by phone") { revealed { birthDate contactPoints { value } } } }',
      { id: li.id },
    );
    await journalDisclosure(officer, {
      way: 'APP',
      readerId: 71,
      purpose: 'MARKETING',
      fieldSet: ['NAME'],
      customerKeys: [app.services.publicIds.decode('cus', li.id) ?? 0],
      requestId: 'r',
    });
    const of = { customerId: li.id, customerNumber: li.number };
    const by = { name: await nameOf(steward.userId) };
    const expected = [
      row({ ...of, user: by, way: 'VIEW', operation: 'free', fields: ['NAME', 'PHONE'], count: 2 }),
      // A name is kept in parts as well.
      row({ ...of, user: by, way: 'API', fields: ['FAMILY_NAME', 'GIVEN_NAME', 'NAME', 'PHONE'] }),
      row({
        ...of,
        user: { name: await nameOf(viewer.userId) },
        way: 'REVEAL',
        reasons: ['asked by phone'],
        fields: ['BIRTH_DATE', 'EMAIL', 'OTHER_CONTACT', 'PHONE', 'WECHAT'],
      }),
      row({
        ...of,
        user: null,
        appId: app.services.publicIds.encode('app', 71),
        way: 'APP',
        purpose: 'MARKETING',
        fields: ['NAME'],
      }),
    ];
    const all = (await viewers({ number: li.number.toLowerCase() })).nodes;
    expect(all).toHaveLength(4);
    expect(all).toEqual(expect.arrayContaining(expected));
    // Page by page, each once, in the same order.
    const paged: Answered[] = [];
    for (let after = null as string | null; ;) {
      const { nodes, pageInfo } = await viewers({ id: li.id, first: 1, after });
      paged.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(paged).toEqual(all);
    expect((await viewers({ id: li.id, filter: { way: 'REVEAL' } })).nodes).toEqual([expected[2]]);
    expect(await seenBy(viewer.userId, { way: 'REVEAL' })).toMatchObject([expected[2] ?? {}]);
    expect(await seenBy(viewer.userId, { to: '2020-01-01' })).toEqual([]);
  });

  it('is the same answer for nobody and for somebody who does not exist, and asking is written down', async () => {
    const fresh = await addNamed('韩梅梅', '13700137000');
    const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    expect(await viewers({ id: fresh.id })).toEqual(none);
    expect(await viewers({ id: 'cus_nobody' })).toEqual(none);
    expect(await viewers({ number: '99999999' })).toEqual(none);
    expect(await viewers({})).toEqual(none);
    const { auditEntries } = await app.data(
      app.ctxFor('AUDITOR'),
      '{ auditEntries(first: 5) { nodes { action objectType objectId decision } } }',
    );
    const asked = { action: 'customer.viewersListed', objectType: 'customer', decision: 'ALLOWED' };
    expect(auditEntries.nodes).toEqual([
      ...[null, null, null, fresh.id].map((objectId) => ({ ...asked, objectId })),
      expect.objectContaining({ action: 'customer.created' }),
    ]);
    await seenBy(steward.userId);
    const last = await app.data(
      app.ctxFor('AUDITOR'),
      '{ auditEntries(first: 1) { nodes { action objectId actorKind actorId details { name value } } } }',
    );
    expect(last.auditEntries.nodes).toEqual([
      {
        action: 'user.readsListed',
        objectId: app.services.publicIds.encode('usr', steward.userId),
        actorKind: 'user',
        actorId: app.services.publicIds.encode('usr', 1),
        details: [],
      },
    ]);
  });

  it('is told to those who may know: of customers with DISCLOSURE_READ, of colleagues with AUDIT_READ', async () => {
    const codes = async (...given: Parameters<TestApp['execute']>) =>
      (await app.execute(...given)).errors?.map(({ extensions }) => extensions);
    const actorId = app.services.publicIds.encode('usr', steward.userId);
    expect(await codes(app.ctxFor('SALES'), VIEWERS, { id: li.id })).toEqual([
      { code: 'FORBIDDEN', permission: 'DISCLOSURE_READ' },
    ]);
    expect(await codes(app.ctxFor('PRIVACY_OFFICER'), READS, { actorId })).toEqual([
      { code: 'FORBIDDEN', permission: 'AUDIT_READ' },
    ]);
    // Who answers for security sees what somebody read, and of whom by id only.
    const { actorReads } = await app.data(app.ctxFor('SECURITY_ADMIN'), READS, { actorId });
    expect(actorReads.nodes.length).toBeGreaterThan(0);
    expect(new Set(actorReads.nodes.map((one: Answered) => one.customerNumber))).toEqual(new Set([null]));
  });
});
