import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { addStaff, contextAs } from '../../../app/testing/staff.ts';
import { addCustomer } from '../../../app/testing/customers.ts';

const WANG = 7;
const LI = 8;
const SU = 9;
const HE = 10;
const DAY_MS = 86_400_000;

let app: TestApp;
let now = Date.parse('2026-03-10T12:00:00Z');
let wang: Ctx;
let li: Ctx;
let su: Ctx;
let id: string;
const usr = (key: number) => app.services.publicIds.encode('usr', key);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  await addStaff(app, { Wang: WANG, Li: LI, Su: SU, He: HE });
  wang = contextAs(app, 'SALES', WANG);
  li = contextAs(app, 'SALES', LI);
  su = contextAs(app, 'SUPPORT', SU);
  id = await addCustomer(app, {
    name: '赵一',
    ownerId: usr(WANG),
    contactPoints: [
      { type: 'PHONE', value: '13800138000' },
      { type: 'EMAIL', value: 'zhao@example.com' },
    ],
  });
});
afterAll(async () => await app.close());

const sees = async (ctx: Ctx) =>
  (await app.data(ctx, 'query ($id: ID!) { customer(id: $id) { id } }', { id })).customer !== null;
const share = async (ctx: Ctx, userId: number, until?: number, customerId = id) =>
  (
    await app.data(
      ctx,
      'mutation ($id: ID!, $user: ID!, $until: DateTime) { customerShare(customerId: $id, userId: $user, until: $until) { done userErrors { code field } } }',
      { id: customerId, user: usr(userId), until: until === undefined ? null : new Date(until).toISOString() },
    )
  ).customerShare;
const unshare = async (ctx: Ctx, userId: number) =>
  (
    await app.data(
      ctx,
      'mutation ($id: ID!, $user: ID!) { customerUnshare(customerId: $id, userId: $user) { done userErrors { code field } } }',
      { id, user: usr(userId) },
    )
  ).customerUnshare;

describe('sharing a customer', () => {
  it('shows it to a colleague until the time is over or it is taken back', async () => {
    expect(await sees(li)).toBe(false);
    expect(await share(wang, LI, now + DAY_MS)).toEqual({ done: true, userErrors: [] });
    expect(await sees(li)).toBe(true);
    const { customer } = await app.data(
      wang,
      'query ($id: ID!) { customer(id: $id) { shares { user { name } sharedBy { name } until sharedAt } } }',
      { id },
    );
    expect(customer.shares).toEqual([
      {
        user: { name: 'Li' },
        sharedBy: { name: 'Wang' },
        until: new Date(now + DAY_MS).toISOString(),
        sharedAt: new Date(now).toISOString(),
      },
    ]);
    now += DAY_MS;
    expect(await sees(li)).toBe(false);
    expect((await share(wang, LI)).done).toBe(true);
    expect(await sees(li)).toBe(true);
    expect(await unshare(wang, LI)).toEqual({ done: true, userErrors: [] });
    expect(await sees(li)).toBe(false);
    expect((await unshare(wang, LI)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['userId'] }]);
  });

  it('is not for whom it was shared with, who may give it back; of what one does not see nothing is told', async () => {
    expect((await share(li, SU)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['customerId'] }]);
    expect((await unshare(li, LI)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['customerId'] }]);
    await share(wang, LI);
    expect((await share(li, SU)).userErrors).toEqual([{ code: 'NOT_ALLOWED', field: ['customerId'] }]);
    expect((await unshare(li, WANG)).userErrors).toEqual([{ code: 'NOT_ALLOWED', field: ['customerId'] }]);
    expect((await unshare(li, LI)).done).toBe(true);
  });

  it('wants a colleague, and a time to come', async () => {
    expect((await share(wang, 999)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['userId'] }]);
    expect((await share(wang, LI, now)).userErrors).toEqual([{ code: 'INVALID', field: ['until'] }]);
  });
});

const lookUp = async (ctx: Ctx, input: object) =>
  (
    await app.data(
      ctx,
      'mutation ($input: CustomerLookUpInput!) { customerLookUp(input: $input) { found { id name } userErrors { code field } } }',
      { input },
    )
  ).customerLookUp;
const open = async (ctx: Ctx, input: object = {}) =>
  (
    await app.data(
      ctx,
      'mutation ($input: CaseOpenInput!) { caseOpen(input: $input) { id userErrors { code field } } }',
      {
        input: { customerId: id, subject: 'Broken lamp', ...input },
      },
    )
  ).caseOpen;
const close = async (ctx: Ctx, caseId: string) =>
  (await app.data(ctx, 'mutation ($id: ID!) { caseClose(id: $id) { id userErrors { code field } } }', { id: caseId }))
    .caseClose;

