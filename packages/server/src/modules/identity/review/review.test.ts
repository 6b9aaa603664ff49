import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { merge, unmerge } from '../merge/merge.fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

const PAIR = `id state weight probability priorWeight reason customer { id } other { id }
  fields { field level weight rarity }`;

/** A person as a form gives it. */
function person(name: string, phone: string, birthDate: string) {
  return { name, birthDate, contactPoints: [{ type: 'PHONE', value: phone }] };
}

async function runOnce() {
  await app.data(app.ctxFor('DATA_STEWARD'), 'mutation { matchRunStart { run { finishedAt } userErrors { code } } }');
  await runJobs(app);
  const { matchRun } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    '{ matchRun { finishedAt customers found job { state problem } } }',
  );
  return matchRun;
}

async function pairs(filter: object = {}) {
  const { matchPairs } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    `query ($filter: MatchPairFilter) { matchPairs(filter: $filter) { nodes { ${PAIR} } } }`,
    { filter },
  );
  return matchPairs.nodes;
}

async function decide(id: string, verdict: string, reason?: string) {
  const { matchDecide } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    `mutation ($input: MatchDecideInput!) { matchDecide(input: $input) { pair { state reason } userErrors { code field } } }`,
    { input: { id, verdict, reason } },
  );
  return matchDecide;
}

describe('recognition over all customers', () => {
  let same: string[];
  let twins: string[];

  beforeAll(async () => {
    const family = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
    for (const [place, surname] of [...family].entries())
      await addCustomer(
        app,
        person(`${surname}建国`, `1380013${8100 + place}`, `19${60 + place}-0${1 + (place % 9)}-1${place % 10}`),
      );
    same = [
      await addCustomer(app, person('欧阳晓明', '13912345678', '1985-06-17')),
      await addCustomer(app, person('欧阳小明', '13912345678', '1985-06-27')),
    ];
    twins = [
      await addCustomer(app, person('司马春兰', '13787654321', '2001-11-05')),
      await addCustomer(app, person('司马秋菊', '13787654321', '2001-11-05')),
    ];
  });

  it('finds who may be one, and says field by field why', async () => {
    expect(await runOnce()).toMatchObject({ customers: 24, job: { state: 'DONE' } });
    const [first] = await pairs();
    expect([first.customer.id, first.other.id].toSorted()).toEqual(same.toSorted());
    expect(first.state).toBe('OPEN');
    expect(first.probability).toBeGreaterThan(0.95);
    const levels = Object.fromEntries(first.fields.map(({ field, level }: Record<string, string>) => [field, level]));
    expect(levels).toMatchObject({ FAMILY_NAME: 'EXACT', GIVEN_NAME: 'SAME', PHONE: 'EXACT' });
    const sum = first.fields.reduce((all: number, { weight }: { weight: number }) => all + weight, first.priorWeight);
    expect(sum).toBeCloseTo(first.weight, 6);
  });

  it('remembers for ever that two are not one, also when everything is looked at again', async () => {
    const [pair] = await pairs({ customerId: twins[0] });
    expect(await decide(pair.id, 'NOT_SAME', 'twins')).toEqual({
      pair: { state: 'NOT_SAME', reason: 'twins' },
      userErrors: [],
    });
    expect(await pairs({ customerId: twins[0] })).toEqual([]);
    await runOnce();
    expect(await pairs({ customerId: twins[0] })).toEqual([]);
    expect((await pairs({ customerId: twins[0], states: ['NOT_SAME'] })).length).toBe(1);
  });

  it('takes back what was said, and counts what stands', async () => {
    const decided = async () =>
      (await app.data(app.ctxFor('DATA_STEWARD'), '{ matchCounts { open notSame decidedToday } }')).matchCounts;
    const before = await decided();
    expect(before).toMatchObject({ notSame: 1, decidedToday: 1 });
    const [pair] = await pairs({ customerId: twins[0], states: ['NOT_SAME'] });
    expect(await decide(pair.id, 'OPEN')).toEqual({ pair: { state: 'OPEN', reason: null }, userErrors: [] });
    expect(await decided()).toEqual({ open: before.open + 1, notSame: 0, decidedToday: 0 });
    await runOnce();
    expect((await pairs({ customerId: twins[0] })).length).toBe(1);
  });

  it('shows no pair of which one was merged, and gives it back to nobody without the right', async () => {
    const [pair] = await pairs();
    await merge(app, pair.customer.id, [pair.other.id]);
    expect((await pairs()).some(({ id }: { id: string }) => id === pair.id)).toBe(false);
    const { matchCounts } = await app.data(app.ctxFor('DATA_STEWARD'), '{ matchCounts { decidedToday } }');
    expect(matchCounts.decidedToday).toBe(1);
    await unmerge(app, pair.other.id);
    expect((await pairs()).some(({ id }: { id: string }) => id === pair.id)).toBe(true);
    const refused = await app.execute(app.ctxFor('SALES'), `{ matchPairs { nodes { id } } }`);
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('learns a model that says what thresholds give', async () => {
    const { matchModels } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      '{ matchModels { kind customers prior fields { field levels { name same different } } curve { weight precision recall } } }',
    );
    expect(matchModels.map(({ kind }: { kind: string }) => kind)).toEqual(['PERSON']);
    for (const { levels } of matchModels[0].fields) {
      const total = (of: 'same' | 'different') =>
        levels.reduce((sum: number, one: Record<string, number>) => sum + (one[of] ?? 0), 0);
      expect(total('same')).toBeCloseTo(1, 6);
      expect(total('different')).toBeCloseTo(1, 6);
    }
    const recalls = matchModels[0].curve.map(({ recall }: { recall: number }) => recall);
    expect(recalls).toEqual(recalls.toSorted((a: number, b: number) => b - a));
  });
});
