import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCustomer } from '../../../app/testing/customers.ts';
import { addStaff } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureSource, findSource } from '../source/sources.ts';
import { reserveStep, retractImport } from '../undo/retract-import.ts';
import { applyRecords, person } from '../write/incoming.fixture.ts';

let app: TestApp;
let ctx: Ctx;
const now = { at: 1_700_000_000_000 };
const source: Record<string, number> = {};
beforeAll(async () => {
  app = await createTestApp({ now: () => now.at });
  ctx = app.ctxFor('ADMIN');
  await addStaff(app, { 王: 1 });
  for (const code of ['crm', 'shop']) source[code] = (await ensureSource(ctx, { code, name: code })).id;
});
afterAll(async () => await app.close());

const SHOWN = `field openedAt closedAt closedBy sides { source { code } values }`;

/** What a source says of 王芳 by her phone; each time it is another import. */
async function says(code: string, fields: object, more: Parameters<typeof person>[1] = {}): Promise<string> {
  now.at += 60_000;
  const said = person('王芳', { phone: '+8613800138000', ...more });
  const records = [{ line: 1, externalId: 'k', document: { ...said, fields: { ...said.fields, ...fields } } }];
  const [made] = await applyRecords(ctx, { sourceId: source[code] ?? 0, importId: now.at, at: now.at, records });
  return ctx.publicIds.encode('cus', made?.customerId ?? 0);
}

async function open(id: string, as = app.ctxFor('DATA_STEWARD')) {
  return (await app.data(as, `query ($id: ID!) { customer(id: $id) { openDiscrepancies { ${SHOWN} } } }`, { id }))
    .customer.openDiscrepancies;
}

async function list(filter: object, as = app.ctxFor('DATA_STEWARD')) {
  const query = `query ($filter: DiscrepancyFilter) { discrepancies(filter: $filter) { nodes { customer { name } ${SHOWN} } } }`;
  return (await app.data(as, query, { filter })).discrepancies.nodes;
}

async function mark(verb: string, id: string, input: object): Promise<void> {
  now.at += 60_000;
  const steward = app.ctxFor('DATA_STEWARD');
  const { customer } = await app.data(steward, 'query ($id: ID!) { customer(id: $id) { version } }', { id });
  const { done } = await app.data(
    steward,
    `mutation ($id: ID!, $version: String!, $input: Fact${verb}Input!) {
      done: customerFact${verb}(id: $id, version: $version, input: $input) { userErrors { code } } }`,
    { id, version: customer.version, input },
  );
  expect(done.userErrors).toEqual([]);
}

const fields = (rows: readonly { field: string; closedBy: string | null }[]) =>
  rows.map(({ field, closedBy }) => (closedBy === null ? field : `${field} ${closedBy}`));

it('opens with two sources that disagree, and closes when they agree, or a person decides', async () => {
  const id = await says('crm', { EMPLOYER: { value: '甲公司' }, BIRTH_DATE: { value: '1990-01-01' } });
  expect(await open(id)).toEqual([]);
  expect(await says('shop', { EMPLOYER: { value: '乙公司' }, BIRTH_DATE: { value: '1990-02-02' } })).toBe(id);
  const opened = new Date(now.at).toISOString();
  expect(await open(id)).toEqual(
    ['BIRTH_DATE', 'EMPLOYER'].map((field) => ({
      field,
      openedAt: opened,
      closedAt: null,
      closedBy: null,
      sides: [
        { source: { code: 'crm' }, values: [field === 'EMPLOYER' ? '甲公司' : '1990-01-01'] },
        { source: { code: 'shop' }, values: [field === 'EMPLOYER' ? '乙公司' : '1990-02-02'] },
      ],
    })),
  );
  // Who may not see personal values sees that there is something, and not what.
  const [masked] = await open(id, app.ctxFor('AUDITOR'));
  expect(masked.sides.map(({ values }: { values: unknown }) => values)).toEqual([null, null]);
  expect((await list({}, app.ctxFor('SUPPORT'))).length).toBe(0);

  // Written otherwise is not said otherwise.
  await says('shop', { EMPLOYER: { value: '甲 公司' } });
  expect(fields(await open(id))).toEqual(['BIRTH_DATE']);
  expect(fields(await list({ open: false }))).toEqual(['EMPLOYER AGREED']);
  await mark('Verify', id, { field: 'BIRTH_DATE', method: 'DOCUMENT' });
  expect(fields(await open(id))).toEqual([]);
  expect(fields(await list({ open: false, fields: ['BIRTH_DATE'] }))).toEqual(['BIRTH_DATE VERIFIED']);
  // What was said already is no news when it is said again; a new word after the checking is a new question.
  await says('shop', { BIRTH_DATE: { value: '1990-02-02' } });
  expect(fields(await open(id))).toEqual([]);
  await says('shop', { BIRTH_DATE: { value: '1990-03-03' } });
  expect(fields(await open(id))).toEqual(['BIRTH_DATE']);
  const { customer } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    'query ($id: ID!) { customer(id: $id) { facts(fields: [BIRTH_DATE]) { chosen { valueId } } } }',
    { id },
  );
  await mark('Pin', id, { field: 'BIRTH_DATE', valueId: customer.facts[0].chosen.valueId, reason: 'her passport' });
  expect(fields(await open(id))).toEqual([]);
  expect(fields(await list({ open: false, fields: ['BIRTH_DATE'] }))).toEqual(['BIRTH_DATE PINNED']);
});

