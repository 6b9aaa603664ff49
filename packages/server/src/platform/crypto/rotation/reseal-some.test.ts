import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestContext } from '../../testing/test-context.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../../testing/test-database.ts';
import { createBlindIndex, currentEntries } from '../blind-index/blind-index.ts';
import { addIndexVersion, retireIndexKeys } from '../key-store/rotate-index.ts';
import { openValue, readHeader, sealValue } from '../sealing/envelope.ts';
import { sealedColumn } from '../sealing/place.ts';
import { type ResealTarget, resealSome, type RowKey } from './reseal-some.ts';
import type { SealedTable } from './sealed-table.ts';

const ROWS = 1_120;
const column = sealedColumn('test_contact', 'sealed');
const table: SealedTable = {
  column,
  key: ['customer_id', 'id'],
  rowId: 'id',
  subjectId: 'subject_id',
  version: 'version',
  with: ['kind'],
  entriesOf: (plain, { kind }, index) => ({
    entry: index.entryOf(String(kind), plain),
    last_four: index.lastFourOf(String(kind), plain),
  }),
};

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
const phone = (id: number) => `+86138${String(id).padStart(8, '0')}`;

beforeAll(async () => {
  test = await createTestDatabase({ migrated: false });
  ctx = createTestContext(test);
  const bytes = testEngine() === 'sqlite' ? 'blob' : 'varbinary(300)';
  await sql
    .raw(
      `create table test_contact (customer_id bigint not null, id bigint not null, subject_id bigint not null, version int not null, kind varchar(10) not null, sealed ${bytes}, entry char(12), last_four char(4), primary key (customer_id, id))`,
    )
    .execute(ctx.db.write);
  const ids = Array.from({ length: ROWS }, (_, i) => i + 1);
  const ring = await ctx.keyStore.ensure(ids);
  const index = createBlindIndex(await ctx.keyStore.indexKeys());
  await ctx.db.transaction(async (trx) => {
    for (const id of ids) {
      const key = ring.current(id);
      if (!key) throw new Error('no key');
      // Customers have several rows, so that batches end in the middle of one.
      const row = [Math.ceil(id / 3), id, id, 1, 'phone'];
      const sealed = sealValue(key, { at: column, rowId: id, subjectId: id, version: 1 }, phone(id));
      const entries = [index.entryOf('phone', phone(id)), index.lastFourOf('phone', phone(id))];
      await sql`insert into test_contact values (${sql.join([...row, sealed, ...entries])})`.execute(trx);
    }
    await sql`insert into test_contact values (9999, 9999, 1, 1, 'phone', null, null, null)`.execute(trx);
  });
});
afterAll(async () => {
  await ctx.keyStore.close();
  await test.drop();
});

async function rotate(target: ResealTarget, before: (batch: number) => Promise<void> = async () => {}) {
  const total = { looked: 0, changes: 0, destroyed: 0, written: 0, batches: 0 };
  let after: RowKey | undefined;
  do {
    const batch = await resealSome(ctx, table, target, after);
    await before(++total.batches);
    total.written += await ctx.db.transaction(batch.write);
    total.looked += batch.looked;
    total.changes += batch.changes;
    total.destroyed += batch.destroyed;
    after = batch.next;
  } while (after);
  return total;
}

async function find(value: string): Promise<number[]> {
  const index = createBlindIndex(await ctx.keyStore.indexKeys());
  const { rows } = await sql<{
    id: number;
  }>`select id from test_contact where entry in (${sql.join(index.candidatesOf('phone', value))})`.execute(ctx.db.read);
  return rows.map(({ id }) => Number(id));
}

async function open(id: number): Promise<{ generation: number; text: string }> {
  const { rows } = await sql<{
    sealed: Uint8Array;
    version: number;
  }>`select sealed, version from test_contact where id = ${id}`.execute(ctx.db.read);
  const sealed = rows[0]?.sealed ?? Buffer.alloc(0);
  const { generation } = readHeader(sealed);
  const key = (await ctx.keyStore.load([id])).find(id, generation);
  if (typeof key !== 'object') throw new Error('no key');
  const place = { at: column, rowId: id, subjectId: id, version: rows[0]?.version ?? 0 };
  return { generation, text: openValue(key, place, sealed) };
}

describe('resealSome', () => {
  it('makes blind indexes anew, and every value is found at every moment', async () => {
    expect(await rotate({ generation: 0 })).toEqual({ looked: ROWS, changes: 0, destroyed: 0, written: 0, batches: 3 });
    await addIndexVersion(ctx.keyStore);
    const found: number[][] = [];
    const total = await rotate({ generation: 0 }, async () => {
      found.push([...(await find(phone(1))), ...(await find(phone(700))), ...(await find(phone(ROWS)))]);
    });
    expect(total).toEqual({ looked: ROWS, changes: ROWS, destroyed: 0, written: ROWS, batches: 3 });
    expect(found).toEqual(Array.from({ length: 3 }, () => [1, 700, ROWS]));
    const { from, to } = currentEntries(await ctx.keyStore.indexKeys());
    const { rows } = await sql<{
      id: number;
    }>`select id from test_contact where entry < ${from} or entry >= ${to}`.execute(ctx.db.read);
    expect(rows).toEqual([]);
    expect(await retireIndexKeys(ctx.keyStore)).toBe(1);
    expect(await find(phone(700))).toEqual([700]);
  });

  it('seals with new keys, leaves what somebody else has changed meanwhile, and what cannot be opened any more', async () => {
    const [, destroyed] = [await ctx.keyStore.load([5]), await ctx.keyStore.destroy([5])];
    expect(destroyed).toBe(1);
    const changed = await rotate({ generation: 2 }, async (batch) => {
      if (batch !== 2) return;
      // Somebody writes a new number, with the key that is current now, between our look and our write.
      const ring = await ctx.keyStore.load([700]);
      const key = ring.current(700);
      if (!key) throw new Error('no key');
      const sealed = sealValue(key, { at: column, rowId: 700, subjectId: 700, version: 2 }, '+8615900000000');
      await ctx.db.transaction(async (trx) => {
        await sql`update test_contact set sealed = ${sealed}, version = 2 where id = 700`.execute(trx);
      });
    });
    expect(changed).toEqual({ looked: ROWS, changes: ROWS - 1, destroyed: 1, written: ROWS - 2, batches: 3 });
    expect(await open(1)).toEqual({ generation: 2, text: phone(1) });
    expect(await open(ROWS)).toEqual({ generation: 2, text: phone(ROWS) });
    expect(await open(700)).toEqual({ generation: 2, text: '+8615900000000' });
    // Again: only what that writer left without its entry is mended.
    expect(await rotate({ generation: 2 })).toMatchObject({ changes: 1, written: 1, destroyed: 1 });
    expect(await find('+8615900000000')).toEqual([700]);
  });
});
