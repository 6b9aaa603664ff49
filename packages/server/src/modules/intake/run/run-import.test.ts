import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { contentDigest, importText, upload, waitFor } from '../intake.fixture.ts';
import { dryRunImport, startImport, turnImport } from './control-import.ts';
import { createImport } from './create-import.ts';
import { getImport } from './import.repository.ts';
import { listRejections } from './rejected-row.repository.ts';
import { rejectedFile } from './write-rejected-file.ts';

let app: TestApp;
let ctx: Ctx;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());
let file = 0;
/** A source of its own for each test, so that they do not meet. */
let source: string;
afterEach(() => void file++);
const begin = () => {
  ctx = systemContext(app.services);
  source = `source-${file}`;
};

const refusalsOf = async (work: Promise<unknown>) =>
  await work.then(
    () => [],
    (error: unknown) => (error instanceof Refused ? error.refusals.map(({ code }) => code) : [String(error)]),
  );

/** Nobody of another test has the same phone or address: with the name, these recognise customers across sources. */
const person = (id: number, more = '') =>
  `K${id},王小${id},138${String(file).padStart(3, '0')}1${String(id).padStart(4, '0')},u${id}@f${file}.example${more}`;
const HEAD = '客户编号,姓名,手机,邮箱';

describe('an import of customers', () => {
  it('creates, updates, leaves unchanged and rejects with exact counts, the same in a dry run', async () => {
    begin();
    const first = [HEAD, person(1), person(2), person(3)].join('\n');
    expect((await importText(ctx, jobs, first, { sourceCode: source })).counts).toMatchObject({
      read: 3,
      created: 3,
      customers: 3,
    });

    const second = [HEAD, person(1), person(2).replace('u2@', 'v2@'), person(4), person(4), ',,无,-', 'K5,王五'].join(
      '\n',
    );
    const setup = { fileSettings: { shortRows: 'reject' } };
    const id = await createImport(ctx, { fileId: await upload(ctx, second), sourceCode: source, setup });
    await dryRunImport(ctx, id);
    const dry = await waitFor(ctx, jobs, id, 'DRY_RUN_DONE');
    const expected = { read: 6, created: 1, updated: 1, unchanged: 2, rejected: 2, customers: 1 };
    expect(dry.dryRun).toMatchObject(expected);
    expect(dry.startedAt).toBeNull();
    const before = await contentDigest(ctx);

    await startImport(ctx, id);
    const done = await waitFor(ctx, jobs, id, 'DONE');
    expect(done.counts).toEqual(dry.dryRun);
    expect(await contentDigest(ctx)).not.toBe(before);
    const rejected = await listRejections(ctx, id, { afterLine: 0, limit: 10 });
    expect(rejected.map(({ line, column, code }) => [line, column, code])).toEqual([
      [6, '姓名', 'REQUIRED'],
      [7, null, 'TOO_FEW_CELLS'],
    ]);
    expect(await text(Readable.from(rejectedFile(ctx, done)))).toBe(
      '\ufeff客户编号,姓名,手机,邮箱,row,reason\r\n,,无,-,6,姓名: This field is required.\r\n"K5,王五",,,,7,The row has fewer cells than the table has columns.\r\n',
    );
  });

  it('takes a file with one row in ten dirty over with exact counts', async () => {
    begin();
    const rows = Array.from({ length: 3_000 }, (_, index) => {
      if (index % 30 === 3) return person(index, ',多,余');
      if (index % 30 === 13) return `K${index},"王小${index},13800138000,x@example.com`.replace('"', '');
      if (index % 30 === 23) return ',,,';
      return person(index);
    });
    // One in thirty each: too many cells, a blank row (passed over), and a row without a name, phone or address.
    rows.splice(24, 0, ',无,-,N/A');
    const { counts } = await importText(ctx, jobs, [HEAD, ...rows].join('\n'), { sourceCode: source });
    expect(counts).toMatchObject({ read: 2_901, created: 2_800, updated: 0, unchanged: 0, rejected: 101 });
  });

  it('refuses the same bytes for the same source, unless told again; then nothing changes', async () => {
    begin();
    const content = [HEAD, person(1)].join('\n');
    await importText(ctx, jobs, content, { sourceCode: source });
    expect(await refusalsOf(importText(ctx, jobs, content, { sourceCode: source }))).toEqual(['FILE_ALREADY_IMPORTED']);
    const again = await importText(ctx, jobs, content, { sourceCode: source, again: true });
    expect(again.counts).toMatchObject({ read: 1, created: 0, unchanged: 1 });
    expect(
      (await importText(ctx, jobs, content, { sourceCode: `${source}-b`, setup: { keys: [] } })).counts.created,
    ).toBe(1);
  });

  it('refuses an empty file, one with a header only, and one that asks', async () => {
    begin();
    expect(await refusalsOf(importText(ctx, jobs, '', { sourceCode: source }))).toEqual(['FILE_UNREADABLE']);
    expect(await refusalsOf(importText(ctx, jobs, `${HEAD}\n`, { sourceCode: source }))).toEqual(['FILE_EMPTY']);
    const id = await createImport(ctx, { fileId: await upload(ctx, [HEAD, person(1)].join('\n')) });
    expect(await refusalsOf(startImport(ctx, id))).toEqual(['REQUIRED']);
    expect((await getImport(ctx.db.read, id)).state).toBe('DRAFT');
  });

  it('only creates, or only updates, when told', async () => {
    begin();
    await importText(ctx, jobs, [HEAD, person(1)].join('\n'), { sourceCode: source });
    const more = [HEAD, person(1).replace('王小1', '王大1'), person(2)].join('\n');
    const created = await importText(ctx, jobs, more, { sourceCode: source, setup: { mode: 'CREATE_ONLY' } });
    expect(created.counts).toMatchObject({ created: 1, updated: 0, rejected: 1 });
    const updated = await importText(ctx, jobs, `${more}\n${person(3)}`, {
      sourceCode: source,
      setup: { mode: 'UPDATE_ONLY' },
    });
    expect(updated.counts).toMatchObject({ created: 0, updated: 1, unchanged: 1, rejected: 1 });
    const [row] = await listRejections(ctx, updated.id, { afterLine: 0, limit: 1 });
    expect(row).toMatchObject({ line: 4, code: 'MISSING', cells: person(3).split(',') });
  });
});

