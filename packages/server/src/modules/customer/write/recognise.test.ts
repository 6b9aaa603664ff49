import { formatNumber, numberPattern } from '@dossier/shared/customer-number';
import type { SourceDocument } from '@dossier/shared/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestContext, TEST_SETTINGS } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import type { IncomingBatch, IncomingOutcome, IncomingRecord } from '../incoming.ts';
import { ensureSource } from '../source/sources.ts';
import { applyRecords, person } from './incoming.fixture.ts';

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
let sourceId: number;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
  sourceId = (await ensureSource(ctx, { code: 'crm', name: 'CRM' })).id;
});
afterAll(async () => await test.drop());

const apply = async (of: Partial<IncomingBatch> & { records: readonly IncomingRecord[] }) =>
  await applyRecords(ctx, { sourceId, at: ctx.clock.now++, ...of });

describe('recognising', () => {
  it('tells a mistyped number from an unknown one', async () => {
    const [made] = await apply({ importId: 9, records: [{ line: 2, document: person('校验') }] });
    const { number } = await ctx.db.read
      .selectFrom('customer')
      .select('number')
      .where('id', '=', made?.customerId ?? 0)
      .executeTakeFirstOrThrow();
    const mistyped = number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
    const unknown = formatNumber(numberPattern(TEST_SETTINGS.numberPattern), {
      instant: ctx.now(),
      zone: 'UTC',
      sequence: 99_999_999,
    });
    const outcomes = await apply({
      importId: 9,
      records: [mistyped, unknown, 'hello'].map((typed, line) => ({ line, number: typed, document: person('校验') })),
    });
    expect(outcomes).toEqual([
      { line: 0, outcome: 'rejected', customerId: 0, code: 'NUMBER_MISTYPED' },
      { line: 1, outcome: 'rejected', customerId: 0, code: 'NUMBER_UNKNOWN' },
      { line: 2, outcome: 'rejected', customerId: 0, code: 'NUMBER_UNKNOWN' },
    ]);
  });

  it('rejects a record whose exact keys lead to several customers, in one batch as in several', async () => {
    const keys = [['PHONE', 'NAME'] as const, ['EMAIL', 'NAME'] as const];
    const mail = (name: string, email: string, phone?: string) => person(name, { email, ...(phone ? { phone } : {}) });
    const rows = (name: string, tail: string): IncomingRecord[] => [
      { line: 2, externalId: `${tail}-1`, document: person(name, { phone: `+86133000000${tail}` }) },
      { line: 3, externalId: `${tail}-2`, document: person(name, { phone: `+86133000000${tail}` }) },
      { line: 4, document: person(name, { phone: `+86133000000${tail}` }) },
      { line: 5, externalId: `${tail}-3`, document: mail(name, `${tail}@example.com`) },
      // One key fits the first and the second, the other the third.
      { line: 6, document: mail(name, `${tail}@example.com`, `+86133000000${tail}`) },
      { line: 7, document: mail(name, `${tail}@example.com`) },
      // The source's own key decides, whoever else has the phone.
      { line: 8, externalId: `${tail}-2`, document: person(name, { phone: `+86133000000${tail}` }) },
    ];
    const expected = ['created', 'created', 'AMBIGUOUS', 'created', 'AMBIGUOUS', 'unchanged', 'unchanged'];
    const told = ({ outcome, code }: IncomingOutcome) => code ?? outcome;
    expect((await apply({ importId: 10, keys, records: rows('钱一', '21') })).map(told)).toEqual(expected);
    const oneByOne: IncomingOutcome[] = [];
    for (const record of rows('钱二', '22')) oneByOne.push(...(await apply({ importId: 11, keys, records: [record] })));
    expect(oneByOne.map(told)).toEqual(expected);
    const numbers = await ctx.db.read
      .selectFrom('customer')
      .select('number')
      .where('name', '=', '钱二')
      .orderBy('id')
      .execute();
    expect(oneByOne[4]?.params).toEqual({ customers: numbers.map(({ number }) => number).join(', ') });
    expect(numbers).toHaveLength(3);
  });

  it('recognises by what an earlier row of the batch says of an existing customer', async () => {
    const rows = (name: string): IncomingRecord[] => [
      { line: 2, externalId: name, document: person(name, { phone: '+8613300000031' }) },
      { line: 3, externalId: name, document: person(name, { phone: '+8613300000032' }) },
      { line: 4, document: person(name, { phone: '+8613300000032', birthDate: '1970-01-01' }) },
    ];
    const oneByOne: (string | number)[] = [];
    for (const record of rows('钱三'))
      oneByOne.push((await apply({ importId: 12, records: [record] }))[0]?.outcome ?? '');
    const [first, ...rest] = rows('钱四');
    const together = [
      ...(await apply({ importId: 12, records: first ? [first] : [] })),
      ...(await apply({ importId: 12, records: rest })),
    ];
    expect(together.map(({ outcome }) => outcome)).toEqual(oneByOne);
    expect(new Set(together.map(({ customerId }) => customerId)).size).toBe(1);
  });

  it('lets nothing that the mode refuses speak for the records behind it', async () => {
    const phones = ['+8613300000041', '+8613300000042'] as const;
    const both: SourceDocument = {
      ...person('钱五'),
      contactPoints: phones.map((value) => ({ type: 'PHONE' as const, value, matchKey: value })),
    };
    const [made] = await apply({ records: [{ line: 1, document: person('钱五', { phone: phones[0] }) }] });
    const records: IncomingRecord[] = [
      { line: 2, document: both },
      { line: 3, document: person('钱五', { phone: phones[1] }) },
    ];
    const created = await apply({ mode: 'CREATE_ONLY', records });
    expect(created.map(({ code, outcome }) => code ?? outcome)).toEqual(['EXISTS', 'created']);
    const updated = await apply({
      mode: 'UPDATE_ONLY',
      records: [
        { line: 4, document: person('钱六', { phone: phones[0] }) },
        { line: 5, document: person('钱六', { phone: phones[0] }) },
        { line: 6, document: person('钱五', { phone: phones[0], birthDate: '1971-01-01' }) },
      ],
    });
    expect(updated.map(({ code, outcome }) => code ?? outcome)).toEqual(['MISSING', 'MISSING', 'updated']);
    expect(updated[2]?.customerId).toBe(made?.customerId);
  });
});
