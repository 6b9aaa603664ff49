import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { addStaff, contextAs } from '../../../app/testing/staff.ts';
import { addCustomer, ownerOf } from '../../../app/testing/customers.ts';
import { returnIdleJob } from './return-idle.job.ts';

const WANG = 7;
const LI = 8;
const ZHOU = 9;
const DAY_MS = 86_400_000;
// Noon in the middle of the day of any zone near the installation's.
const NOON = Date.parse('2026-03-10T12:00:00Z');

let app: TestApp;
let now = NOON;
let wang: Ctx;
let li: Ctx;
const usr = (id: number) => app.services.publicIds.encode('usr', id);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  await addStaff(app, { Wang: WANG, Li: LI, Zhou: ZHOU });
  wang = contextAs(app, 'SALES', WANG);
  li = contextAs(app, 'SALES', LI);
});
afterAll(async () => await app.close());

// Every test has days of its own.
beforeEach(async () => {
  now += 400 * DAY_MS;
  await setRules({ claimsPerDay: 20, mostHeld: 500, idleDays: null, coolOffDays: 7 });
});

const CLAIM = 'mutation ($ids: [ID!]!) { customersClaim(ids: $ids) { claimed userErrors { code field message } } }';
const claim = async (ctx: Ctx, ...ids: string[]) => {
  const { customersClaim } = await app.data(ctx, CLAIM, { ids });
  return {
    claimed: customersClaim.claimed as string[],
    refused: customersClaim.userErrors.map(({ code, field }: { code: string; field: string[] }) => [code, ...field]),
    messages: customersClaim.userErrors.map(({ message }: { message: string }) => message),
  };
};
const setRules = async (input: object) => {
  const { poolRulesUpdate } = await app.data(
    app.ctxFor('SECURITY_ADMIN'),
    'mutation ($input: PoolRulesInput!) { poolRulesUpdate(input: $input) { poolRules { claimsPerDay mostHeld idleDays coolOffDays } userErrors { code field } } }',
    { input },
  );
  return poolRulesUpdate;
};
const release = async (ctx: Ctx, id: string) =>
  await app.data(
    ctx,
    'mutation ($ids: [ID!]) { customersAssign(selection: { ids: $ids }, ownerId: null) { changed } }',
    {
      ids: [id],
    },
  );
const pool = async (name = '公海') => await addCustomer(app, { name });

describe('taking customers from the pool', () => {
  it('makes them one’s own, in full, and is written down for each', async () => {
    const [a, b] = [await pool('赵一'), await pool('钱二')];
    const see = 'query ($id: ID!) { customer(id: $id) { name viewerCan { claim edit } } }';
    expect((await app.data(li, see, { id: a })).customer).toEqual({
      name: '赵*',
      viewerCan: { claim: true, edit: false },
    });
    expect(await claim(li, a, b, a)).toEqual({ claimed: [a, b], refused: [], messages: [] });
    expect((await app.data(li, see, { id: a })).customer).toEqual({
      name: '赵一',
      viewerCan: { claim: false, edit: true },
    });
    const entries = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['object_id', 'actor_id'])
      .where('action', '=', 'customer.claimed')
      .orderBy('object_id')
      .execute();
    const keys = [a, b].map((id) => app.services.publicIds.decode('cus', id) ?? 0);
    expect(entries).toEqual(keys.toSorted((x, y) => x - y).map((id) => ({ object_id: id, actor_id: LI })));
  });

  it('gives one customer to one of two who take it at once, and tells the other', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await pool();
      const both = await Promise.all([claim(wang, id), claim(li, id)]);
      expect(both.map(({ claimed }) => claimed.length).toSorted()).toEqual([0, 1]);
      // It is out of the loser's sight now, like everybody else's customers.
      expect(both.find(({ claimed }) => claimed.length === 0)?.refused).toEqual([['NOT_FOUND', 'ids', '0']]);
      expect(await ownerOf(app, id)).toBe(both[0]?.claimed.length === 1 ? 'Wang' : 'Li');
    }
    const id = await pool();
    await claim(li, id);
    const zhou = contextAs(app, 'MANAGER', ZHOU, { teamMembers: [LI] });
    expect((await claim(zhou, id)).refused).toEqual([['TAKEN', 'ids', '0']]);
  });

  it('tells nothing of customers that one does not see', async () => {
    const hidden = await addCustomer(app, { name: '李四', ownerId: usr(WANG) });
    const none = app.services.publicIds.encode('cus', 123_456_789);
    expect((await claim(li, hidden, none, usr(LI))).refused).toEqual([
      ['NOT_FOUND', 'ids', '0'],
      ['NOT_FOUND', 'ids', '1'],
      ['NOT_FOUND', 'ids', '2'],
    ]);
  });

  it('is for those with the permission', async () => {
    const id = await pool();
    for (const role of ['VIEWER', 'DATA_STEWARD', 'SUPPORT', 'AUDITOR'] as const) {
      const { errors } = await app.execute(contextAs(app, role, WANG), CLAIM, { ids: [id] });
      expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    }
  });
});

