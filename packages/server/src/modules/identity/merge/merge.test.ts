import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { merge, preview, shownOf, unmerge } from './merge.fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

const person = (name: string, phone: string, more: object = {}) => ({
  name,
  contactPoints: [{ type: 'PHONE', value: phone }],
  ...more,
});

describe('merging customers', () => {
  it('shows what all of them said, leads their numbers to the survivor, and gives everything back', async () => {
    const anna = await addCustomer(app, person('王安娜', '13800138001', { birthDate: '1990-01-02' }));
    const ben = await addCustomer(app, person('王娜', '13900139002', { jobTitle: '经理' }));
    const before = [await shownOf(app, anna), await shownOf(app, ben)];
    const foreseen = await preview(app, anna, [ben]);
    const { operation, userErrors } = await merge(app, anna, [ben], 'the same person');
    expect(userErrors).toEqual([]);
    expect(operation).toMatchObject({ kind: 'MERGE', state: 'DONE', moved: { records: 1, orders: 0, consents: 0 } });
    expect(foreseen.moved).toEqual(operation.moved);

    const merged = await shownOf(app, anna);
    expect(merged).toMatchObject({ status: 'ACTIVE', jobTitle: '经理', birthDate: '1990-01-02' });
    expect(merged.contactPoints.map(({ value }: { value: string }) => value).toSorted()).toEqual([
      '+8613800138001',
      '+8613900139002',
    ]);
    expect(foreseen.fields).toEqual(merged.fields);
    expect(await shownOf(app, ben)).toMatchObject({
      status: 'MERGED',
      name: null,
      contactPoints: [],
      lineage: { mergedInto: { id: anna } },
    });
    const { customerByNumber } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      'query ($number: String!) { customerByNumber(number: $number) { verdict successorNumber customer { id } } }',
      { number: before[1].number },
    );
    expect(customerByNumber).toEqual({ verdict: 'RETIRED', successorNumber: before[0].number, customer: { id: anna } });

    const taken = await unmerge(app, ben);
    expect(taken.userErrors).toEqual([]);
    expect([await shownOf(app, anna), await shownOf(app, ben)]).toEqual(before);
  });

  it('takes along how they stand to others, and gives it back', async () => {
    const ctx = app.ctxFor('DATA_STEWARD');
    const [anna, again, son] = [
      await addCustomer(app, person('赵安娜', '13800138011')),
      await addCustomer(app, person('赵娜', '13900139012')),
      await addCustomer(app, person('赵小宝', '13900139013')),
    ];
    const record = async (fromId: string, type: string, toId: string) =>
      await app.data(
        ctx,
        'mutation ($input: RelationshipCreateInput!) { relationshipCreate(input: $input) { userErrors { code } } }',
        { input: { fromId, type, toId } },
      );
    await record(again, 'PARENT', son);
    await record(anna, 'RELATIVE', again);
    const tiesOf = async (id: string) => {
      const asked = 'query ($id: ID!) { customer(id: $id) { relationships { nodes { type from { id } to { id } } } } }';
      return (await app.data(app.ctxFor('DATA_STEWARD'), asked, { id })).customer.relationships.nodes;
    };
    const before = [await tiesOf(anna), await tiesOf(again), await tiesOf(son)];
    expect((await merge(app, anna, [again])).userErrors).toEqual([]);
    expect(await tiesOf(anna)).toEqual([{ type: 'PARENT', from: { id: anna }, to: { id: son } }]);
    expect(await tiesOf(son)).toEqual(await tiesOf(anna));
    expect((await unmerge(app, again)).userErrors).toEqual([]);
    expect([await tiesOf(anna), await tiesOf(again), await tiesOf(son)]).toEqual(before);
  });
});
