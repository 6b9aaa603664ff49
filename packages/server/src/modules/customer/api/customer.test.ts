import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureSource } from '../source/sources.ts';

let app: TestApp;
let admin: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  admin = app.ctxFor('ADMIN');
});
afterAll(async () => await app.close());

const CREATE = `mutation ($input: CustomerCreateInput!, $key: String) {
  customerCreate(input: $input, idempotencyKey: $key) { customer { id number name familyName version contactPoints { value isPrimary } } userErrors { code field } }
}`;
const UPDATE = `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
  customerUpdate(id: $id, version: $version, input: $input) { customer { version name birthDate jobTitle contactPoints { value } tags { name } } userErrors { code field } }
}`;
const FACTS = `query ($id: ID!) { customer(id: $id) { facts(fields: [JOB_TITLE, BIRTH_DATE]) { field chosenBy chosen { value source { code } } alternatives { value source { code } } } } }`;

async function create(input: object, key?: string) {
  const { customerCreate } = await app.data(admin, CREATE, { input: { kind: 'PERSON', ...input }, key });
  return customerCreate;
}

describe('creating', () => {
  it('standardises, splits the name and gives a checked number', async () => {
    const made = await create({ name: ' 欧阳  小明 ', contactPoints: [{ type: 'PHONE', value: '138 0013 8000' }] });
    expect(made).toEqual({
      customer: {
        id: expect.stringMatching(/^cus_[\w-]{22}$/),
        number: expect.stringMatching(/^C\d{8}[0-9A-Z]$/),
        name: '欧阳  小明',
        familyName: '欧阳',
        version: expect.any(String),
        contactPoints: [{ value: '+8613800138000', isPrimary: true }],
      },
      userErrors: [],
    });
  });

  it('refuses everything that is wrong at once, and creates nothing', async () => {
    const before = await count();
    const input = {
      name: '',
      birthDate: '2999-01-01',
      industry: 'C',
      stage: 'NONE',
      contactPoints: [
        { type: 'PHONE', value: '123' },
        { type: 'EMAIL', value: 'x@' },
      ],
      identifiers: [{ type: 'RESIDENT_ID', value: '110101199003077759' }],
    };
    expect(
      (await create(input)).userErrors.map(
        (error: { code: string; field: string[] }) => `${error.field.slice(1).join('.')} ${error.code}`,
      ),
    ).toEqual([
      'name REQUIRED',
      'industry NOT_FOR_KIND',
      'birthDate DATE_FUTURE',
      'stage INVALID_CHOICE',
      'contactPoints.0.value PHONE_TOO_SHORT',
      'contactPoints.1.value EMAIL_INVALID',
      'identifiers.0.value RESIDENT_ID_CHECK_DIGIT',
    ]);
    expect(await count()).toBe(before);
  });

  it('has one effect however often it is repeated under one key', async () => {
    const first = await create({ name: '重复' }, 'key-1');
    const again = await create({ name: '重复' }, 'key-1');
    expect(again.customer.id).toBe(first.customer.id);
    expect((await create({ name: '别人' }, 'key-1')).userErrors).toEqual([
      { code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] },
    ]);
  });

  it('gives 200 parallel creators 200 different numbers', async () => {
    const made = await Promise.all(Array.from({ length: 200 }, async (_, i) => await create({ name: `并发${i}` })));
    expect(new Set(made.map(({ customer }) => customer.number)).size).toBe(200);
  });
});

describe('numbers', () => {
  const ASK =
    'query ($number: String!) { customerByNumber(number: $number) { verdict number customer { name } suggestions } }';
  const ask = async (number: string) => (await app.data(admin, ASK, { number })).customerByNumber;

  it('tells found, mistyped, unknown and other texts apart', async () => {
    const { customer } = await create({ name: '号码' });
    const number: string = customer.number;
    expect(await ask(` ${number.toLowerCase()} `)).toMatchObject({
      verdict: 'FOUND',
      number,
      customer: { name: '号码' },
    });
    const swapped = number.slice(0, -2) + (number.at(-2) === '9' ? '8' : '9') + number.slice(-1);
    expect(await ask(swapped)).toMatchObject({
      verdict: 'MISTYPED',
      customer: null,
      suggestions: expect.arrayContaining([number]),
    });
    expect((await ask('hello')).verdict).toBe('NOT_A_NUMBER');
  });
});

describe('reserved numbers', () => {
  const RESERVE =
    'mutation ($count: Int!) { numbersReserve(count: $count, reason: "cards") { numbers userErrors { code } } }';
  const verdict = async (number: string) =>
    (await app.data(admin, 'query ($number: String!) { customerByNumber(number: $number) { verdict } }', { number }))
      .customerByNumber.verdict;

  it('are nobody else’s, given once to who names them, and can be frozen', async () => {
    const { numbersReserve } = await app.data(admin, RESERVE, { count: 2 });
    const [one, two] = numbersReserve.numbers;
    expect(await verdict(one)).toBe('RESERVED');
    expect((await create({ name: '卡', number: one })).customer.number).toBe(one);
    expect(await verdict(one)).toBe('FOUND');
    expect((await create({ name: '卡', number: one })).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'number'] },
    ]);

    await app.data(admin, 'mutation ($n: String!) { numberFreeze(number: $n) { done } }', { n: two });
    expect(await verdict(two)).toBe('FROZEN');
    expect((await create({ name: '卡', number: two })).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'number'] },
    ]);
    await app.data(admin, 'mutation ($n: String!) { numberUnfreeze(number: $n) { done } }', { n: two });
    expect((await create({ name: '卡', number: two })).customer.number).toBe(two);
    expect((await app.data(admin, RESERVE, { count: 0 })).numbersReserve).toEqual({
      numbers: null,
      userErrors: [{ code: 'TOO_SMALL' }],
    });
  });
});