it('compares phones as a whole, and closes when the word is taken back', async () => {
  const id = await says('crm', {});
  await says('shop', { GENDER: { value: 'MALE' } }, { phone: '+8613800138000' });
  await says('crm', { GENDER: { value: 'FEMALE' } });
  expect(fields(await open(id))).toEqual(['GENDER']);
  const reserved = await reserveStep(ctx, 10);
  await ctx.db.transaction(
    async (trx) =>
      await retractImport(trx, { importId: now.at, afterCustomerId: 0, limit: 10, at: now.at + 1, ...reserved }),
  );
  expect(fields(await open(id))).toEqual([]);
  expect(fields(await list({ open: false, fields: ['GENDER'] }))).toEqual(['GENDER SILENT']);
});

it('does not count what staff took away', async () => {
  const steward = app.ctxFor('DATA_STEWARD');
  const id = await says('crm', {}, { phone: '+8613500135000' });
  await says('shop', {}, { phone: '+8613500135001' });
  expect(fields(await open(id))).toEqual(['PHONE']);
  const { customer } = await app.data(steward, 'query ($id: ID!) { customer(id: $id) { version } }', { id });
  now.at += 60_000;
  const contactPoints = [{ type: 'PHONE', value: '13500135000' }];
  const { customerUpdate } = await app.data(
    steward,
    `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
      customerUpdate(id: $id, version: $version, input: $input) { userErrors { code } } }`,
    { id, version: customer.version, input: { contactPoints } },
  );
  expect(customerUpdate.userErrors).toEqual([]);
  expect(fields(await open(id))).toEqual([]);
});

it('is found by field, by source and by age, in pages, and costs a list of customers as much as one', async () => {
  const steward = app.ctxFor('DATA_STEWARD');
  for (const name of ['赵一', '钱二', '孙三']) {
    now.at += 60_000;
    const externalId = `x${name}`;
    const id = await addCustomer(app, {
      name,
      jobTitle: '甲',
      sourceId: ctx.publicIds.encode('src', source['crm'] ?? 0),
      externalId,
    });
    const { customer } = await app.data(steward, 'query ($id: ID!) { customer(id: $id) { version } }', { id });
    await app.data(
      steward,
      'mutation ($id: ID!, $version: String!) { customerUpdate(id: $id, version: $version, input: { jobTitle: "乙" }) { userErrors { code } } }',
      { id, version: customer.version },
    );
  }
  const src = async (code: string) => ctx.publicIds.encode('src', (await findSource(ctx, code))?.id ?? 0);
  const names = async (filter: object) =>
    (await list(filter)).map((row: { customer: { name: string } }) => row.customer.name);
  expect(await names({ fields: ['JOB_TITLE'] })).toEqual(['赵一', '钱二', '孙三']);
  expect(await names({ fields: ['NAME'] })).toEqual([]);
  expect(await names({ sourceIds: [await src('staff'), await src('crm')] })).toEqual(['赵一', '钱二', '孙三']);
  expect(await names({ sourceIds: [await src('shop')] })).toEqual([]);
  expect(await names({ openedBefore: new Date(now.at).toISOString() })).toEqual(['赵一', '钱二']);
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const query = `query ($after: String) { discrepancies(first: 1, after: $after) { nodes { customer { name } } pageInfo { hasNextPage endCursor } } }`;
    const { discrepancies } = await app.data(steward, query, { after });
    seen.push(...discrepancies.nodes.map((row: { customer: { name: string } }) => row.customer.name));
    if (!discrepancies.pageInfo.hasNextPage) break;
    after = discrepancies.pageInfo.endCursor;
  }
  expect(seen).toEqual(['赵一', '钱二', '孙三']);

  const cost = async (first: number) => {
    const fresh = app.ctxFor('DATA_STEWARD');
    const before = fresh.db.statementCount();
    const query = '{ customers(first: FIRST) { nodes { openDiscrepancies { field } facts { field } } } }';
    const { customers } = await app.data(fresh, query.replace('FIRST', String(first)));
    expect(customers.nodes.map(({ openDiscrepancies }: { openDiscrepancies: [] }) => openDiscrepancies.length)).toEqual(
      Array<number>(first).fill(1),
    );
    return fresh.db.statementCount() - before;
  };
  // Some things are read once for a while, whoever asks: the least of several counts, by turns, is what the list itself costs.
  const [three, one]: [number[], number[]] = [[], []];
  for (let round = 0; round < 4; round += 1) {
    three.push(await cost(3));
    one.push(await cost(1));
  }
  expect(Math.min(...three), `${three.join(' ')} against ${one.join(' ')}`).toBe(Math.min(...one));
});
