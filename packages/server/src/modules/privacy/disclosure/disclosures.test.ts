import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import type { Purpose, SeeingWay } from '@dossier/shared/privacy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, TEST_NOW } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { disclosuresCheck } from './check-disclosures.ts';
import { dayKey, dayOf, type DisclosedDay, foldDisclosures } from './fold-disclosures.ts';
import { journalDisclosure } from './journal-disclosure.ts';
import { type DisclosureConditions, listDisclosures, positionOf } from './read-disclosures.ts';

const DAY_MS = 86_400_000;

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  ctx = createTestContext(test);
  await test.db.transaction(async (trx) => {
    for (const table of ['disclosure', 'disclosure_journal'] as const) await trx.deleteFrom(table).execute();
  });
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL');
});
afterAll(async () => await test.drop());

interface Response {
  readonly way: SeeingWay;
  readonly readerId: number;
  readonly purpose: Purpose;
  readonly fieldSet: readonly string[];
  readonly customerKeys: readonly number[];
  readonly at: number;
}

const response: fc.Arbitrary<Response> = fc.record({
  way: fc.constantFrom<SeeingWay>('APP', 'VIEW'),
  readerId: fc.constantFrom(71, 72),
  purpose: fc.constantFrom<Purpose>('SHARING', 'MARKETING'),
  fieldSet: fc.constantFrom(['PHONE'], ['PHONE', 'EMAIL'], ['EMAIL', 'PHONE']),
  customerKeys: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }),
  at: fc.integer({ min: 0, max: 2 }).map((days) => TEST_NOW - days * DAY_MS),
});

async function disclose({ at, ...of }: Response): Promise<void> {
  ctx.clock.now = at;
  await journalDisclosure(ctx, { ...of, requestId: 'r' });
}

/** Everything, page by page. */
async function listed(conditions: DisclosureConditions = {}, first = 3): Promise<DisclosedDay[]> {
  const all: DisclosedDay[] = [];
  for (let after = undefined as ReturnType<typeof positionOf> | undefined; ;) {
    const rows = await listDisclosures(ctx, conditions, { first, after, scope: '' });
    all.push(...rows.slice(0, first));
    const last = rows[first - 1];
    if (rows.length <= first || !last) return all;
    after = positionOf(last);
  }
}

