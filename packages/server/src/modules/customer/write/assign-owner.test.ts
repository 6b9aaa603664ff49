import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { addStaff } from '../../../app/testing/staff.ts';
import { beginSeals } from '../sealed/seals.ts';
import { loadRules } from '../source/sources.ts';
import { assignOwner, prepareAssignment } from './assign-owner.ts';
import { recompute } from './recompute.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

it('is what choosing anew chooses, and keeps what staff said of other things', async () => {
  const steward = app.ctxFor('DATA_STEWARD');
  const { db, publicIds } = app.services;
  await addStaff(app, { Wang: 7 });
  const { customerCreate } = await app.data(
    steward,
    'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } } }',
    { input: { kind: 'PERSON', name: '赵一', stage: 'LEAD', ownerId: publicIds.encode('usr', 7) } },
  );
  const key = publicIds.decode('cus', customerCreate.customer.id) ?? 0;
  const assign = async (owner: number | null) => {
    const assignment = await prepareAssignment(steward, 1);
    return await db.transaction(async (trx) => await assignOwner(trx, steward, [key], owner, assignment));
  };
  const shown = async () =>
    await db.read
      .selectFrom('customer')
      .select(['owner_id', 'stage', 'name', 'version'])
      .where('id', '=', key)
      .execute();
  expect(await assign(7)).toEqual([]);
  expect(await shown()).toMatchObject([{ owner_id: 7, version: 1 }]);
  expect(await assign(null)).toEqual([key]);
  expect(await shown()).toEqual([{ owner_id: null, stage: 'LEAD', name: '赵一', version: 2 }]);
  expect(await assign(7)).toEqual([key]);

  const nextId = await db.ids.claim(100);
  const seals = await beginSeals(app.services, 'TEST');
  const { changed } = await db.transaction(
    async (trx) => await recompute(trx, [key], { rules: await loadRules(trx), at: 1, nextId, seals }),
  );
  expect(changed).toEqual([]);
  expect(await shown()).toMatchObject([{ owner_id: 7, version: 3 }]);
});
