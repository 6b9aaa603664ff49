import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../../platform/context/context.ts';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import type { IncomingBatch, IncomingRecord } from '../incoming.ts';
import { openContacts } from '../sealed/open-contents.ts';
import { ensureSource } from '../source/sources.ts';
import { reinstateImport, reserveStep, retractImport, withdrawCustomers } from '../undo/retract-import.ts';
import { applyIncoming, reserveIncoming } from './apply-incoming.ts';
import { applyRecords, person } from './incoming.fixture.ts';

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
let crm: number;
let shop: number;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
  crm = (await ensureSource(ctx, { code: 'crm', name: 'Old CRM' })).id;
  shop = (await ensureSource(ctx, { code: 'shop', name: 'Shop' })).id;
});
afterAll(async () => await test.drop());

const apply = async (of: Partial<IncomingBatch> & { records: readonly IncomingRecord[] }, on: Ctx = ctx) =>
  await applyRecords(on, { sourceId: crm, at: ctx.clock.now++, ...of });

async function turn(importId: number, how: typeof retractImport) {
  const reserved = await reserveStep(ctx, 100);
  return await ctx.db.transaction(async (trx) => {
    const result = await how(trx, { importId, afterCustomerId: 0, limit: 100, at: ctx.clock.now++, ...reserved });
    await withdrawCustomers(trx, result.bare, ctx.clock.now);
    return result;
  });
}

async function shown(customerId: number) {
  const row = await ctx.db.read
    .selectFrom('customer')
    .select(['name', 'birth_date', 'status', 'completeness'])
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  const points = await ctx.db.read
    .selectFrom('contact_point')
    .select(['id', 'subject_id', 'is_primary', 'sealed'])
    .where('customer_id', '=', customerId)
    .orderBy('position')
    .execute();
  const opened = await openContacts(ctx, 'TEST', points);
  return { ...row, points: opened.map(({ content, is_primary }) => `${content?.value}${is_primary ? '*' : ''}`) };
}