describe('the rules of the pool', () => {
  it('limit how many one takes in a day, two calls at once included, until the next day', async () => {
    await setRules({ claimsPerDay: 3 });
    const ids = [await pool(), await pool(), await pool(), await pool(), await pool()];
    const [a = '', b = '', c = '', d = '', e = ''] = ids;
    const both = await Promise.all([claim(li, a, b), claim(li, c, d)]);
    expect(both.flatMap(({ claimed }) => claimed)).toHaveLength(3);
    expect(both.flatMap(({ refused }) => refused)).toEqual([['CLAIMS_USED_UP', 'ids', '1']]);
    const { poolRules } = await app.data(li, '{ poolRules { claimsPerDay claimedToday } }');
    expect(poolRules).toEqual({ claimsPerDay: 3, claimedToday: 3 });
    const again = await claim(li, e);
    expect(again.messages).toEqual(['You have taken 3 customers from the pool today; that is all for one day.']);
    now += DAY_MS;
    expect((await claim(li, e)).claimed).toEqual([e]);
  });

  it('limit how many one holds', async () => {
    const { poolRules } = await app.data(li, '{ poolRules { held } }');
    await setRules({ mostHeld: poolRules.held + 1 });
    const [a, b] = [await pool(), await pool()];
    const { claimed, refused } = await claim(li, a, b);
    expect([claimed, refused]).toEqual([[a], [['HOLDINGS_FULL', 'ids', '1']]]);
    await setRules({ mostHeld: null });
    expect((await claim(li, b)).claimed).toEqual([b]);
  });

  it('make the former owner wait, and nobody else', async () => {
    const id = await pool();
    await claim(li, id);
    now += 3_600_000;
    await release(li, id);
    now += 6 * DAY_MS;
    expect((await claim(li, id)).refused).toEqual([['CLAIM_TOO_SOON', 'ids', '0']]);
    now += DAY_MS;
    expect((await claim(li, id)).claimed).toEqual([id]);
    await release(li, id);
    expect((await claim(wang, id)).claimed).toEqual([id]);
  });

  it('are kept within limits, and are for those who change settings', async () => {
    expect((await setRules({ claimsPerDay: 0, idleDays: 99_999 })).userErrors).toEqual([
      { code: 'TOO_SMALL', field: ['input', 'claimsPerDay'] },
      { code: 'TOO_LARGE', field: ['input', 'idleDays'] },
    ]);
    expect((await setRules({ coolOffDays: null })).poolRules).toEqual({
      claimsPerDay: 20,
      mostHeld: 500,
      idleDays: null,
      coolOffDays: null,
    });
    const { errors } = await app.execute(li, 'mutation { poolRulesUpdate(input: {}) { userErrors { code } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'SETTINGS_WRITE' });
  });
});

describe('falling back to the pool', () => {
  async function runJob(): Promise<void> {
    const { services } = app;
    await services.db.ids.ensure(1);
    const jobId = await services.db.transaction(
      async (trx) => await enqueue(trx, app.ctxFor('ADMIN'), { kind: returnIdleJob.kind, payload: {} }),
    );
    const runner = startJobRunner({
      services,
      definitions: [returnIdleJob],
      actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
      pollMs: 10,
    });
    await runner.idle();
    await runner.stop();
    const { problem } = await services.db.read
      .selectFrom('job')
      .select('problem')
      .where('id', '=', jobId)
      .executeTakeFirstOrThrow();
    expect(problem).toBeNull();
  }

  it('takes customers with whom nothing was done for as long as the rules say', async () => {
    const idle = await addCustomer(app, { name: '闲置', ownerId: usr(LI) });
    const edited = await addCustomer(app, { name: '编辑', ownerId: usr(LI) });
    const handed = await addCustomer(app, { name: '转交', ownerId: usr(LI) });
    const bought = await addCustomer(app, { name: '下单', ownerId: usr(LI) });
    const archived = await addCustomer(app, { name: '归档', ownerId: usr(LI) });
    const steward = app.ctxFor('DATA_STEWARD');
    const versionOf = async (id: string) =>
      (await app.data(steward, 'query ($id: ID!) { customer(id: $id) { version } }', { id })).customer.version;
    await app.data(
      steward,
      'mutation ($id: ID!, $version: String!) { customerArchive(id: $id, version: $version) { userErrors { code } } }',
      { id: archived, version: await versionOf(archived) },
    );
    now += 20 * DAY_MS;
    await app.data(
      li,
      'mutation ($id: ID!, $version: String!) { customerUpdate(id: $id, version: $version, input: { stage: "LEAD" }) { userErrors { code } } }',
      { id: edited, version: await versionOf(edited) },
    );
    await app.data(
      steward,
      'mutation ($ids: [ID!], $owner: ID) { customersAssign(selection: { ids: $ids }, ownerId: $owner) { changed } }',
      { ids: [handed], owner: usr(WANG) },
    );
    const order = await app.data(
      steward,
      'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { userErrors { code field } } }',
      {
        input: {
          customerId: bought,
          number: 'O-1',
          placedAt: new Date(now).toISOString(),
          currency: 'CNY',
          lines: [{ description: 'Lamp', quantity: '1', unitPrice: '10' }],
        },
      },
    );
    expect(order.orderCreate.userErrors).toEqual([]);
    now += 20 * DAY_MS;
    await runJob();
    expect(await ownerOf(app, idle)).toBe('Li');

    await setRules({ idleDays: 30 });
    await runJob();
    expect(await ownerOf(app, idle)).toBeNull();
    expect([await ownerOf(app, edited), await ownerOf(app, handed), await ownerOf(app, bought)]).toEqual([
      'Li',
      'Wang',
      'Li',
    ]);
    expect(await ownerOf(app, archived)).toBe('Li');
    // The former owner is the one who waits.
    expect((await claim(li, idle)).refused).toEqual([['CLAIM_TOO_SOON', 'ids', '0']]);
    expect((await claim(wang, idle)).claimed).toEqual([idle]);
    const entries = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['object_id', 'actor_kind'])
      .where('action', '=', 'customer.returnedToPool')
      .where('object_id', '=', app.services.publicIds.decode('cus', idle) ?? 0)
      .execute();
    expect(entries).toEqual([{ object_id: app.services.publicIds.decode('cus', idle), actor_kind: 'system' }]);
  });
});
