import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, createTestApp, type TestApp } from './testing/test-app.ts';
import { systemContext } from '../platform/testing/test-context.ts';
import { signInAs } from '../modules/access/access.fixture.ts';
import { denialsAreWritten } from '../modules/audit/index.ts';
import { disclosureDuty, journalDisclosure } from '../modules/privacy/index.ts';
import { forgetSightingsJob, watchDuty, watchReads } from '../modules/alarm/index.ts';

const HOUR = 3_600_000;
// A Thursday, 16:30 in Shanghai.
const START = Date.UTC(2026, 2, 5, 8, 30);
const ALARMS = `query ($open: Boolean) { alarms(open: $open) { nodes {
  id rule counted outcome note user { name status } acknowledgedBy { name } } } openAlarms }`;
const ACKNOWLEDGE = `mutation ($id: ID!, $note: String!) { alarmAcknowledge(id: $id, note: $note) {
  alarm { note acknowledgedBy { name } } userErrors { code } } }`;
const UPDATE = `mutation ($input: WatchRulesInput!) { watchRulesUpdate(input: $input) {
  watchRules { massReads workFrom workTo workDays oddHoursAnswer } userErrors { code field } } }`;

let app: TestApp;
let server: FastifyInstance;
let now = START;
let admin: { userId: number; cookie: string };
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  await app.services.db.transaction(
    async (trx) => await trx.insertInto('setting').values({ name: 'timeZone', value: 'Asia/Shanghai' }).execute(),
  );
  server = await app.http({ mode: 'development' });
  admin = await signInAs(app, server, 'SECURITY_ADMIN');
});
afterAll(async () => await app.close());

const system = () => systemContext(app.services);
/** Somebody saw customers in the console; what the background does about it is done. */
async function saw(userId: number, customerKeys: readonly number[], way: 'VIEW' | 'EXPORT' = 'VIEW'): Promise<void> {
  await journalDisclosure(system(), {
    way,
    readerId: userId,
    purpose: '',
    fieldSet: ['NAME'],
    customerKeys,
    requestId: 'r',
  });
  const duty = disclosureDuty(app.services, async (folded) => await watchReads(system(), folded));
  while (await duty.round());
}
const keys = (from: number, count: number) => Array.from({ length: count }, (_, place) => from + place);
const change = async (input: object): Promise<Answered> =>
  (await app.data(app.ctxFor('SECURITY_ADMIN', admin.userId), UPDATE, { input })).watchRulesUpdate;
const alarms = async (open = true): Promise<Answered> => await app.data(app.ctxFor('AUDITOR'), ALARMS, { open });
async function acknowledgeAll(): Promise<void> {
  for (const { id } of (await alarms()).alarms.nodes)
    await app.data(app.ctxFor('AUDITOR'), ACKNOWLEDGE, { id, note: 'looked into' });
}