describe('undo, redo and purge', () => {
  it('takes imports back in any order, gives them again, and erases', async () => {
    begin();
    const empty = await contentDigest(ctx);
    const a = await importText(ctx, jobs, [HEAD, person(71), person(72)].join('\n'), { sourceCode: source });
    const onlyA = await contentDigest(ctx);
    const b = await importText(ctx, jobs, [HEAD, person(72).replace('王小', '王大'), person(73)].join('\n'), {
      sourceCode: source,
    });
    const both = await contentDigest(ctx);
    const shown = async () =>
      await ctx.db.read
        .selectFrom('customer')
        .innerJoin('source_record', 'source_record.customer_id', 'customer.id')
        .select(['customer.name as name', 'customer.status as status'])
        .distinct()
        .where('source_record.source_id', '=', a.sourceId ?? 0)
        .orderBy('name')
        .execute()
        .then((rows) => rows.map(({ name, status }) => `${name} ${status}`));
    expect(await shown()).toEqual(['王大72 ACTIVE', '王小71 ACTIVE', '王小73 ACTIVE']);

    await turnImport(ctx, a.id, 'undo');
    const undone = await waitFor(ctx, jobs, a.id, 'UNDONE');
    expect(undone.undoneAt).not.toBeNull();
    await turnImport(ctx, a.id, 'redo');
    await waitFor(ctx, jobs, a.id, 'DONE');
    expect(await contentDigest(ctx)).toBe(both);

    await turnImport(ctx, b.id, 'undo');
    await waitFor(ctx, jobs, b.id, 'UNDONE');
    expect(await shown()).toContain('王小72 ACTIVE');
    expect(await refusalsOf(turnImport(ctx, a.id, 'purge'))).toEqual(['WRONG_STATE']);
    await turnImport(ctx, b.id, 'purge');
    await waitFor(ctx, jobs, b.id, 'PURGED');
    const left = await ctx.db.read.selectFrom('source_record').select('sealed').where('import_id', '=', b.id).execute();
    expect(left.map(({ sealed }) => sealed)).toEqual(left.map(() => null));
    expect(onlyA).not.toBe(empty);
    expect(await refusalsOf(turnImport(ctx, b.id, 'redo'))).toEqual(['WRONG_STATE']);
  });
});

