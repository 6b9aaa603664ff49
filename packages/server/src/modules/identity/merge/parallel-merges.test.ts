import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { shownAs, subjectsOf } from '../../custody/index.ts';
import { merge, shownOf, unmerge } from './merge.fixture.ts';

const WRITERS = 16;
const ROUNDS = 3;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

describe('merges, un-merges and edits of the same customers at once', () => {
  it('leave no circle, no half state and every accepted word', { timeout: 120_000 }, async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at++)
      ids.push(
        await addCustomer(app, { name: `客户${at}`, contactPoints: [{ type: 'PHONE', value: `1380013800${at}` }] }),
      );
    const { db, publicIds } = app.services;
    const keys = ids.map((id) => publicIds.decode('cus', id) ?? 0);
    const steward = app.ctxFor('DATA_STEWARD');
    let words = 0;

    const edit = async (id: string, word: string): Promise<void> => {
      const { customer } = await app.data(steward, 'query ($id: ID!) { customer(id: $id) { id version } }', { id });
      const { customerUpdate } = await app.data(
        steward,
        'mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, version: $version, input: $input) { userErrors { code } } }',
        { ...customer, input: { note: word } },
      );
      if (customerUpdate.userErrors.length === 0) words++;
    };
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let round = 0; round < ROUNDS; round++) {
          const [one = '', other = '', third = ''] = [0, 1, 2].map((more) => ids[(writer * 3 + round * 2 + more) % 5]);
          if (writer % 4 === 0) await unmerge(app, one);
          else if (writer % 4 === 1) await edit(one, `${writer}-${round}`);
          else await merge(app, one, writer % 4 === 2 ? [other] : [other, third]);
        }
      }),
    );

    const shown = await shownAs(db.read, keys);
    const rows = await db.read.selectFrom('customer').select(['id', 'status']).where('id', 'in', keys).execute();
    for (const { id, status } of rows) expect([id, status]).toEqual([id, shown(id) === id ? 'ACTIVE' : 'MERGED']);
    // Everything is with whom custody says.
    const records = await db.read.selectFrom('source_record').select(['id', 'customer_id', 'subject_id']).execute();
    expect(records.filter((record) => shown(record.subject_id) !== record.customer_id)).toEqual([]);
    expect(records).toHaveLength(ids.length + words);
    const members = await Promise.all(keys.map(async (key) => await subjectsOf(db.read, key)));
    for (const [at, key] of keys.entries())
      expect(members[at]?.filter((member) => member !== key && members[keys.indexOf(member)]?.includes(key))).toEqual(
        [],
      );

    for (const id of ids) await unmerge(app, id);
    for (const [at, id] of ids.entries())
      expect(await shownOf(app, id)).toMatchObject({
        status: 'ACTIVE',
        name: `客户${at}`,
        contactPoints: [{ value: `+861380013800${at}` }],
      });
    expect(await findOrphans(db)).toEqual([]);
  });
});