describe('alarms', () => {
  it('come when one person saw so many customers within an hour, each counted once, and once', async () => {
    expect((await change({ massReads: 10 })).userErrors).toEqual([]);
    const { userId } = await signInAs(app, server, 'MANAGER');
    await saw(userId, keys(1, 6));
    now += HOUR / 2;
    // Seen again: no more of them.
    await saw(userId, keys(4, 6));
    // What is exported has its own entries.
    await saw(userId, keys(100, 50), 'EXPORT');
    expect((await alarms()).alarms.nodes).toEqual([]);
    // The first three are out of the hour.
    now += HOUR / 2 + 1;
    await saw(userId, keys(20, 3));
    expect((await alarms()).openAlarms).toBe(0);
    await saw(userId, keys(23, 1));
    await saw(userId, keys(24, 5));
    const { alarms: raised, openAlarms } = await alarms();
    expect(raised.nodes).toEqual([
      expect.objectContaining({
        rule: 'MASS_READS',
        counted: 10,
        outcome: 'NOTIFIED',
        acknowledgedBy: null,
        user: expect.objectContaining({ status: 'ACTIVE' }),
      }),
    ]);
    expect(openAlarms).toBe(1);
    now += HOUR + 1;
    await saw(userId, keys(1, 10));
    expect((await alarms()).openAlarms).toBe(2);
  });

  it('are looked into by somebody else than they are about, once', async () => {
    const [alarm] = (await alarms()).alarms.nodes;
    const { user_id: userId } = await app.services.db.read
      .selectFrom('alarm')
      .select('user_id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const act = async (actor: number, note: string): Promise<Answered> =>
      (await app.data(app.ctxFor('AUDITOR', actor), ACKNOWLEDGE, { id: alarm.id, note })).alarmAcknowledge;
    expect((await act(userId ?? 0, 'nothing to see')).userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
    expect((await act(admin.userId, ' ')).userErrors).toEqual([{ code: 'REQUIRED' }]);
    expect((await act(admin.userId, 'a call list, agreed')).alarm).toMatchObject({ note: 'a call list, agreed' });
    expect((await act(admin.userId, 'again')).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    await acknowledgeAll();
    expect((await alarms()).openAlarms).toBe(0);
    expect((await alarms(false)).alarms.nodes).toHaveLength(2);
    const { auditEntries } = await app.data(
      app.ctxFor('AUDITOR'),
      '{ auditEntries(filter: { action: "alarm.raised" }) { nodes { objectType actorName details { name value } } } }',
    );
    expect(auditEntries.nodes).toHaveLength(2);
    expect(auditEntries.nodes[0]).toEqual({
      objectType: 'user',
      actorName: 'system',
      details: [
        { name: 'rule', value: 'MASS_READS' },
        { name: 'counted', value: '10' },
      ],
    });
  });

  it('come for reading outside of working hours, and suspend if they shall, but never the last administrator', async () => {
    expect(
      (await change({ workFrom: 8, workTo: 18, workDays: [1, 2, 3, 4, 5], oddHoursAnswer: 'SUSPEND' })).watchRules,
    ).toEqual({ massReads: 10, workFrom: 8, workTo: 18, workDays: [1, 2, 3, 4, 5], oddHoursAnswer: 'SUSPEND' });
    const seller = await signInAs(app, server, 'SALES');
    // 17:59 in Shanghai, and then 18:00.
    now = Date.UTC(2026, 2, 6, 9, 59, 59, 999);
    await saw(seller.userId, [1]);
    expect((await alarms()).openAlarms).toBe(0);
    now += 1;
    await saw(seller.userId, [1]);
    await saw(admin.userId, [1]);
    const { nodes } = (await alarms()).alarms;
    expect(nodes.map(({ rule, outcome, user }: Answered) => [rule, outcome, user.status])).toEqual([
      ['ODD_HOURS', 'LAST_ADMINISTRATOR', 'ACTIVE'],
      ['ODD_HOURS', 'SUSPENDED', 'SUSPENDED'],
    ]);
    const gone = await server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { cookie: seller.cookie, 'x-dossier-csrf': '1' },
      payload: { query: '{ viewer { user { id } } }' },
    });
    expect(gone.json().data).toEqual({ viewer: null });
    await acknowledgeAll();
  });

  it('come when somebody is refused again and again, whatever they tried', async () => {
    // Noon of Monday.
    now = Date.UTC(2026, 2, 9, 4);
    await change({ denials: 3 });
    const { cookie, userId } = await signInAs(app, server, 'SALES');
    const duty = watchDuty(async () => system());
    const ask = async (query: string) => {
      const answer = await server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { cookie, 'x-dossier-csrf': '1' },
        payload: { query },
      });
      await denialsAreWritten(app.services.db);
      await duty.round();
      return answer.json();
    };
    const hidden = app.services.publicIds.encode('cus', 5);
    await ask('{ auditEntries { nodes { id } } }');
    await ask(`{ customer(id: "${hidden}") { id } }`);
    // Nothing is refused here, and what is not an id of ours tells of no attempt.
    await ask('{ customer(id: "cus_nobody") { id } }');
    expect((await alarms()).openAlarms).toBe(0);
    await ask('{ customers(first: 5, sort: { field: NAME, direction: ASC }) { nodes { id } } }');
    expect((await alarms()).alarms.nodes).toMatchObject([{ rule: 'DENIALS', counted: 3, outcome: 'NOTIFIED' }]);
    const { auditEntries } = await app.data(
      app.ctxFor('AUDITOR'),
      'query ($id: ID!) { auditEntries(filter: { decision: DENIED, actorId: $id }) { nodes { action fields details { value } } } }',
      { id: app.services.publicIds.encode('usr', userId) },
    );
    expect(auditEntries.nodes).toEqual([
      { action: 'access.denied', fields: ['CustomerSortField.NAME'], details: [{ value: 'FORBIDDEN' }] },
      { action: 'access.denied', fields: [], details: [{ value: 'NOT_FOUND' }] },
      { action: 'access.denied', fields: [], details: [{ value: 'FORBIDDEN' }] },
    ]);
  });

  it('count files that somebody asks for without the right to', async () => {
    const { cookie, userId } = await signInAs(app, server, 'VIEWER');
    const headers = { cookie, 'x-dossier-csrf': '1' };
    const id = app.services.publicIds.encode('exp', 5);
    const file = await server.inject({ method: 'GET', url: `/api/exports/${id}/file`, headers });
    const upload = await server.inject({ method: 'POST', url: '/api/files', headers });
    expect([file.statusCode, upload.statusCode]).toEqual([403, 403]);
    await denialsAreWritten(app.services.db);
    const written = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('actor_id', '=', userId)
      .where('action', '=', 'access.denied')
      .execute();
    const denied = { action: 'access.denied', detail: '{"code":"FORBIDDEN"}' };
    expect(written).toEqual([denied, denied]);
  });

  it('have rules that make sense, changed with a fresh proof only', async () => {
    expect(
      (await change({ massReads: 9, keepMonths: 121, workFrom: 20, workTo: 20, workDays: [8] })).userErrors,
    ).toEqual([
      { code: 'TOO_LARGE', field: ['input', 'keepMonths'] },
      { code: 'TOO_SMALL', field: ['input', 'massReads'] },
      { code: 'INVALID_CHOICE', field: ['input', 'workTo'] },
      { code: 'INVALID_CHOICE', field: ['input', 'workDays'] },
    ]);
    const ctx = app.ctxFor('SECURITY_ADMIN');
    const stale = { ...ctx, actor: { ...ctx.actor, provedAt: now - HOUR } };
    const { errors } = await app.execute(stale, UPDATE, { input: { denials: 50 } });
    expect(errors?.[0]?.extensions['code']).toBe('STEP_UP_REQUIRED');
  });
});