const SALES = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

describe('an import of purchases', () => {
  it('groups orders, tells identical lines apart, and adds and updates by a second file', async () => {
    begin();
    const first = [
      SALES,
      '1,A,red tea,2,2024-01-01 10:00,1.5,17850.0,France',
      '2,A,red tea,1,2024-01-02 10:00,1.5,,France',
      '1,B,green tea,1,2024-01-01 09:59,2.5,17850.0,France',
      '1,A,red tea,2,2024-01-01 10:00,1.5,17850.0,France',
      'C3,A,red tea,-1,2024-01-03 10:00,1.5,17850.0,France',
    ].join('\n');
    const a = await importText(ctx, jobs, first, { sourceCode: source });
    expect(a.kind).toBe('PURCHASES');
    expect(a.counts).toMatchObject({
      read: 5,
      created: 5,
      customers: 1,
      orders: 3,
      orderLines: 5,
      linesWithoutCustomer: 1,
    });
    const orders = async () =>
      await ctx.db.read
        .selectFrom('purchase_order')
        .select(['number', 'total', 'line_count', 'status', 'retracted'])
        .where('source_id', '=', a.sourceId ?? 0)
        .orderBy('number')
        .execute()
        .then((rows) => rows.map(({ number, total, line_count, retracted }) => [number, total, line_count, retracted]));
    expect(await orders()).toEqual([
      ['1', 85_000, 3, 0],
      ['2', 15_000, 1, 0],
      ['C3', -15_000, 1, 0],
    ]);

    const second = [
      SALES,
      '1,A,red tea (500 g),2,2024-01-01 10:00,1.5,17850.0,France',
      '1,C,white tea,1,2024-01-01 10:00,9,17850.0,France',
    ].join('\n');
    const b = await importText(ctx, jobs, second, { sourceCode: source });
    expect(b.counts).toMatchObject({ read: 2, created: 1, updated: 1, unchanged: 0, orders: 0, customers: 0 });
    expect((await orders())[0]).toEqual(['1', 175_000, 4, 0]);

    await turnImport(ctx, a.id, 'undo');
    await waitFor(ctx, jobs, a.id, 'UNDONE');
    expect(await orders()).toEqual([
      ['1', 120_000, 2, 0],
      ['2', 0, 0, 1],
      ['C3', 0, 0, 1],
    ]);
    await turnImport(ctx, b.id, 'undo');
    await waitFor(ctx, jobs, b.id, 'UNDONE');
    const customers = await ctx.db.read
      .selectFrom('customer')
      .innerJoin('source_record', 'source_record.customer_id', 'customer.id')
      .select('customer.status as status')
      .distinct()
      .where('source_record.source_id', '=', a.sourceId ?? 0)
      .execute();
    expect(customers).toEqual([{ status: 'WITHDRAWN' }]);
  });

  it('counts in a dry run what the run then does, also over orders that batches share', async () => {
    begin();
    const rows = Array.from(
      { length: 2_500 },
      (_, row) => `${row % 700},P${row % 3},x,1,2024-01-01,2,${row % 90 === 0 ? '' : row % 50},`,
    );
    const content = [SALES, ...rows].join('\n');
    const id = await createImport(ctx, { fileId: await upload(ctx, content), sourceCode: source });
    await dryRunImport(ctx, id);
    const dry = await waitFor(ctx, jobs, id, 'DRY_RUN_DONE');
    expect(dry.dryRun).toMatchObject({ read: 2_500, created: 2_500, orders: 700 });
    await startImport(ctx, id);
    expect((await waitFor(ctx, jobs, id, 'DONE')).counts).toEqual(dry.dryRun);
  });
});
