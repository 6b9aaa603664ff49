import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCustomer } from '../../../app/testing/customers.ts';
import { addStaff, contextAs } from '../../../app/testing/staff.ts';
import { createWorld, deeds, type World } from '../../../app/merge-history/world.fixture.ts';
import type { Answered, TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { purgeImport, reinstateImport, reserveStep, withdrawCustomers } from '../../customer/index.ts';
import { merge, preview, shownOf, split, unmerge, unmergePreview } from './merge.fixture.ts';

const WANG = 7;
const LI = 8;
const SPLIT_PREVIEW =
  'query ($id: ID!, $recordIds: [ID!]!) { splitPreview(customerId: $id, recordIds: $recordIds) { things { id } } }';

let world: World;
let app: TestApp;
let time = Date.UTC(2026, 0, 1);
/** No two things happen at once. */
const clock = {
  get at() {
    return (time += 1);
  },
};
beforeAll(async () => {
  world = await createWorld(clock);
  ({ app } = world);
  await addStaff(app, { Wang: WANG, Li: LI });
});
afterAll(async () => {
  // Imports here are numbers without a row of their own.
  const orphans = await findOrphans(app.services.db);
  expect(orphans.filter(({ column }) => column !== 'import_id')).toEqual([]);
  await app.close();
});

const add = async (name: string, phone: string, more: object = {}) =>
  await addCustomer(app, { name, contactPoints: [{ type: 'PHONE', value: phone }], ...more });
const keyOf = (id: string) => app.services.publicIds.decode('cus', id) ?? 0;
const usr = (key: number) => app.services.publicIds.encode('usr', key);
const run = async (document: string, variables: object, ctx = app.ctxFor('DATA_STEWARD')): Promise<Answered> =>
  await app.data(ctx, document, { ...variables });

/** Imports two files of one source that name the same people: the second says their job only. */
async function importTwice(importIds: readonly [number, number], people: readonly (readonly [number, string])[]) {
  const [first, second] = importIds;
  await deeds.import(
    world,
    0,
    first,
    people.map(([key, name]) => ({ key, name })),
  );
  await deeds.import(
    world,
    0,
    second,
    people.map(([key]) => ({ key, jobTitle: '经理' })),
  );
}
/** The ids of customers by their names. */
async function named(...names: readonly string[]): Promise<string[]> {
  const rows = await app.services.db.read.selectFrom('customer').select(['id', 'name']).execute();
  return names.map((name) => app.services.publicIds.encode('cus', rows.find((row) => row.name === name)?.id ?? 0));
}

/** Wang, who looks after customers, and may merge them. */
function wangMerges(): Ctx {
  const ctx = contextAs(app, 'MANAGER', WANG);
  const permissions = new Set([...ctx.actor.permissions, 'CUSTOMER_MERGE' as const]);
  return { ...ctx, actor: { ...ctx.actor, permissions, grants: { ...ctx.actor.grants, permissions } } };
}

describe('what is said of a customer who was merged', () => {
  it('counts for the survivor when it is a refusal, and goes back with who refused', async () => {
    const [anna, ben] = [await add('安娜', '13800138001'), await add('本', '13900139001')];
    const record = async (customerId: string, decision: string) =>
      (
        await run(
          'mutation ($input: ConsentRecordInput!) { consentRecord(input: $input) { customer { id } userErrors { code } } }',
          {
            input: {
              customerId,
              purpose: 'MARKETING',
              fields: ['ALL'],
              basis: 'CONSENT',
              decision,
              evidence: { kind: 'CALL', text: 'call 7' },
            },
          },
        )
      ).consentRecord;
    const consentOf = async (id: string) => (await shownOf(app, id)).consents[0]?.state;
    await record(anna, 'GRANTED');
    await record(ben, 'GRANTED');
    await merge(app, anna, [ben]);
    expect(await consentOf(anna)).toBe('GRANTED');
    expect(await record(ben, 'DENIED')).toEqual({ customer: { id: anna }, userErrors: [] });
    expect(await consentOf(anna)).toBe('DENIED');
    await unmerge(app, ben);
    expect([await consentOf(anna), await consentOf(ben)]).toEqual(['GRANTED', 'DENIED']);
  });

  it('shares nothing: what is shared is the one who is shown', async () => {
    const [anna, ben] = [await add('安娜', '13800138002'), await add('本', '13900139002')];
    await merge(app, anna, [ben]);
    const share =
      'mutation ($id: ID!, $user: ID!) { customerShare(customerId: $id, userId: $user) { userErrors { code } } }';
    expect((await run(share, { id: ben, user: usr(LI) })).customerShare.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    expect((await run(share, { id: anna, user: usr(LI) })).customerShare.userErrors).toEqual([]);
    expect(
      await app.services.db.read.selectFrom('customer_share').select(['customer_id', 'user_id']).execute(),
    ).toEqual([{ customer_id: keyOf(anna), user_id: LI }]);
  });

  it('withdraws nobody: who has nothing because it was merged stays merged', async () => {
    const [anna, ben] = [await add('安娜', '13800138003'), await add('本', '13900139003')];
    await merge(app, anna, [ben]);
    // As an undo does whose last order of theirs a job has not brought after yet.
    await app.services.db.transaction(async (trx) => await withdrawCustomers(trx, [keyOf(ben)], clock.at));
    expect(await shownOf(app, ben)).toMatchObject({ status: 'MERGED', lineage: { mergedInto: { id: anna } } });
  });
});

describe('a merge and an import that is taken back', () => {
  it('has a preview that counts what goes along, also what may be given back', async () => {
    await importTwice(
      [101, 102],
      [
        [1, '赵一'],
        [2, '赵二'],
      ],
    );
    const [one = '', two = ''] = await named('赵一', '赵二');
    await deeds.undo(world, 101);
    const foreseen = await preview(app, one, [two]);
    const { operation } = await merge(app, one, [two]);
    expect(operation.moved).toEqual({ records: 2, orders: 0, consents: 0 });
    expect(foreseen.moved).toEqual(operation.moved);
    const reserved = await reserveStep(world.ctx, 10);
    await app.services.db.transaction(async (trx) => {
      await reinstateImport(trx, { importId: 101, afterCustomerId: 0, limit: 10, at: clock.at, ...reserved });
    });
    expect((await unmerge(app, two)).userErrors).toEqual([]);
    expect(await shownOf(app, two)).toMatchObject({ name: '赵二', jobTitle: '经理', status: 'ACTIVE' });
  });

  it('leaves nobody out of a purge who was merged into somebody that it had passed', async () => {
    await importTwice(
      [103, 104],
      [
        [3, '钱一'],
        [4, '钱二'],
        [5, '钱三'],
      ],
    );
    const ids = await named('钱一', '钱二', '钱三');
    await deeds.undo(world, 103);
    const { db } = app.services;
    const step = async (afterCustomerId: number) =>
      await db.transaction(async (trx) => await purgeImport(trx, { importId: 103, afterCustomerId, limit: 1 }));
    const [lowest = 0, ...others] = ids.map(keyOf).toSorted((a, b) => a - b);
    expect(await step(0)).toEqual({ lastCustomerId: lowest, customers: 1 });
    const idOf = (key: number) => app.services.publicIds.encode('cus', key);
    expect((await merge(app, idOf(lowest), others.map(idOf))).userErrors).toEqual([]);
    expect(await step(lowest)).toEqual({ lastCustomerId: lowest, customers: 1 });
    expect(await step(lowest)).toEqual({ lastCustomerId: null, customers: 0 });
    const left = await db.read
      .selectFrom('source_record')
      .select('id')
      .where('import_id', '=', 103)
      .where('sealed', 'is not', null)
      .execute();
    expect(left).toEqual([]);
  });

  it('splits off nothing that was taken back, as the preview says', async () => {
    await importTwice([105, 106], [[6, '孙一']]);
    const [one = ''] = await named('孙一');
    const rows = await app.services.db.read
      .selectFrom('source_record')
      .select('id')
      .where('import_id', '=', 105)
      .execute();
    const recordIds = rows.map(({ id }) => app.services.publicIds.encode('rec', id));
    expect(recordIds).toHaveLength(1);
    await deeds.undo(world, 105);
    expect((await run(SPLIT_PREVIEW, { id: one, recordIds })).splitPreview).toBeNull();
    expect((await split(app, { customerId: one, recordIds })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('a split and an import that is taken back', () => {
  it('leave the key of the source with whom it still speaks of', async () => {
    await importTwice([107, 108], [[7, '周一']]);
    const [one = ''] = await named('周一');
    const rows = await app.services.db.read
      .selectFrom('source_record')
      .select('id')
      .where('import_id', '=', 108)
      .execute();
    const recordIds = rows.map(({ id }) => app.services.publicIds.encode('rec', id));
    const { customer: made, userErrors } = await split(app, { customerId: one, recordIds });
    expect(userErrors).toEqual([]);
    await deeds.undo(world, 108);
    expect(await shownOf(app, made.id)).toMatchObject({ status: 'WITHDRAWN' });
    await deeds.import(world, 0, 109, [{ key: 7, name: '周一一' }]);
    expect(await shownOf(app, one)).toMatchObject({ name: '周一一', jobTitle: null });
  });
});

describe('a preview', () => {
  it('is refused where the merge is', async () => {
    const [anna, ben] = [await add('安娜', '13800138051'), await add('本', '13900139051')];
    const { customer } = await run('query ($id: ID!) { customer(id: $id) { id version } }', { id: anna });
    const archive =
      'mutation ($id: ID!, $version: String!) { customerArchive(id: $id, version: $version) { userErrors { code } } }';
    expect((await run(archive, customer)).customerArchive.userErrors).toEqual([]);
    expect((await merge(app, anna, [ben])).userErrors[0].code).toBe('WRONG_STATE');
    expect(await preview(app, anna, [ben])).toBeNull();
    expect((await merge(app, ben, [anna, anna])).userErrors[0].code).toBe('INVALID_CHOICE');
    expect(await preview(app, ben, [anna, anna])).toBeNull();
    expect((await preview(app, ben, [anna])).moved.records).toBe(1);
  });
});

describe('somebody who merges the customers of their own only', () => {
  it('gives them back, too, and sees no operation of customers that are not theirs', async () => {
    const own = { ownerId: usr(WANG) };
    const [anna, ben] = [await add('安娜', '13800138061', own), await add('本', '13900139061', own)];
    const [carl, dora] = [
      await add('卡尔', '13800138062', { ownerId: usr(LI) }),
      await add('朵拉', '13900139062', { ownerId: usr(LI) }),
    ];
    expect((await merge(app, carl, [dora], 'the reason of others')).userErrors).toEqual([]);
    expect((await merge(app, anna, [ben], 'mine', wangMerges())).userErrors).toEqual([]);
    expect((await unmerge(app, ben, {}, wangMerges())).userErrors).toEqual([]);
    expect(await shownOf(app, ben)).toMatchObject({ status: 'ACTIVE', owner: { name: 'Wang' } });
    const asked =
      'query ($filter: MergeOperationFilter) { mergeOperations(filter: $filter) { nodes { kind reason } } }';
    const seen = async (filter: object, ctx?: Ctx): Promise<Answered[]> =>
      (await run(asked, { filter }, ctx)).mergeOperations.nodes;
    expect((await seen({}, wangMerges())).flatMap(({ reason }) => reason ?? [])).toEqual(['mine']);
    expect(await seen({ customerId: ben }, wangMerges())).toEqual([
      { kind: 'UNMERGE', reason: null },
      { kind: 'MERGE', reason: 'mine' },
    ]);
    expect(await seen({ customerId: dora }, wangMerges())).toEqual([]);
    expect(await seen({ customerId: dora })).toEqual([{ kind: 'MERGE', reason: 'the reason of others' }]);
  });

  it('finds operations by kind, by whom, and by time', async () => {
    const asked =
      'query ($filter: MergeOperationFilter) { mergeOperations(filter: $filter) { nodes { kind reason at } } }';
    const find = async (filter: object): Promise<Answered[]> => (await run(asked, { filter })).mergeOperations.nodes;
    const [merged] = (await find({ byId: usr(WANG), kinds: ['MERGE'] })) as { at: string; reason: string }[];
    expect(merged?.reason).toBe('mine');
    expect(await find({ byId: usr(WANG), kinds: ['SPLIT'] })).toEqual([]);
    expect((await find({ byId: usr(WANG) })).map(({ kind }) => kind)).toEqual(['UNMERGE', 'MERGE']);
    expect((await find({ from: merged?.at })).map(({ kind }) => kind)).toEqual(['UNMERGE', 'MERGE']);
    expect((await find({ byId: usr(WANG), to: merged?.at })).map(({ kind }) => kind)).toEqual([]);
  });
});

describe('an un-merge', () => {
  it('is foreseen for the same people who may do it', async () => {
    const [anna, ben] = [await add('安娜', '13800138071'), await add('本', '13900139071')];
    await merge(app, anna, [ben]);
    expect(await unmergePreview(app, ben)).toMatchObject({ things: [] });
    expect(await unmergePreview(app, anna)).toBeNull();
    expect(await unmergePreview(app, ben, [{ id: 'rec_x', goesTo: 'RELEASED' }])).toBeNull();
    const foreign = app.services.publicIds.encode('rec', 1);
    expect(await unmergePreview(app, ben, [{ id: foreign, goesTo: 'RELEASED' }])).toBeNull();
  });

  it('that is asked for twice is done once, as a merge is, also for whom the customer is out of scope by then', async () => {
    const own = { ownerId: usr(WANG) };
    const [anna, ben] = [await add('安娜', '13800138072', own), await add('本', '13900139072', own)];
    const merged = await merge(app, anna, [ben], null, wangMerges(), 'merge once');
    expect(merged.userErrors).toEqual([]);
    expect((await merge(app, anna, [ben], null, wangMerges(), 'merge once')).operation).toEqual(merged.operation);
    const { customer } = await run('query ($id: ID!) { customer(id: $id) { version } }', { id: anna });
    const input = { survivorVersion: customer.version };
    const released = await unmerge(app, ben, input, wangMerges(), 'give back once');
    expect(released.userErrors).toEqual([]);
    expect((await unmerge(app, ben, input, wangMerges(), 'give back once')).operation).toEqual(released.operation);
    expect((await unmerge(app, ben, input, wangMerges(), 'another time')).userErrors[0].code).not.toBe('NOT_FOUND');
  });
});

describe('a preview of a split', () => {
  it('is refused where the split is', async () => {
    const anna = await add('安娜', '13800138081');
    const { customer } = await run('query ($id: ID!) { customer(id: $id) { sourceRecords { id } } }', { id: anna });
    const recordIds = customer.sourceRecords.map(({ id }: { id: string }) => id);
    expect((await split(app, { customerId: anna, recordIds })).userErrors[0].code).toBe('INVALID_CHOICE');
    expect((await run(SPLIT_PREVIEW, { id: anna, recordIds })).splitPreview).toBeNull();
  });
});
