import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { disclosureDuty, journalDisclosure } from '../../privacy/index.ts';
import { dayOf } from '../budget/take-portion.ts';
import { approvedApp, askAs, MANAGER, runJob, tokenOf } from '../partner.fixture.ts';
import { ASKED_TOO_MUCH, watchAppsJob } from './watch-apps.job.ts';

const DAY_MS = 86_400_000;
let app: TestApp;
let server: FastifyInstance;
let now = Date.UTC(2026, 2, 20, 8, 30);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http({ mode: 'development' });
});
afterAll(async () => await app.close());

const keyOf = (id: string) => app.services.publicIds.decode('app', id) ?? 0;

/** An app that asked, on each of so many days before today, for 1,000 points, and got 100 customers. */
async function steadyApp(name: string, days: number): Promise<string> {
  const { id } = await approvedApp(app, name, { perDay: 100_000 });
  for (let back = 0; back <= days; back++) await used(id, dayOf(now - back * DAY_MS), 1_000, back === 0 ? 0 : 100);
  return id;
}

async function used(id: string, day: string, spent: number, customers = 0): Promise<void> {
  await app.services.db.transaction(
    async (trx) =>
      await trx
        .insertInto('partner_usage')
        .values({ app_id: keyOf(id), day, taken: spent, spent, operations: 10, refused: 0, customers })
        .execute(),
  );
}

/** Today it got these customers as well. */
async function got(id: string, from: number, count: number): Promise<void> {
  await journalDisclosure(systemContext(app.services), {
    way: 'APP',
    readerId: keyOf(id),
    purpose: 'MARKETING',
    fieldSet: ['NAME'],
    customerKeys: Array.from({ length: count }, (_, place) => from + place),
    requestId: 'r',
  });
  const duty = disclosureDuty(app.services, async () => {});
  while (await duty.round());
}

const watched = async () => await runJob(app, watchAppsJob);

const ALARMS = '{ alarms(open: true) { nodes { id rule counted outcome user { id } app { id name } } } }';
const alarms = async () => (await app.data(app.ctxFor('AUDITOR'), ALARMS)).alarms.nodes;
const rules = async (input: object) =>
  await app.data(
    app.ctxFor('SECURITY_ADMIN', MANAGER),
    'mutation ($input: WatchRulesInput!) { watchRulesUpdate(input: $input) { userErrors { code field } } }',
    { input },
  );
async function acknowledgeAll(): Promise<void> {
  const document = 'mutation ($id: ID!) { alarmAcknowledge(id: $id, note: "asked") { userErrors { code } } }';
  for (const { id } of await alarms()) await app.data(app.ctxFor('AUDITOR'), document, { id });
}

it('rings above three times what is usual, once a day, on the page of alarms and of the app', async () => {
  const id = await steadyApp('Steady', 14);
  await got(id, 1, 300);
  await watched();
  expect(await alarms()).toEqual([]);
  // The same customers again are no more of them.
  await got(id, 1, 50);
  await watched();
  expect(await alarms()).toEqual([]);
  await got(id, 301, 1);
  await watched();
  const found = { rule: 'APP_READS', counted: 301, outcome: 'NOTIFIED', user: null, app: { id, name: 'Steady' } };
  expect(await alarms()).toEqual([expect.objectContaining(found)]);
  const onPage = 'query ($id: ID!) { partnerApp(id: $id) { openAlarms { rule counted } usage { day customers } } }';
  const manager = app.ctxFor('SECURITY_ADMIN', MANAGER);
  const { partnerApp } = await app.data(manager, onPage, { id });
  expect(partnerApp.openAlarms).toEqual([{ rule: 'APP_READS', counted: 301 }]);
  expect(partnerApp.usage.slice(0, 2)).toEqual([
    { day: '2026-03-20', customers: 301 },
    { day: '2026-03-19', customers: 100 },
  ]);
  await acknowledgeAll();
  await got(id, 400, 100);
  await watched();
  expect(await alarms()).toEqual([]);
  // What was given after the last look of a day is counted the next.
  now += DAY_MS;
  await used(id, dayOf(now), 1_000);
  await watched();
  expect((await app.data(manager, onPage, { id })).partnerApp.usage[1]).toEqual({ day: '2026-03-20', customers: 401 });
  // Now 121 a day are usual.
  await got(id, 1, 364);
  await watched();
  expect(await alarms()).toEqual([]);
  await got(id, 1, 365);
  await watched();
  expect(await alarms()).toEqual([expect.objectContaining({ counted: 365 })]);
  await acknowledgeAll();
});

it('rings for points that bring no customers, and never for little', async () => {
  const id = await steadyApp('Guessing', 3);
  const spent = async (points: number) =>
    await app.services.db.transaction(
      async (trx) =>
        await trx
          .updateTable('partner_usage')
          .set({ spent: points })
          .where('app_id', '=', keyOf(id))
          .where('day', '=', dayOf(now))
          .execute(),
    );
  // Ten times as much as on other days, and a tenth of what it may.
  await spent(10_000);
  await watched();
  expect(await alarms()).toEqual([]);
  await spent(10_001);
  await watched();
  expect(await alarms()).toEqual([expect.objectContaining({ rule: 'APP_COST', counted: 10_001 })]);
  await acknowledgeAll();

  const small = await steadyApp('New', 0);
  await got(small, 1, 200);
  await watched();
  expect(await alarms()).toEqual([]);
  await got(small, 201, 1);
  await watched();
  expect(await alarms()).toEqual([expect.objectContaining({ counted: 201, app: { id: small, name: 'New' } })]);
  await acknowledgeAll();
});

it('suspends the app when that is the answer, and does nothing when that is', async () => {
  expect((await rules({ appReadsAnswer: 'NOTHING', appReads: 10 })).watchRulesUpdate.userErrors).toEqual([]);
  const id = await steadyApp('Greedy', 0);
  const token = await tokenOf(app, server, id);
  await got(id, 1, 11);
  await watched();
  expect(await alarms()).toEqual([]);
  const ask = async () => (await askAs(server, token, '{ customers(first: 1) { nodes { id } } }')).statusCode;
  expect(await ask()).toBe(200);
  await rules({ appReadsAnswer: 'SUSPEND' });
  await watched();
  expect(await alarms()).toEqual([
    expect.objectContaining({ rule: 'APP_READS', counted: 11, outcome: 'SUSPENDED', app: { id, name: 'Greedy' } }),
  ]);
  expect(await ask()).toBe(401);
  const { partnerApp } = await app.data(
    app.ctxFor('SECURITY_ADMIN', MANAGER),
    'query ($id: ID!) { partnerApp(id: $id) { state stopReason } }',
    { id },
  );
  expect(partnerApp).toEqual({ state: 'SUSPENDED', stopReason: ASKED_TOO_MUCH });
  // It is stopped: no second alarm.
  await watched();
  expect(await alarms()).toHaveLength(1);
  expect((await rules({ appReads: 9 })).watchRulesUpdate.userErrors).toEqual([
    { code: 'TOO_SMALL', field: ['input', 'appReads'] },
  ]);
});
