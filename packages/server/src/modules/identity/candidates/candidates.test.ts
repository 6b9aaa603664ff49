import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { createSalesWorld, LI, type SalesWorld } from '../../../app/testing/sales-world.ts';

let world: SalesWorld;
let known: string;
beforeAll(async () => {
  world = await createSalesWorld();
  const { app } = world;
  const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
  for (const [place, surname] of [...surnames].entries()) {
    await addCustomer(app, {
      name: `${surname}建国`,
      birthDate: `19${60 + place}-0${1 + (place % 9)}-1${place % 10}`,
      contactPoints: [{ type: 'PHONE', value: `1370013${8100 + place}` }],
    });
  }
  known = await addCustomer(app, {
    name: '欧阳晓明',
    birthDate: '1985-06-17',
    contactPoints: [{ type: 'PHONE', value: '13912345678' }],
    identifiers: [{ type: 'MEMBER_ID', value: 'M-77' }],
  });
  // So that there is a pair to learn from.
  await addCustomer(app, {
    name: '欧阳小明',
    birthDate: '1985-06-17',
    contactPoints: [{ type: 'PHONE', value: '13912345678' }],
  });
}, 60_000);
afterAll(async () => await world.app.close());

const MATCHES = `query ($input: CustomerMatchInput!) {
  customerMatches(input: $input) { probability weight customer { id } fields { field level weight } }
}`;

interface Match {
  readonly probability: number;
  readonly weight: number;
  readonly customer: { readonly id: string };
  readonly fields: readonly { readonly field: string; readonly level: string; readonly weight: number }[];
}

async function matches(input: object, ctx: Ctx = world.app.ctxFor('DATA_STEWARD')): Promise<Match[] | null> {
  return (await world.app.data(ctx, MATCHES, { input: { kind: 'PERSON', ...input } })).customerMatches;
}

const levelsOf = (match: Match | undefined) =>
  Object.fromEntries((match?.fields ?? []).map(({ field, level }) => [field, level]));

describe('who may be the one that a form describes', () => {
  it('is not known before customers were looked at once', async () => {
    expect(await matches({ name: '欧阳晓明', phones: ['139 1234 5678'] })).toBe(null);
    await world.app.data(
      world.app.ctxFor('DATA_STEWARD'),
      'mutation { matchRunStart { run { phase } userErrors { code } } }',
    );
    await runJobs(world.app);
    const found = await matches({ name: '欧阳晓明', phones: ['139 1234 5678'] });
    expect(found?.length).toBe(2);
    expect(found?.find(({ customer }) => customer.id === known)?.probability).toBeGreaterThan(0.9);
  });

  it('is told with what speaks for it: a homophone with the same birth date, though the phone is another', async () => {
    const found = await matches({ name: '欧阳小铭', birthDate: '1985-06-17', phones: ['13300001111'] });
    const match = found?.find(({ customer }) => customer.id === known);
    expect(levelsOf(match)).toMatchObject({
      FAMILY_NAME: 'EXACT',
      GIVEN_NAME: 'SAME',
      BIRTH_DATE: 'EXACT',
      PHONE: 'DIFFERENT',
    });
  });

  it('leaves out the one that is being edited, and says nothing of those who have nothing in common', async () => {
    const found = await matches({ name: '欧阳晓明', phones: ['13912345678'], excludeId: known });
    expect(found?.some(({ customer }) => customer.id === known)).toBe(false);
    expect(await matches({ name: '诸葛亮', phones: ['13300002222'] })).toEqual([]);
    expect(await matches({})).toEqual([]);
  });

  it('finds by a document alone, and counts another document against', async () => {
    const byDocument = await matches({ identifiers: [{ type: 'MEMBER_ID', value: 'm-77' }] });
    expect(byDocument?.map(({ customer }) => customer.id)).toEqual([known]);
    const same = { name: '欧阳晓明', phones: ['13912345678'] };
    const weightOf = async (value: string) =>
      (await matches({ ...same, identifiers: [{ type: 'MEMBER_ID', value }] }))?.find(
        ({ customer }) => customer.id === known,
      )?.weight ?? Number.NEGATIVE_INFINITY;
    expect(await weightOf('M-77')).toBeGreaterThan(await weightOf('K-19'));
  });

  it('tells nobody about values that they may not search by', async () => {
    const li = world.as('SALES', LI);
    // Li looks after 钱二, sees 孙三 masked, and does not see 周四.
    const own = await matches({ name: '钱二', birthDate: '1991-01-01', phones: ['13800138001'] }, li);
    expect(own?.map(({ customer }) => customer.id)).toEqual([world.ids.钱二]);
    for (const [name, birthDate, phone] of [
      ['孙三', '1992-01-01', '13800138002'],
      ['周四', '1993-01-01', '13800138003'],
    ])
      expect(await matches({ name, birthDate, phones: [phone] }, li)).toEqual([]);
  });

  it('writes no value of a customer down in clear: the commonest texts are kept as entries of the blind index', async () => {
    const { learned } = await world.app.services.db.read
      .selectFrom('match_scorer')
      .select('learned')
      .where('kind', '=', 'PERSON')
      .executeTakeFirstOrThrow();
    // 建国 is common enough to be kept.
    expect(Object.values(JSON.parse(learned).terms[0].common)).toEqual([20]);
    for (const text of ['建国', 'jianguo', '13912345678', '欧阳']) expect(learned).not.toContain(text);
  });
});
