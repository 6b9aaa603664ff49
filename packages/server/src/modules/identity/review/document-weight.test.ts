import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';

const SELLER = 77;
/** Numbers of residents with a right check digit. */
const DOCUMENTS = ['110101199003071233', '11010519491231002X', '440308199901010012'] as const;
const PAIRS = `query ($filter: MatchPairFilter) { matchPairs(filter: $filter) { nodes {
  weight probability priorWeight customer { id } other { id } fields { field level weight } } } }`;

let app: TestApp;
const alike: string[] = [];
const twice: string[] = [];
const others: string[] = [];
beforeAll(async () => {
  app = await createTestApp();
  for (const [place, surname] of [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'].entries())
    await add(others, `${surname}建国`, { phone: `1380013${8100 + place}`, born: `19${60 + place}-01-1${place % 10}` });
  for (const name of ['欧阳晓明', '欧阳小明'])
    await add(alike, name, { phone: '13912345678', born: '1985-06-17', document: DOCUMENTS[0] });
  // Without the document nobody would be asked about these.
  for (const name of ['司马春兰', '司马春蘭'])
    await add(twice, name, { phone: `1378765${twice.length}321`, document: DOCUMENTS[1] });
  const { db } = app.services;
  await db.transaction(async (trx) => await trx.updateTable('customer').set({ owner_id: SELLER }).execute());
  const from = 'mutation { matchPolicyUpdate(input: { reviewFrom: 0.3 }) { userErrors { code } } }';
  expect((await app.data(app.ctxFor('ADMIN'), from)).matchPolicyUpdate.userErrors).toEqual([]);
  await app.data(app.ctxFor('DATA_STEWARD'), 'mutation { matchRunStart { userErrors { code } } }');
  await runJobs(app);
});
afterAll(async () => await app.close());

async function add(to: string[], name: string, of: { phone: string; born?: string; document?: string }): Promise<void> {
  const identifiers = of.document ? [{ type: 'RESIDENT_ID', value: of.document }] : [];
  const contactPoints = [{ type: 'PHONE', value: of.phone }];
  to.push(await addCustomer(app, { name, birthDate: of.born, contactPoints, identifiers }));
}

async function pairOf(role: 'DATA_STEWARD' | 'MANAGER', ids: readonly string[], filter: object = {}) {
  const asked = { customerId: ids[0], belowReview: true, ...filter };
  const { matchPairs } = await app.data(app.ctxFor(role, SELLER), PAIRS, { filter: asked });
  const [pair, ...more] = matchPairs.nodes;
  expect(more).toEqual([]);
  return pair;
}

it('weighs pairs with documents for whoever may look up by them, and without for others who see both', async () => {
  const steward = await pairOf('DATA_STEWARD', alike);
  const document = steward.fields.find(({ field }: { field: string }) => field === 'IDENTIFIER');
  expect(document).toMatchObject({ level: 'EXACT' });
  expect(document.weight).toBeGreaterThan(2);
  const manager = await pairOf('MANAGER', alike);
  expect(manager.fields).toEqual(steward.fields.filter(({ field }: { field: string }) => field !== 'IDENTIFIER'));
  expect(manager.weight).toBeCloseTo(steward.weight - document.weight, 2);
  expect(manager.priorWeight).toBeCloseTo(steward.priorWeight, 2);
  expect(manager.probability).toBeCloseTo(2 ** manager.weight / (1 + 2 ** manager.weight), 6);
  // Nor does a condition on the weight tell.
  const from = { weightFrom: (manager.weight + steward.weight) / 2 };
  expect(await pairOf('MANAGER', alike, from)).toBeUndefined();
  expect(await pairOf('DATA_STEWARD', alike, from)).toEqual(steward);
});

it('asks nobody about a pair that is likely enough only by documents that they may not look up by', async () => {
  const ask = { belowReview: false };
  expect((await pairOf('DATA_STEWARD', twice, ask)).fields).toContainEqual(
    expect.objectContaining({ field: 'IDENTIFIER', level: 'EXACT' }),
  );
  expect(await pairOf('MANAGER', twice, ask)).toBeUndefined();
  const counts = '{ matchCounts { open } }';
  const open = async (role: 'DATA_STEWARD' | 'MANAGER') =>
    (await app.data(app.ctxFor(role, SELLER), counts)).matchCounts.open;
  expect([await open('DATA_STEWARD'), await open('MANAGER')]).toEqual([2, 1]);
});
