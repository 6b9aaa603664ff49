import { sql } from 'kysely';
import { readTableShapes } from '../../platform/database/table-shapes.ts';
import { MEMBER, OTHER } from '../access-oracle/world.fixture.ts';
import type { TestApp } from '../testing/test-app.ts';

interface Row {
  readonly id: string;
}

/** Takes customers out of every table, as if they had never been; what was counted on for them stays used up. */
export async function removeCustomers(app: TestApp, customers: readonly Row[]): Promise<void> {
  const { db } = app.services;
  const keys = customers.map((one) => keyOf(app, one));
  const shapes = await readTableShapes(db.read, db.address.engine);
  await db.transaction(async (trx) => {
    const orders = sql`select id from purchase_order where customer_id in (${sql.join(keys)})`;
    // What hangs on their orders first: afterwards nothing says which those were.
    for (const { name, columns } of shapes)
      if (columns.some((column) => column.name === 'order_id'))
        await sql`delete from ${sql.table(name)} where order_id in (${orders})`.execute(trx);
    for (const { name, columns } of shapes)
      if (columns.some((column) => column.name === 'customer_id'))
        await sql`delete from ${sql.table(name)} where customer_id in (${sql.join(keys)})`.execute(trx);
    await trx.deleteFrom('customer').where('id', 'in', keys).execute();
  });
}

/** What happened between others: a colleague has a share in each of these customers. */
export async function shareWithColleague(app: TestApp, customers: readonly Row[]): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    for (const one of customers)
      await trx
        .insertInto('customer_share')
        .values({
          customer_id: keyOf(app, one),
          user_id: MEMBER,
          subject_id: keyOf(app, one),
          until: null,
          shared_by: OTHER,
          shared_at: 0,
        })
        .execute();
  });
}

/** Each hidden customer refers one whom the actor sees, which only those learn who see both. */
export async function relateInSecret(app: TestApp, hidden: readonly Row[], seen: readonly Row[]): Promise<void> {
  const { db } = app.services;
  await db.transaction(async (trx) => {
    const like = await trx.selectFrom('relationship').selectAll().executeTakeFirstOrThrow();
    for (const [index, one] of hidden.entries()) {
      const other = seen[index % Math.max(1, seen.length)];
      if (!other) continue;
      const [from, to] = [keyOf(app, one), keyOf(app, other)];
      const ends = { from_customer_id: from, from_subject_id: from, to_customer_id: to, to_subject_id: to };
      // Keys of their own, so that all others are the same in both.
      const id = Number.MAX_SAFE_INTEGER - index;
      await trx
        .insertInto('relationship')
        .values({ ...like, ...ends, id, version: 1, type: 'REFERRER', recorded_to: null, valid_to: null })
        .execute();
    }
  });
}

/** An app was given something of each of these customers. */
export async function disclose(app: TestApp, customers: readonly Row[]): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    for (const one of customers)
      await trx
        .insertInto('disclosure')
        .values({
          customer_id: keyOf(app, one),
          reader_id: 1,
          way: 'APP',
          purpose: 'SHARING',
          field_set_id: 1,
          day: '2026-03-01',
          count: 1,
          first_at: 1,
          last_at: 1,
        })
        .execute();
  });
}

function keyOf(app: TestApp, { id }: Row): number {
  const key = app.services.publicIds.decode('cus', id);
  if (key === undefined) throw new Error(`${id} is no customer`);
  return key;
}
