import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importText, waitFor } from '../modules/intake/intake.fixture.ts';
import { turnImport } from '../modules/intake/index.ts';
import { systemContext } from '../platform/testing/test-context.ts';
import { intakeJobs } from './jobs.ts';
import { stolenBytes, writingsOf } from './testing/dump.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const CREATED = 50;
const IMPORTED = 50;
/** What all planted values of a kind have in common, and nothing else here. */
const MARKS = ['1390042', 'kanarie', 'VOGEL', '金丝雀巷'];

const phone = (n: number) => `1390042${String(n).padStart(4, '0')}`;
const planted = (n: number) => ({
  name: `客户${n}`,
  contactPoints: [
    { type: 'PHONE', value: phone(n), holderName: `kanarie holder ${n}` },
    { type: 'EMAIL', value: `kanarie.${n}@mail.example` },
    { type: 'WECHAT', value: `kanarie_${n}` },
  ],
  identifiers: [{ type: 'MEMBER_ID', value: `VOGEL-${n}` }],
  addresses: [{ country: 'CN', province: '浙江省', city: '杭州市', line: `金丝雀巷 ${n} 号` }],
});
const CREATE = `mutation ($input: CustomerCreateInput!) {
  customerCreate(input: $input) { customer { id version } userErrors { code field } } }`;
const UPDATE = `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
  customerUpdate(id: $id, version: $version, input: $input) { customer { version } userErrors { code field } } }`;
const READ = `query ($id: ID!) { customer(id: $id) {
  contactPoints { type value display holderName } addresses { line text }
  facts(fields: [PHONE]) { chosen { value } } sourceRecords { fields { value } } } }`;

let app: TestApp;
const made: { id: string; version: string }[] = [];
beforeAll(async () => {
  app = await createTestApp();
  for (let n = 0; n < CREATED; n++) {
    const { customerCreate } = await app.data(app.ctxFor('STEWARD'), CREATE, {
      input: { kind: 'PERSON', ...planted(n) },
    });
    expect(customerCreate.userErrors).toEqual([]);
    made.push(customerCreate.customer);
  }
});
afterAll(async () => await app.close());

const customer = (n: number) => made[n] ?? { id: '', version: '' };
const keyOf = (n: number) => app.services.publicIds.decode('cus', customer(n).id) ?? 0;
const found = async (search: string): Promise<string[]> => {
  const { customers } = await app.data(
    app.ctxFor('STEWARD'),
    'query ($search: String) { customers(search: $search, first: 100) { nodes { id } } }',
    { search },
  );
  return customers.nodes.map(({ id }: { id: string }) => id);
};
const hits = async () => {
  const bytes = await stolenBytes(app.services.db);
  return MARKS.filter((mark) => writingsOf(mark).some((writing) => bytes.includes(writing)));
};