describe('what staff saw', () => {
  it('is forgotten after the months of the rules; what apps were given is not', async () => {
    await change({ keepMonths: 6 });
    await app.services.db.transaction(async (trx) => {
      const row = { customer_id: 1, reader_id: 900, purpose: '', field_set_id: 1, count: 1, first_at: 1, last_at: 1 };
      await trx
        .insertInto('disclosure')
        .values([
          { ...row, way: 'VIEW', day: '2025-09-08' },
          { ...row, way: 'REVEAL', day: '2025-09-08' },
          { ...row, way: 'VIEW', day: '2025-09-09' },
          { ...row, way: 'APP', day: '2020-01-01' },
        ])
        .execute();
    });
    // The handler looks at nothing else of its step.
    const step = { ctx: system(), signal: new AbortController().signal } as Parameters<
      typeof forgetSightingsJob.run
    >[0];
    // Monday, 9 March 2026: six months before is the 9th of September.
    await forgetSightingsJob.run(step, {} as never);
    const left = await app.services.db.read
      .selectFrom('disclosure')
      .select(['way', 'day'])
      .where('reader_id', '=', 900)
      .orderBy('day')
      .execute();
    expect(left).toEqual([
      { way: 'APP', day: '2020-01-01' },
      { way: 'VIEW', day: '2025-09-09' },
    ]);
  });
});