describe('changing', () => {
  it('keeps what other sources say beside what staff say', async () => {
    const crm = await ensureSource(admin, { code: 'crm', name: 'CRM' });
    const made = await create({
      name: '来源',
      jobTitle: '经理',
      birthDate: '1980-01-01',
      sourceId: admin.publicIds.encode('src', crm.id),
      externalId: '7',
    });
    const { id, version } = made.customer;
    const { customerUpdate } = await app.data(admin, UPDATE, { id, version, input: { jobTitle: '总监' } });
    expect(customerUpdate).toMatchObject({ customer: { jobTitle: '总监', birthDate: '1980-01-01' }, userErrors: [] });
    expect((await app.data(app.ctxFor('STEWARD'), FACTS, { id })).customer.facts).toEqual([
      {
        field: 'JOB_TITLE',
        chosenBy: 'STAFF_EDIT',
        chosen: { value: '总监', source: { code: 'staff' } },
        alternatives: [{ value: '经理', source: { code: 'crm' } }],
      },
      {
        field: 'BIRTH_DATE',
        chosenBy: 'ONLY_VALUE',
        chosen: { value: '1980-01-01', source: { code: 'crm' } },
        alternatives: [],
      },
    ]);

    // The same version again: somebody else was first.
    const stale = await app.data(admin, UPDATE, { id, version, input: { jobTitle: '别的' } });
    expect(stale.customerUpdate).toEqual({ customer: null, userErrors: [{ code: 'STALE', field: ['version'] }] });
  });

  it('hides a phone that staff take away, and clears with null', async () => {
    const made = await create({
      name: '电话',
      jobTitle: 'x',
      contactPoints: [
        { type: 'PHONE', value: '13900000001' },
        { type: 'PHONE', value: '13900000002' },
      ],
    });
    const { id, version } = made.customer;
    const { customerUpdate } = await app.data(admin, UPDATE, {
      id,
      version,
      input: { jobTitle: null, contactPoints: [{ type: 'PHONE', value: '13900000002' }] },
    });
    expect(customerUpdate.customer).toMatchObject({ jobTitle: null, contactPoints: [{ value: '+8613900000002' }] });
  });

  it('takes as many ways to reach a customer as the limit says, and not one more or longer', async () => {
    const { customer } = await create({ name: '很多' });
    const phones = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ type: 'PHONE', value: `139${10_000_000 + i}` }));
    const full = await app.data(admin, UPDATE, { ...customer, input: { contactPoints: phones(50) } });
    expect(full.customerUpdate.userErrors).toEqual([]);
    expect(full.customerUpdate.customer.contactPoints).toHaveLength(50);
    const { version } = full.customerUpdate.customer;
    const more = await app.data(admin, UPDATE, {
      id: customer.id,
      version,
      input: { contactPoints: phones(51), addresses: [{ line: 'x'.repeat(501) }] },
    });
    expect(more.customerUpdate.userErrors).toEqual([
      { code: 'TOO_MANY', field: ['input', 'contactPoints'] },
      { code: 'TOO_LONG', field: ['input', 'addresses', '0', 'line'] },
    ]);
  });

  it('loses no change of sixteen at once: one wins, the others are told', async () => {
    const { customer } = await create({ name: '竞争' });
    const answers = await Promise.all(
      Array.from(
        { length: 16 },
        async (_, i) =>
          await app.data(admin, UPDATE, { id: customer.id, version: customer.version, input: { jobTitle: `t${i}` } }),
      ),
    );
    const won = answers.filter(({ customerUpdate }) => customerUpdate.userErrors.length === 0);
    expect(won).toHaveLength(1);
    const { customer: after } = await app.data(admin, 'query ($id: ID!) { customer(id: $id) { jobTitle } }', {
      id: customer.id,
    });
    expect(after.jobTitle).toBe(won[0].customerUpdate.customer.jobTitle);
  });

  it('archives and restores, and an archived customer cannot be changed', async () => {
    const { customer } = await create({ name: '归档' });
    const archive =
      'mutation ($id: ID!, $version: String!) { customerArchive(id: $id, version: $version) { customer { status version viewerCan { edit restore } } } }';
    const archived = (await app.data(admin, archive, customer)).customerArchive.customer;
    expect(archived).toMatchObject({ status: 'ARCHIVED', viewerCan: { edit: false, restore: true } });
    const refused = await app.data(admin, UPDATE, { id: customer.id, version: archived.version, input: { name: 'x' } });
    expect(refused.customerUpdate.userErrors).toEqual([{ code: 'WRONG_STATE', field: ['id'] }]);
    const restore =
      'mutation ($id: ID!, $version: String!) { customerRestore(id: $id, version: $version) { customer { status } } }';
    expect(
      (await app.data(admin, restore, { id: customer.id, version: archived.version })).customerRestore.customer.status,
    ).toBe('ACTIVE');
  });

  it('is refused to viewers before anything runs', async () => {
    await expect(
      app.data(app.ctxFor('VIEWER'), CREATE, { input: { kind: 'PERSON', name: 'x' } }),
    ).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

async function count(): Promise<number> {
  return (await app.data(admin, '{ customers { totalCount } }')).customers.totalCount;
}
