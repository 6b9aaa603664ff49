import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { consentCondition, publishPolicy } from '../../privacy/index.ts';
import {
  CONSENT_HISTORY,
  CREATE_WITH_CONSENTS,
  RECORD_CONSENT,
  WITHDRAW_CONSENT,
} from './consent-documents.fixture.ts';

const evidence = { kind: 'PAPER', text: '表单 7 号' };
const NOW = Date.UTC(2026, 5, 1);

let app: TestApp;
let clerk: Ctx;
let clock = NOW;
let customerId: string;
beforeAll(async () => {
  app = await createTestApp({ now: () => clock });
  clerk = app.ctxFor('ADMIN');
});
afterAll(async () => await app.close());
beforeEach(async () => {
  clock += 1_000;
  customerId = await create();
});

async function create(consents?: object[]): Promise<string> {
  const input = { kind: 'PERSON', name: '王芳', ...(consents ? { consents } : {}) };
  const { customerCreate } = await app.data(clerk, CREATE_WITH_CONSENTS, { input });
  expect(customerCreate.userErrors).toEqual([]);
  return customerCreate.customer.id;
}
const record = async (input: object, ctx = clerk, key?: string) =>
  (await app.data(ctx, RECORD_CONSENT, { input: { customerId, evidence, ...input }, key })).consentRecord;
const withdraw = async (input: object) =>
  (await app.data(clerk, WITHDRAW_CONSENT, { input: { customerId, evidence, ...input } })).consentWithdraw;

/** Whether a query over customers finds this one for a use. */
async function mayBeUsed(fields: readonly string[] = ['PHONE']): Promise<boolean> {
  const found = await app.services.db.read
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.id', '=', clerk.publicIds.decode('cus', customerId) ?? 0)
    .where((eb) => consentCondition(eb, { purpose: 'MARKETING', recipientId: 0, fields }, clock))
    .execute();
  return found.length === 1;
}