describe('the values of customers', () => {
  it('stand nowhere in the database: not after creating, importing, changing and taking back', async () => {
    const bytes = await stolenBytes(app.services.db);
    // The search would find them.
    expect(writingsOf('客户7').some((writing) => bytes.includes(writing))).toBe(true);
    expect(await hits()).toEqual([]);

    const system = systemContext(app.services);
    const rows = Array.from({ length: IMPORTED }, (_, i) => {
      // Half of them are customers that are there already.
      const n = CREATED / 2 + i;
      return `客户${n},${phone(n)},kanarie.${n}@post.example,金丝雀巷 ${n} 号,kanarie remark ${n}`;
    });
    const content = ['姓名,手机,邮箱,地址,备用信息', ...rows].join('\n');
    const { id, counts } = await importText(system, intakeJobs, content, { sourceCode: 'crm' });
    expect(counts).toMatchObject({ created: IMPORTED / 2, updated: IMPORTED / 2 });
    expect(await hits()).toEqual([]);

    const { version } = await app
      .data(app.ctxFor('STEWARD'), 'query ($id: ID!) { customer(id: $id) { version } }', customer(3))
      .then((answer) => answer.customer);
    const input = { contactPoints: [{ type: 'PHONE', value: phone(9_003) }] };
    const { customerUpdate } = await app.data(app.ctxFor('STEWARD'), UPDATE, { id: customer(3).id, version, input });
    expect(customerUpdate.userErrors).toEqual([]);
    expect(await found(phone(9_003))).toEqual([customer(3).id]);
    expect(await hits()).toEqual([]);

    await turnImport(system, id, 'undo');
    await waitFor(system, intakeJobs, id, 'UNDONE');
    expect(await hits()).toEqual([]);
  });

  it('are found by the whole of them and by the last four digits', async () => {
    const other = `+861380001${phone(7).slice(-4)}`;
    const { customerCreate } = await app.data(app.ctxFor('STEWARD'), CREATE, {
      input: { kind: 'PERSON', name: 'other', contactPoints: [{ type: 'PHONE', value: other }] },
    });
    expect(await found(phone(7))).toEqual([customer(7).id]);
    expect(await found('KANARIE.7@mail.example')).toEqual([customer(7).id]);
    expect((await found(phone(7).slice(-4))).toSorted()).toEqual(
      [customer(7).id, customerCreate.customer.id].toSorted(),
    );
    // Four digits that share their 12 bits with others lead to nobody else.
    for (let n = 0; n < CREATED; n++) expect(await found(phone(9_100 + n).slice(-4))).toEqual([]);
    const byFilter = async (filter: object) =>
      (
        await app.data(
          app.ctxFor('STEWARD'),
          'query ($filter: CustomerFilter) { customers(filter: $filter) { totalCount } }',
          { filter },
        )
      ).customers.totalCount;
    const lastFour = phone(7).slice(-4);
    expect(await byFilter({ phone: { lastFour } })).toBe(2);
    expect(await byFilter({ not: { phone: { lastFour } } })).toBe(CREATED - 1);
    expect(await byFilter({ phone: { lastFour: '%' } })).toBe(0);
    expect(await byFilter({ phone: { eq: other }, or: [{ phone: { lastFour } }, { email: { eq: 'x@y.z' } }] })).toBe(1);
  });

  it('open in their own row only: swapped ones are refused, and nothing of them is told', async () => {
    const [one, two] = [keyOf(11), keyOf(12)];
    const { db } = app.services;
    const rows = await db.read
      .selectFrom('contact_point')
      .select(['id', 'customer_id', 'sealed'])
      .where('customer_id', 'in', [one, two])
      .where('type', '=', 'PHONE')
      .execute();
    const put = async (from: number, into: number) =>
      await db.transaction(
        async (trx) =>
          await sql`update contact_point set sealed = ${rows.find((row) => row.customer_id === from)?.sealed ?? null}
            where customer_id = ${into} and type = 'PHONE'`.execute(trx),
      );
    await put(one, two);
    const { errors, data } = await app.execute(app.ctxFor('STEWARD'), READ, { id: customer(12).id });
    const told = JSON.stringify([errors, data]);
    expect(errors?.map(({ message }) => message)).toContain(
      'a sealed value was changed, moved or cut, or its key is not the one it was sealed with',
    );
    expect(told).not.toContain(phone(11));
    await put(two, two);
  });

  it('are gone with the key of their customer, in old copies too', async () => {
    const copy = await app.services.db.read
      .selectFrom('contact_point')
      .selectAll()
      .where('customer_id', '=', keyOf(20))
      .execute();
    await app.services.keyStore.destroy([keyOf(20)]);
    const ctx = app.ctxFor('STEWARD');
    const { customer: read } = await app.data(ctx, READ, { id: customer(20).id });
    expect(read.contactPoints.map(({ value }: { value: string | null }) => value)).toEqual(copy.map(() => null));
    expect(read.addresses).toEqual([{ line: null, text: null }]);
    expect(read.facts).toEqual([]);
    expect(read.sourceRecords).toEqual([{ fields: [] }]);
    expect(ctx.access.withheld.get('customer.contactPoints.value')).toMatchObject({ code: 'ERASED' });
    const { version } = (await app.data(ctx, 'query ($id: ID!) { customer(id: $id) { version } }', customer(20)))
      .customer;
    const input = { contactPoints: [{ type: 'PHONE', value: phone(9_020) }] };
    await app.data(ctx, UPDATE, { id: customer(20).id, version, input });
    expect(await found(phone(9_020))).toEqual([]);
  });
});
