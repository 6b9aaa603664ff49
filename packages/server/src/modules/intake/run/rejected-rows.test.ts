import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { importText, upload, waitFor } from '../intake.fixture.ts';
import { dryRunImport, startImport } from './control-import.ts';
import { createImport } from './create-import.ts';
import { rejectedFile } from './write-rejected-file.ts';

let app: TestApp;
let ctx: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  ctx = systemContext(app.services);
});
afterAll(async () => await app.close());

const source = 'crm';
const HEAD = '客户编号,姓名,手机,邮箱';
const person = (id: number) => `K${id},王小${id},1380001${String(id).padStart(4, '0')},u${id}@example.com`;

describe('rejected rows', () => {
  it('rejects mistyped customer numbers and rows that fit several customers, with the reason', async () => {
    const content = [HEAD, person(1), person(1).replace('K1', 'K2'), person(3)].join('\n');
    await importText(ctx, jobs, content, { sourceCode: source });
    const numbers = await ctx.db.read
      .selectFrom('customer')
      .innerJoin('source_record', 'source_record.customer_id', 'customer.id')
      .innerJoin('source', 'source.id', 'source_record.source_id')
      .select('customer.number as number')
      .where('source.code', '=', source)
      .orderBy('customer.id')
      .execute()
      .then((rows) => rows.map(({ number }) => number));
    const [one = '', two = '', three = ''] = numbers;
    const mistyped = three.slice(0, -1) + (three.endsWith('0') ? '1' : '0');

    const both = person(1).slice(3);
    const rows = [`,${both}`, `${mistyped},${person(3).slice(3)}`, `${three.toLowerCase()},${person(3).slice(3)}`];
    const setup = {
      fileSettings: { delimiter: ',', headerRow: 1 },
      keys: [['NAME', 'MOBILE'] as const],
    };
    const id = await createImport(ctx, {
      fileId: await upload(ctx, ['客户号,姓名,手机,邮箱', ...rows].join('\n')),
      sourceCode: `${source}-b`,
      setup,
    });
    await dryRunImport(ctx, id);
    const dry = await waitFor(ctx, jobs, id, 'DRY_RUN_DONE');
    expect(dry.dryRun).toMatchObject({ read: 3, created: 0, updated: 0, unchanged: 1, rejected: 2 });
    await startImport(ctx, id);
    const done = await waitFor(ctx, jobs, id, 'DONE');
    expect(done.counts).toEqual(dry.dryRun);
    const reasons = async (locale: 'zh-CN' | 'en') =>
      (await text(Readable.from(rejectedFile({ ...ctx, locale }, done))))
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(/,\d,/)[1]);
    expect(await reasons('en')).toEqual([
      `"Several customers match (${one}, ${two}). Give the customer number."`,
      '客户号: The check character is wrong: the customer number was probably mistyped.',
    ]);
    expect(await reasons('zh-CN')).toEqual([
      `"有多个客户符合（${one}, ${two}），请写明客户号。"`,
      '客户号: 客户号的校验位不符，可能输错。',
    ]);
  });
});