describe('a consent', () => {
  it('is no until it is given, and no again from its withdrawal on', async () => {
    expect(await mayBeUsed()).toBe(false);
    expect(await record({ purpose: 'MARKETING', decision: 'GRANTED', fields: ['PHONE'] })).toEqual({
      entry: {
        decision: 'GRANTED',
        fields: ['PHONE'],
        evidenceKind: 'PAPER',
        evidenceText: '表单 7 号',
        recordedBy: 'Test User',
      },
      customer: { consents: [{ purpose: 'MARKETING', state: 'GRANTED' }] },
      userErrors: [],
    });
    expect(await mayBeUsed(['PHONE'])).toBe(true);
    expect(await mayBeUsed(['PHONE', 'EMAIL'])).toBe(false);
    expect(await withdraw({ purpose: 'MARKETING' })).toEqual({
      entry: { decision: 'WITHDRAWN', fields: ['PHONE'] },
      customer: { consents: [{ purpose: 'MARKETING', state: 'WITHDRAWN' }] },
      userErrors: [],
    });
    expect(await mayBeUsed()).toBe(false);
    const { customer } = await app.data(clerk, CONSENT_HISTORY, { id: customerId, first: 1 });
    expect(customer.consentHistory.nodes.map(({ decision }: { decision: string }) => decision)).toEqual(['WITHDRAWN']);
    const rest = await app.data(clerk, CONSENT_HISTORY, {
      id: customerId,
      first: 5,
      after: customer.consentHistory.pageInfo.endCursor,
    });
    expect(rest.customer.consentHistory.nodes).toEqual([
      { purpose: 'MARKETING', decision: 'GRANTED', evidenceText: '表单 7 号' },
    ]);
  });

  it('ends by itself', async () => {
    const { customer } = await record({
      purpose: 'MARKETING',
      decision: 'GRANTED',
      expiresAt: new Date(clock + 1_000).toISOString(),
    });
    expect(customer.consents).toEqual([{ purpose: 'MARKETING', state: 'GRANTED' }]);
    expect(await mayBeUsed()).toBe(true);
    clock += 1_000;
    expect(await mayBeUsed()).toBe(false);
    const { customer: later } = await record({ purpose: 'SALES', decision: 'DENIED' });
    expect(later.consents).toEqual([
      { purpose: 'MARKETING', state: 'EXPIRED' },
      { purpose: 'SALES', state: 'DENIED' },
    ]);
  });

  it('that was given earlier than a later decision does not stand over it', async () => {
    await record({ purpose: 'MARKETING', decision: 'DENIED' });
    const { customer } = await record({
      purpose: 'MARKETING',
      decision: 'GRANTED',
      decidedAt: new Date(clock - 86_400_000).toISOString(),
    });
    expect(customer.consents).toEqual([{ purpose: 'MARKETING', state: 'DENIED' }]);
    expect(await mayBeUsed()).toBe(false);
  });

  it('is recorded once for a key', async () => {
    const input = { purpose: 'MARKETING', decision: 'GRANTED' };
    await record(input, clerk, 'once');
    await record(input, clerk, 'once');
    const { customer } = await app.data(clerk, CONSENT_HISTORY, { id: customerId, first: 9 });
    expect(customer.consentHistory.nodes).toHaveLength(1);
  });

  it('points to the privacy policy that was in force', async () => {
    const before = new Date(clock).toISOString();
    clock += 5_000;
    await publishPolicy(clerk, { texts: [{ locale: 'en', title: 'Privacy', body: 'How we use it.' }] });
    clock += 5_000;
    const id = await create([
      { purpose: 'SERVICE', decision: 'GRANTED', basis: 'CONTRACT', evidence },
      { purpose: 'MARKETING', decision: 'DENIED', evidence, decidedAt: before },
    ]);
    const { customer } = await app.data(
      clerk,
      `query ($id: ID!) { customer(id: $id) {
      consents { purpose state basis policyVersion { number } } } }`,
      { id },
    );
    expect(customer.consents).toEqual([
      { purpose: 'MARKETING', state: 'DENIED', basis: 'CONSENT', policyVersion: null },
      { purpose: 'SERVICE', state: 'GRANTED', basis: 'CONTRACT', policyVersion: { number: 1 } },
    ]);
  });

  it.each([
    [{ purpose: 'SALES', decision: 'GRANTED', fields: ['phone'] }, 'INVALID_CHOICE', ['input', 'fields']],
    [{ purpose: 'SALES', decision: 'GRANTED', fields: [] }, 'REQUIRED', ['input', 'fields']],
    [{ purpose: 'SALES', decision: 'WITHDRAWN' }, 'INVALID_CHOICE', ['input', 'decision']],
    [{ purpose: 'SALES', decision: 'GRANTED', recipientId: 'app_nobody' }, 'NOT_FOUND', ['input', 'recipientId']],
    [{ purpose: 'SALES', decision: 'GRANTED', policyVersionId: 'pol_none' }, 'NOT_FOUND', ['input', 'policyVersionId']],
    [
      { purpose: 'SALES', decision: 'GRANTED', decidedAt: '2099-01-01T00:00:00Z' },
      'DATE_FUTURE',
      ['input', 'decidedAt'],
    ],
    [
      { purpose: 'SALES', decision: 'GRANTED', expiresAt: '2020-01-01T00:00:00Z' },
      'PERIOD_REVERSED',
      ['input', 'expiresAt'],
    ],
    [
      { purpose: 'SALES', decision: 'GRANTED', evidence: { kind: 'CALL', text: ' ' } },
      'REQUIRED',
      ['input', 'evidence', 'text'],
    ],
    [{ purpose: 'SALES', decision: 'GRANTED', customerId: 'cus_nobody' }, 'NOT_FOUND', ['input', 'customerId']],
  ])('is refused: %j', async (input, code, field) => {
    const refused = await record(input);
    expect(refused).toEqual({ entry: null, customer: null, userErrors: [{ code, field }] });
    const { customer } = await app.data(clerk, CONSENT_HISTORY, { id: customerId, first: 9 });
    expect(customer.consentHistory.nodes).toEqual([]);
  });

  it('cannot be withdrawn where none was given', async () => {
    const wrong = [{ code: 'WRONG_STATE', field: ['input', 'purpose'] }];
    expect(await withdraw({ purpose: 'MARKETING' })).toEqual({ entry: null, customer: null, userErrors: wrong });
    await record({ purpose: 'MARKETING', decision: 'DENIED' });
    expect((await withdraw({ purpose: 'MARKETING' })).userErrors).toEqual(wrong);
  });

  it('is recorded by those who may only', async () => {
    const { errors } = await app.execute(app.ctxFor('VIEWER'), RECORD_CONSENT, {
      input: { customerId, evidence, purpose: 'SALES', decision: 'GRANTED' },
    });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'CONSENT_RECORD' });
    const input = {
      kind: 'PERSON',
      name: '李雷',
      consents: [{ purpose: 'SALES', decision: 'GRANTED', evidence }],
    };
    const { customerCreate } = await app.data(app.ctxFor(['CUSTOMER_WRITE', 'CUSTOMER_READ']), CREATE_WITH_CONSENTS, {
      input,
    });
    expect(customerCreate).toEqual({
      customer: null,
      userErrors: [{ code: 'NOT_ALLOWED', field: ['input', 'consents'] }],
    });
  });

  it('comes with a new customer or not at all', async () => {
    const input = {
      kind: 'PERSON',
      name: '韩梅',
      consents: [
        { purpose: 'SALES', decision: 'GRANTED', evidence },
        { purpose: 'SALES', decision: 'DENIED', evidence },
      ],
    };
    const before = await customerCount();
    const { customerCreate } = await app.data(clerk, CREATE_WITH_CONSENTS, { input });
    expect(customerCreate).toEqual({
      customer: null,
      userErrors: [{ code: 'DUPLICATE', field: ['input', 'consents', '1', 'purpose'] }],
    });
    expect(await customerCount()).toBe(before);
  });

  it('of many customers is read with one statement', async () => {
    const ids = [];
    for (let place = 0; place < 10; place++) {
      const id = await create([{ purpose: 'SALES', decision: 'GRANTED', evidence }]);
      ids.push(id);
    }
    const statements = async (first: number) => {
      const before = app.services.db.statementCount();
      await app.data(
        app.ctxFor('ADMIN'),
        `{ customers(first: ${first}) { nodes { id consents { purpose policyVersion { number } } } } }`,
      );
      return app.services.db.statementCount() - before;
    };
    expect(await statements(10)).toBe(await statements(1));
  });

  it('leaves a trace without its proof', async () => {
    await record({ purpose: 'MARKETING', decision: 'GRANTED' });
    const row = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'object_type', 'fields', 'detail'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ action: 'consent.recorded', object_type: 'customer', fields: '["MARKETING"]' });
    expect(row.detail).not.toContain('表单');
  });
});

async function customerCount(): Promise<number> {
  const { count } = await app.services.db.read
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