describe('looking a customer up and opening a case', () => {
  it('goes by exactly what the caller says, and shows no more than a masked name', async () => {
    for (const input of [{ phone: '138 0013 8000' }, { phone: '+8613800138000' }, { email: 'Zhao@Example.com' }])
      expect([input, await lookUp(su, input)]).toEqual([input, { found: [{ id, name: '赵*' }], userErrors: [] }]);
    const { customer } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      'query ($id: ID!) { customer(id: $id) { number } }',
      { id },
    );
    expect((await lookUp(su, customer)).found).toEqual([{ id, name: '赵*' }]);
    for (const input of [
      { phone: '8000' },
      { phone: '1380013' },
      { email: 'zhao' },
      { number: customer.number.slice(0, -2) },
    ])
      expect([input, (await lookUp(su, input)).found]).toEqual([input, []]);
    for (const input of [{}, { phone: ' ' }, { phone: '13800138000', email: 'zhao@example.com' }])
      expect((await lookUp(su, input)).userErrors).toEqual([{ code: 'REQUIRED', field: ['input'] }]);
  });

  it('opens what was found within the hour, and nothing else', async () => {
    now += 3_600_001;
    expect((await open(su)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'customerId'] }]);
    await lookUp(su, { phone: '13800138000' });
    expect(await sees(su)).toBe(false);
    expect((await open(contextAs(app, 'SUPPORT', HE))).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'customerId'] },
    ]);
    const opened = await open(su);
    expect(opened.userErrors).toEqual([]);
    expect(await sees(su)).toBe(true);
    const { customer } = await app.data(
      su,
      'query ($id: ID!) { customer(id: $id) { name cases { subject user { name } closedAt } } }',
      { id },
    );
    expect(customer).toEqual({
      name: '赵一',
      cases: [{ subject: 'Broken lamp', user: { name: 'Su' }, closedAt: null }],
    });
    expect((await close(li, opened.id)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['id'] }]);
    expect(await close(su, opened.id)).toEqual({ id: opened.id, userErrors: [] });
    expect(await sees(su)).toBe(false);
    expect((await close(su, opened.id)).userErrors).toEqual([{ code: 'ALREADY_DONE', field: ['id'] }]);
  });

  it('ends by itself; the owner may end it before', async () => {
    await lookUp(su, { phone: '13800138000' });
    await open(su, { days: 2 });
    now += 2 * DAY_MS - 1;
    expect(await sees(su)).toBe(true);
    now += 1;
    expect(await sees(su)).toBe(false);
    await lookUp(su, { phone: '13800138000' });
    const opened = await open(su);
    expect((await close(wang, opened.id)).userErrors).toEqual([]);
    expect(await sees(su)).toBe(false);
  });

  it.each([
    [{ subject: ' ' }, 'REQUIRED', 'subject'],
    [{ subject: 'x'.repeat(201) }, 'TOO_LONG', 'subject'],
    [{ days: 31 }, 'INVALID', 'days'],
    [{ days: 0 }, 'INVALID', 'days'],
    [{ customerId: 'nonsense' }, 'NOT_FOUND', 'customerId'],
  ])('refuses %o', async (input, code, field) => {
    await lookUp(su, { phone: '13800138000' });
    expect((await open(su, input)).userErrors).toEqual([{ code, field: ['input', field] }]);
  });

  it('is limited to thirty an hour, attempts at once included', async () => {
    now += 3_600_001;
    const he = contextAs(app, 'SUPPORT', HE);
    const answers = await Promise.all(
      Array.from({ length: 33 }, async (_, index) => await lookUp(he, { phone: `1390000${1000 + index}` })),
    );
    const refused = answers.filter(({ userErrors }) => userErrors[0]?.code === 'TOO_MANY_ATTEMPTS');
    expect(refused).toHaveLength(3);
    now += 3_600_001;
    expect((await lookUp(he, { phone: '13800138000' })).found).toHaveLength(1);
  });

  it('raises an alarm at the tenth miss in a row, and writes down who looked and whom they found, not the value', async () => {
    now += 3_600_001;
    const alarms = async () =>
      await app.services.db.read
        .selectFrom('audit_entry')
        .select(['object_id', 'detail'])
        .where('action', '=', 'customer.lookUpAlarm')
        .where('actor_id', '=', SU)
        .execute();
    for (let index = 0; index < 9; index++) await lookUp(su, { phone: `1370000${1000 + index}` });
    await lookUp(su, { phone: '13800138000' });
    for (let index = 0; index < 9; index++) await lookUp(su, { phone: `1370000${1000 + index}` });
    expect(await alarms()).toEqual([]);
    now += 1;
    await lookUp(su, { phone: '13700009999' });
    expect(await alarms()).toEqual([{ object_id: SU, detail: '{"misses":10}' }]);
    const entries = await app.services.db.read
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'customer.lookedUp')
      .execute();
    expect(JSON.stringify(entries)).not.toMatch(/1370000|13800138000|zhao/);
  });

  it('is for those who may look up by personal values', async () => {
    for (const ctx of [li, app.ctxFor('VIEWER'), app.ctxFor('ANALYST')]) {
      const { errors } = await app.execute(
        ctx,
        'mutation { customerLookUp(input: { phone: "13800138000" }) { found { id } } }',
      );
      expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    }
  });
});
