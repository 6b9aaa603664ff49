import { afterAll, beforeAll, expect, it } from 'vitest';
import { carryOut } from '../modules/erasure/carry-out.ts';
import { findErasure } from '../modules/erasure/erasures.ts';
import { merge, shownOf } from '../modules/identity/merge/merge.fixture.ts';
import { tombstonesOf } from '../platform/crypto/key-store/tombstones.ts';
import { findOrphans } from '../platform/database/find-orphans.ts';
import { systemContext } from '../platform/testing/test-context.ts';
import { addCustomer } from './testing/customers.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

const VIEWERS = `query ($id: ID!) { customerViewers(id: $id) { nodes { customerId } } }`;
const keyOf = (id: string) => app.services.publicIds.decode('cus', id) ?? 0;
const add = async (name: string, phone: string) =>
  await addCustomer(app, { name, contactPoints: [{ type: 'PHONE', value: phone }] });

/** Whose keys were destroyed. */
async function destroyed(): Promise<number[]> {
  const found: number[] = [];
  for await (const tombstones of tombstonesOf(app.services.keyStore))
    found.push(...tombstones.map(({ subjectId }) => subjectId));
  return found;
}

/** Erases a customer as if that had been asked for and approved. */
async function erase(id: string, number: string): Promise<void> {
  const { db } = app.services;
  const request = { id: await db.ids.reserve(1), customer_key: keyOf(id), number, state: 'REQUESTED', reason: 'asked' };
  const times = { requested_by: 1, requested_at: 0, due_at: 0, ended_at: null, receipt: null };
  await db.transaction(
    async (trx) =>
      await trx
        .insertInto('erasure')
        .values({ ...request, ...times })
        .execute(),
  );
  const record = await findErasure(db.read, request.id);
  if (record) await carryOut(systemContext(app.services), record, 1);
}

it('erases those who were merged into a customer, with their keys, and tells of their numbers', async () => {
  const [anna, ben] = [await add('安娜', '13800138001'), await add('本', '13900139002')];
  const { number } = await shownOf(app, ben);
  await merge(app, anna, [ben]);
  // Who saw the one is among those who saw the survivor.
  await app.services.db.transaction(async (trx) => {
    await trx.insertInto('field_set').values({ id: 1, digest: 'x', codes: 'NAME' }).execute();
    const seen = { reader_id: 1, way: 'CONSOLE', purpose: '', field_set_id: 1, day: '2026-01-01' };
    await trx
      .insertInto('disclosure')
      .values({ customer_id: keyOf(ben), ...seen, count: 1, first_at: 0, last_at: 0 })
      .execute();
  });
  const { customerViewers } = await app.data(app.ctxFor('AUDITOR'), VIEWERS, { id: anna });
  expect(customerViewers.nodes).toContainEqual({ customerId: ben });

  await erase(anna, 'C1');
  expect(await destroyed()).toEqual(expect.arrayContaining([keyOf(anna), keyOf(ben)]));
  const { read } = app.services.db;
  for (const table of ['customer', 'source_record', 'contact_point', 'customer_custody', 'custody_operation'] as const)
    expect(await read.selectFrom(table).selectAll().execute()).toEqual([]);
  const entered = await read.selectFrom('erasure').select(['customer_key', 'number', 'state']).execute();
  expect(entered).toContainEqual({ customer_key: keyOf(ben), number, state: 'DONE' });
});

it('gives back first who was merged after it was asked for, and erases nobody else', async () => {
  const [anna, ben] = [await add('安娜', '13800138011'), await add('本', '13900139012')];
  const before = await shownOf(app, anna);
  await merge(app, anna, [ben]);
  await erase(ben, 'C2');
  expect(await shownOf(app, ben)).toBeNull();
  expect(await shownOf(app, anna)).toEqual(before);
  expect(await destroyed()).toContain(keyOf(ben));
  expect(await destroyed()).not.toContain(keyOf(anna));
});

it('erases what recognition found about a customer, and what people said of it', async () => {
  const [kai, kay] = [await add('凯', '13600136001'), await add('恺', '13600136001')];
  const [a = 0, b = 0] = [keyOf(kai), keyOf(kay)].toSorted((x, y) => x - y);
  const { db } = app.services;
  const ends = { customer_id: a, other_id: b };
  const decided = { reason: 'brothers', decided_at: 0 };
  const ids = await db.ids.reserve(3);
  await db.transaction(async (trx) => {
    const run = { id: ids, job_id: 0, started_at: 0 };
    await trx.insertInto('match_run').values(run).execute();
    const weights = { weight: 1_000, open_weight: 1_000 };
    const pair = { id: ids + 1, run_id: ids, kind: 'PERSON', ...weights, fields: '[]', found_at: 0 };
    await trx
      .insertInto('match_pair')
      .values({ ...ends, ...pair, ...decided, state: 'NOT_SAME' })
      .execute();
    await trx
      .insertInto('match_decision')
      .values({ ...ends, ...decided, id: ids + 2, verdict: 'NOT_SAME' })
      .execute();
  });
  await erase(kay, 'C9');
  for (const table of ['match_pair', 'match_decision'] as const)
    expect(await db.read.selectFrom(table).selectAll().execute()).toEqual([]);
});