/** What the responses come to, said differently: one count for each. */
function expected(responses: readonly Response[], keep: (one: Response, customer: number) => boolean = () => true) {
  const counts = new Map<string, number>();
  for (const one of responses) {
    for (const customer of new Set(one.customerKeys)) {
      if (!keep(one, customer)) continue;
      const key = `${dayOf(one.at)} ${customer} ${one.readerId} ${one.way} ${one.purpose} ${one.fieldSet.toSorted().join()}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

async function shown(days: readonly DisclosedDay[]): Promise<Map<string, number>> {
  const sets = new Map(
    (await test.db.read.selectFrom('field_set').select(['id', 'codes']).execute()).map(({ id, codes }) => [id, codes]),
  );
  return new Map(
    days.map((one) => [
      `${one.day} ${one.customerId} ${one.readerId} ${one.way} ${one.purpose} ${sets.get(one.fieldSetId)}`,
      one.count,
    ]),
  );
}

describe('disclosures', () => {
  it('are counted exactly, however far they are folded, in one order and by every condition', async () => {
    const some = fc.array(response, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(some, some, async (before, after) => {
        await test.db.transaction(async (trx) => {
          for (const table of ['disclosure', 'disclosure_journal'] as const) await trx.deleteFrom(table).execute();
        });
        for (const one of before) await disclose(one);
        while ((await foldDisclosures(test.db)) > 0);
        for (const one of after) await disclose(one);
        const all = [...before, ...after];
        const days = await listed();
        expect(await shown(days)).toEqual(expected(all));
        expect(new Set(days.map(dayKey)).size).toBe(days.length);
        const places = days.map(({ day }) => day);
        expect(places).toEqual(places.toSorted().toReversed());
        expect(await shown(await listed({ customerIds: [2, 5] }))).toEqual(
          expected(all, (_, customer) => customer === 2 || customer === 5),
        );
        expect(await shown(await listed({ readerId: 72, way: 'VIEW', purpose: 'SHARING' }))).toEqual(
          expected(all, ({ readerId, way, purpose }) => readerId === 72 && way === 'VIEW' && purpose === 'SHARING'),
        );
        const yesterday = dayOf(TEST_NOW - DAY_MS);
        expect(await shown(await listed({ from: yesterday, to: yesterday }))).toEqual(
          expected(all, ({ at }) => dayOf(at) === yesterday),
        );
        while ((await foldDisclosures(test.db)) > 0);
        expect(await listed()).toEqual(days);
      }),
      { numRuns: 25 },
    );
  });

  it('keep the first and the last time of a day', async () => {
    const one = { way: 'APP', readerId: 71, purpose: 'SHARING', fieldSet: ['PHONE'], customerKeys: [1] } as const;
    for (const minutes of [10, 0, 20]) await disclose({ ...one, at: TEST_NOW + minutes * 60_000 });
    await foldDisclosures(test.db);
    await disclose({ ...one, at: TEST_NOW + 5 * 60_000 });
    expect(await listed()).toMatchObject([{ count: 4, firstAt: TEST_NOW, lastAt: TEST_NOW + 20 * 60_000 }]);
  });

  it('are folded many responses at a time, but few enough rows for a short transaction', async () => {
    const one = { way: 'VIEW', readerId: 71, purpose: 'SALES', fieldSet: ['PHONE'], at: TEST_NOW } as const;
    await Promise.all(Array.from({ length: 400 }, async () => await disclose({ ...one, customerKeys: [1, 2, 3] })));
    for (const from of [10_000, 30_000])
      await disclose({ ...one, customerKeys: Array.from({ length: 12_000 }, (_, place) => from + place) });
    // An export's 12,000 customers are six rows of the journal.
    expect([await foldDisclosures(test.db), await foldDisclosures(test.db), await foldDisclosures(test.db)]).toEqual([
      410, 2, 0,
    ]);
    const days = await listed({ to: dayOf(TEST_NOW) }, 25_000);
    expect(days).toHaveLength(24_003);
    expect(days.slice(-3).map(({ customerId, count }) => [customerId, count])).toEqual([
      [3, 400],
      [2, 400],
      [1, 400],
    ]);
  });

  it('of responses that are ready together are written together', async () => {
    await disclose({
      way: 'APP',
      readerId: 71,
      purpose: 'SHARING',
      fieldSet: ['PHONE'],
      customerKeys: [1],
      at: TEST_NOW,
    });
    const commits = test.db.statementCount();
    await Promise.all(
      Array.from({ length: 100 }, async (_, place) => {
        await journalDisclosure(ctx, {
          way: 'APP',
          readerId: 71,
          purpose: 'SHARING',
          fieldSet: ['PHONE'],
          customerKeys: [place],
          requestId: `r${place}`,
        });
      }),
    );
    const { count } = await test.db.read
      .selectFrom('disclosure_journal')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(101);
    // A few transactions of a few statements each, not a hundred.
    expect(test.db.statementCount() - commits).toBeLessThan(30);
  });

  it('that cannot be written fail, and those after them do not', async () => {
    const of = { way: 'APP', readerId: 71, purpose: 'SHARING', fieldSet: ['PHONE'], customerKeys: [1] } as const;
    await disclose({ ...of, at: TEST_NOW });
    // Longer than its column; SQLite takes it, so there it is no number.
    const wrong = { ...of, readerId: Number.NaN, requestId: 'r' };
    await expect(journalDisclosure(ctx, wrong)).rejects.toThrow();
    await disclose({ ...of, at: TEST_NOW });
    expect(await listed()).toMatchObject([{ count: 2 }]);
  });

  it('that nobody folds are told of', async () => {
    await disclose({
      way: 'APP',
      readerId: 71,
      purpose: 'SHARING',
      fieldSet: ['PHONE'],
      customerKeys: [1],
      at: TEST_NOW,
    });
    expect(await disclosuresCheck.run(ctx)).toEqual([]);
    ctx.clock.now = TEST_NOW + 61_000;
    expect(await disclosuresCheck.run(ctx)).toMatchObject([{ level: 'WARNING' }]);
    await foldDisclosures(test.db);
    expect(await disclosuresCheck.run(ctx)).toEqual([]);
  });
});

describe('folding by processes that are killed again and again', () => {
  it('counts every response exactly once, and readers never see another sum', { timeout: 120_000 }, async () => {
    const kills = 8;
    const perRound = 150;
    const start = async (place: number) => {
      const script = fileURLToPath(new URL('./testing/folding-worker.ts', import.meta.url));
      const worker = spawn(process.execPath, [script, test.url], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      workers[place] = worker;
      await once(worker, 'message');
    };
    await Promise.all([start(0), start(1)]);
    let written = 0;
    const customerKeys = Array.from({ length: 20 }, (_, place) => place + 1);
    for (let round = 0; round < kills; round++) {
      for (let part = 0; part < perRound / 10; part++) {
        await Promise.all(
          Array.from({ length: 10 }, async () => {
            await journalDisclosure(ctx, {
              way: 'APP',
              readerId: 71,
              purpose: 'SHARING',
              fieldSet: ['PHONE'],
              customerKeys,
              requestId: 'r',
            });
          }),
        );
        written += 10;
        const days = await listed({ customerIds: [7] });
        expect(days.map(({ count }) => count)).toEqual([written]);
      }
      await sleep(Math.random() * 60);
      const victim = workers[round % 2];
      const gone = victim && once(victim, 'exit');
      victim?.kill('SIGKILL');
      await gone;
      await start(round % 2);
    }
    for (const worker of workers.splice(0)) {
      const gone = once(worker, 'exit');
      worker.kill('SIGKILL');
      await gone;
    }
    while ((await foldDisclosures(test.db)) > 0);
    const days = await listed({}, 100);
    expect(days.map(({ customerId, count }) => [customerId, count])).toEqual(
      customerKeys.toReversed().map((key) => [key, written]),
    );
  });
});