describe('applyIncoming', () => {
  it('creates, recognises by phone and name, and keeps both sources', async () => {
    const [made] = await apply({
      records: [
        { line: 2, externalId: '17', document: person('王小明', { phone: '+8613800138000', birthDate: '1990-01-02' }) },
      ],
    });
    expect(made?.outcome).toBe('created');
    const id = made?.customerId ?? 0;
    expect(await shown(id)).toEqual({
      name: '王小明',
      birth_date: '1990-01-02',
      status: 'ACTIVE',
      completeness: 50,
      points: ['+8613800138000*'],
    });

    // The shop is believed less than the CRM, so its birth date stays beside the chosen one.
    const second = person('王 小明', {
      birthDate: '1991-01-02',
      contactPoints: [
        { type: 'PHONE', value: '+8613800138000', matchKey: '+8613800138000' },
        { type: 'PHONE', value: '+8613900139000', matchKey: '+8613900139000' },
      ],
    });
    const [again] = await apply({
      sourceId: shop,
      importId: 2,
      records: [{ line: 2, externalId: 'x-1', document: second }],
    });
    expect(again).toEqual({ line: 2, outcome: 'updated', customerId: id });
    expect(await shown(id)).toMatchObject({
      name: '王小明',
      birth_date: '1990-01-02',
      points: ['+8613800138000*', '+8613900139000'],
    });

    // Taking the CRM's import back leaves what the shop says; giving it again restores the first view.
    await turn(1, retractImport);
    expect(await shown(id)).toMatchObject({ name: '王 小明', birth_date: '1991-01-02', status: 'ACTIVE' });
    await turn(2, retractImport);
    expect(await shown(id)).toMatchObject({ name: null, status: 'WITHDRAWN', points: [] });
    await turn(1, reinstateImport);
    expect(await shown(id)).toMatchObject({
      name: '王小明',
      birth_date: '1990-01-02',
      status: 'ACTIVE',
      points: ['+8613800138000*'],
    });
    await turn(2, reinstateImport);
    expect(await shown(id)).toMatchObject({ name: '王小明', points: ['+8613800138000*', '+8613900139000'] });
  });

  it('judges several rows about one customer in turn, in one batch as in several', async () => {
    const rows = (prefix: string): IncomingRecord[] => [
      { line: 2, document: person(`${prefix}张三`, { phone: '+8613700137000' }) },
      { line: 3, document: person(`${prefix}张三`, { phone: '+8613700137000' }) },
      { line: 4, document: person(`${prefix}张三`, { phone: '+8613700137000', birthDate: '1980-05-06' }) },
    ];
    const expected = ['created', 'unchanged', 'updated'];
    expect((await apply({ importId: 3, records: rows('甲') })).map(({ outcome }) => outcome)).toEqual(expected);
    const oneByOne: string[] = [];
    for (const record of rows('乙')) oneByOne.push((await apply({ importId: 4, records: [record] }))[0]?.outcome ?? '');
    expect(oneByOne).toEqual(expected);
  });

  it('keeps two keys of one source apart although phone and name are equal', async () => {
    const records = [1, 2].map((n) => ({
      line: n,
      externalId: `twin-${n}`,
      document: person('李四', { phone: '+8613600136000' }),
    }));
    const outcomes = await apply({ importId: 5, records });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
    expect(outcomes[0]?.customerId).not.toBe(outcomes[1]?.customerId);
  });

  it('recognises a customer number however it is written', async () => {
    const [made] = await apply({ importId: 7, records: [{ line: 2, document: person('编号') }] });
    const { number } = await ctx.db.read
      .selectFrom('customer')
      .select('number')
      .where('id', '=', made?.customerId ?? 0)
      .executeTakeFirstOrThrow();
    const typed = `${number.slice(0, 3).toLowerCase()}-${number.slice(3)}`;
    const [again] = await apply({
      importId: 8,
      records: [{ line: 2, number: typed, document: person('编号', { birthDate: '1999-09-09' }) }],
    });
    expect(again).toEqual({ line: 2, outcome: 'updated', customerId: made?.customerId });
  });

  it('refuses by mode and by unknown number, and writes nothing in a dry run', async () => {
    const count = async () =>
      Number(
        (
          await ctx.db.read
            .selectFrom('customer')
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      );
    const before = await count();
    const known = { line: 2, externalId: '17', document: person('王小明') };
    const unknown = { line: 3, externalId: 'new-1', document: person('赵六') };
    expect((await apply({ mode: 'CREATE_ONLY', records: [known] }))[0]).toMatchObject({
      outcome: 'rejected',
      code: 'EXISTS',
    });
    expect((await apply({ mode: 'UPDATE_ONLY', records: [unknown] }))[0]).toMatchObject({
      outcome: 'rejected',
      code: 'MISSING',
    });
    expect(
      (await apply({ records: [{ line: 4, number: 'no number of ours', document: person('x') }] }))[0],
    ).toMatchObject({
      outcome: 'rejected',
      code: 'NUMBER_UNKNOWN',
    });
    expect((await apply({ dryRun: true, records: [unknown] }))[0]).toMatchObject({ outcome: 'created', customerId: 0 });
    expect(await count()).toBe(before);
  });

  it('keeps the tags of other records when a record without tags, or with others, comes', async () => {
    const tagsOf = async (customerId: number) =>
      await ctx.db.read
        .selectFrom('customer_tag')
        .innerJoin('tag', 'tag.id', 'customer_tag.tag_id')
        .select('name')
        .where('customer_id', '=', customerId)
        .orderBy('name')
        .execute()
        .then((rows) => rows.map(({ name }) => name));
    const tagged = (line: number, tags?: string[]): IncomingRecord => ({
      line,
      externalId: 'tagged',
      document: person('周八', { phone: '+8613700000088', ...(tags ? { tags } : {}) }),
    });
    const [first] = await apply({ records: [tagged(2, ['VIP'])] });
    const id = first?.customerId ?? 0;
    await apply({ records: [tagged(2)], sourceId: shop, importId: 2 });
    expect(await tagsOf(id)).toEqual(['VIP']);
    await apply({ records: [tagged(2, ['老客户'])], sourceId: shop, importId: 3 });
    expect(await tagsOf(id)).toEqual(['VIP', '老客户']);
    const count = ctx.db.read.selectFrom('customer_tag').selectAll().where('customer_id', '=', id);
    expect((await count.execute()).length).toBe(2);
  });

  it('uses a fixed number of statements whatever the batch holds', async () => {
    const batch = (from: number, size: number): IncomingRecord[] =>
      Array.from({ length: size }, (_, i) => ({
        line: i,
        externalId: `n${from + i}`,
        document: person('孙七', { phone: `+86135${String(10_000_000 + from + i)}` }),
      }));
    const statements = async (records: readonly IncomingRecord[]) => {
      const reserved = await reserveIncoming(ctx, records);
      const before = ctx.db.statementCount();
      await ctx.db.transaction(
        async (trx) =>
          await applyIncoming(trx, reserved, {
            sourceId: crm,
            channel: 'FILE',
            importId: 6,
            actorId: 1,
            at: ctx.clock.now,
            mode: 'CREATE_AND_UPDATE',
            keys: [['PHONE', 'NAME']],
            numberPatterns: [],
            dryRun: false,
            records,
          }),
      );
      return ctx.db.statementCount() - before;
    };
    expect(await statements(batch(0, 2))).toBe(await statements(batch(1_000, 25)));
  });
});
