import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addStaff, contextAs } from '../../../app/testing/staff.ts';
import { type Answered, createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { relations, type Relations } from '../relationship.fixture.ts';

const [WANG, LI] = [61, 62];
const DAY = 86_400_000;

let app: TestApp;
let now = Date.parse('2026-03-10T12:00:00Z');
let r: Relations;
let steward: Ctx;
let wang: Ctx;
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  await addStaff(app, { Wang: WANG, Li: LI });
  const owner = (key: number) => ({ ownerId: app.services.publicIds.encode('usr', key) });
  steward = app.ctxFor('DATA_STEWARD', LI);
  wang = contextAs(app, 'SALES', WANG);
  r = relations(app);
  await r.add(['Acme Ltd', 'Ada', 'Bob'], owner(WANG));
  await r.add(['Hidden'], owner(LI));
  await r.add(['Pool']);
});
afterAll(async () => await app.close());

const SHOWN = `id version about cycleDays isClosed coverage emptyRoles overdueMembers hasSupportingDecider
  members { id version person { name } roles attitude influence note verifiedAt verifiedBy { name } isVerified }`;
const call = async (ctx: Ctx, field: string, types: string, variables: Record<string, unknown>): Promise<Answered> => {
  const args = Object.keys(variables).map((name) => `${name}: $${name}`);
  const asked = `mutation (${types}) { done: ${field}(${args.join(', ')}) { chain { ${SHOWN} } userErrors { code field } } }`;
  return (await r.ask(ctx, asked, variables)).done;
};
const begin = async (ctx: Ctx, name: string, input: object = {}) =>
  await call(ctx, 'decisionChainCreate', '$input: DecisionChainCreateInput!', {
    input: { customerId: r.idOf(name), ...input },
  });
const add = async (ctx: Ctx, chain: { id: string }, name: string, input: object) =>
  await call(ctx, 'decisionMemberAdd', '$input: DecisionMemberAddInput!', {
    input: { chainId: chain.id, personId: r.idOf(name), ...input },
  });
const CHANGE = '$id: ID!, $version: String!';
const update = async (ctx: Ctx, { id, version }: Answered, input: object) =>
  await call(ctx, 'decisionMemberUpdate', `${CHANGE}, $input: DecisionMemberUpdateInput!`, { id, version, input });
const remove = async (ctx: Ctx, { id, version }: Answered) =>
  await call(ctx, 'decisionMemberRemove', CHANGE, { id, version });
const change = async (ctx: Ctx, { id, version }: Answered, input: object) =>
  await call(ctx, 'decisionChainUpdate', `${CHANGE}, $input: DecisionChainUpdateInput!`, { id, version, input });
const chains = async (ctx: Ctx): Promise<Answered> =>
  (
    await r.ask(ctx, `query ($id: ID!) { customer(id: $id) { decisionChains { ${SHOWN} } } }`, {
      id: r.idOf('Acme Ltd'),
    })
  ).customer.decisionChains;

describe('a decision chain', () => {
  it('says who decides, and what is not known of it', async () => {
    const { chain } = await begin(wang, 'Acme Ltd', { about: ' 二期扩容 ', cycleDays: 30 });
    expect(chain).toMatchObject({
      about: '二期扩容',
      cycleDays: 30,
      isClosed: false,
      coverage: 0,
      hasSupportingDecider: null,
    });
    const ada = {
      roles: ['DECIDER', 'BUYER', 'DECIDER'],
      attitude: 'SCEPTIC',
      influence: 90,
      note: 'wants proof',
      isVerified: true,
    };
    await add(wang, chain, 'Ada', ada);
    const { chain: filled } = await add(wang, chain, 'Bob', { roles: ['USER'], attitude: 'SUPPORTER' });
    expect(filled).toMatchObject({ coverage: 33, overdueMembers: 1, hasSupportingDecider: false });
    expect(filled.emptyRoles).toEqual(['INITIATOR', 'INFLUENCER', 'GATEKEEPER']);
    expect(filled.members).toMatchObject([
      {
        person: { name: 'Ada' },
        roles: ['DECIDER', 'BUYER'],
        influence: 90,
        isVerified: true,
        verifiedBy: { name: 'Wang' },
      },
      { person: { name: 'Bob' }, roles: ['USER'], influence: null, isVerified: false, verifiedAt: null },
    ]);
    now += 30 * DAY;
    const [late] = await chains(wang);
    expect([late.coverage, late.overdueMembers, late.members[0].isVerified]).toEqual([0, 2, false]);
    const { chain: seen } = await update(wang, late.members[0], { isVerified: true, attitude: 'FAVOURABLE' });
    expect(seen).toMatchObject({ coverage: 33, overdueMembers: 1, hasSupportingDecider: true });
    expect(seen.members[0]).toMatchObject({ note: 'wants proof', verifiedAt: new Date(now).toISOString() });
    expect((await update(wang, late.members[0], { note: null })).userErrors).toEqual([
      { code: 'STALE', field: ['version'] },
    ]);
    const { chain: alone } = await remove(wang, seen.members[0]);
    expect(alone.members.map((one: Answered) => one.person.name)).toEqual(['Bob']);
    const versions = await app.services.db.read
      .selectFrom('decision_member')
      .select(['version', 'attitude', 'withdrawn'])
      .where('customer_id', '=', r.keyOf('Ada'))
      .orderBy('version')
      .execute();
    expect(versions).toEqual([
      { version: 1, attitude: 'SCEPTIC', withdrawn: 0 },
      { version: 2, attitude: 'FAVOURABLE', withdrawn: 0 },
      { version: 3, attitude: 'FAVOURABLE', withdrawn: 1 },
    ]);
    expect((await add(wang, chain, 'Ada', { roles: ['DECIDER'] })).userErrors).toEqual([]);
  });

  it('shows those whom one sees, counts only them, and their attitudes as far as they are seen', async () => {
    const [chain] = await chains(steward);
    await add(steward, chain, 'Hidden', { roles: ['GATEKEEPER'], attitude: 'OPPONENT', isVerified: true });
    await add(steward, chain, 'Pool', { roles: ['INITIATOR'], attitude: 'NEUTRAL', influence: 5 });
    const [all] = await chains(steward);
    const [own] = await chains(wang);
    expect([all.members.length, all.coverage, all.hasSupportingDecider]).toEqual([4, 16, false]);
    expect([own.members.length, own.coverage, own.hasSupportingDecider]).toEqual([3, 0, null]);
    expect(own.emptyRoles).toContain('GATEKEEPER');
    const pool = own.members.find((one: Answered) => one.roles[0] === 'INITIATOR');
    expect(pool).toMatchObject({ person: { name: 'P*' }, attitude: null, influence: null, note: null });
    expect((await update(wang, pool, { roles: ['USER'] })).userErrors).toEqual([
      { code: 'NOT_ALLOWED', field: ['id'] },
    ]);
    const hidden = all.members.find((one: Answered) => one.person.name === 'Hidden');
    expect((await remove(wang, hidden)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['id'] }]);
    expect((await add(wang, chain, 'Hidden', { roles: ['USER'] })).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'personId'] },
    ]);
  });

  it('is left as it is once it is closed, until it is opened again', async () => {
    const [chain] = await chains(steward);
    const { chain: closed } = await change(steward, chain, { isClosed: true });
    expect(closed).toMatchObject({ isClosed: true, about: '二期扩容' });
    expect((await update(steward, chain.members[0], { note: 'x' })).userErrors).toEqual([
      { code: 'WRONG_STATE', field: ['id'] },
    ]);
    expect((await change(steward, chain, { about: 'x' })).userErrors).toEqual([{ code: 'STALE', field: ['version'] }]);
    const { chain: general } = await begin(steward, 'Acme Ltd');
    expect(general).toMatchObject({ about: null, cycleDays: 90 });
    expect((await chains(steward)).map((one: Answered) => one.isClosed)).toEqual([false, true]);
    expect((await change(steward, closed, { isClosed: false, about: null })).chain).toMatchObject({
      isClosed: false,
      about: null,
    });
  });

  it('refuses what cannot be', async () => {
    const [chain] = await chains(steward);
    const codeOf = (answered: Answered) => [answered.userErrors[0]?.code, answered.userErrors[0]?.field.at(-1)];
    const roles = ['USER'];
    await r.add(['Other Ltd', 'New']);
    for (const [answered, code, field] of [
      [await begin(steward, 'Ada'), 'NOT_FOR_KIND', 'customerId'],
      [await begin(steward, 'nobody'), 'NOT_FOUND', 'customerId'],
      [await begin(steward, 'Acme Ltd', { about: 'x'.repeat(121) }), 'TOO_LONG', 'about'],
      [await begin(steward, 'Acme Ltd', { cycleDays: 6 }), 'INVALID', 'cycleDays'],
      [await change(steward, chain, { cycleDays: 731 }), 'INVALID', 'cycleDays'],
      [await add(steward, chain, 'Other Ltd', { roles }), 'NOT_FOR_KIND', 'personId'],
      [await add(steward, chain, 'New', {}), 'REQUIRED', 'roles'],
      [await add(steward, chain, 'New', { roles: [] }), 'REQUIRED', 'roles'],
      [await add(steward, chain, 'New', { roles, influence: 101 }), 'INVALID', 'influence'],
      [await add(steward, chain, 'New', { roles, note: 'x'.repeat(1_001) }), 'TOO_LONG', 'note'],
      [await add(steward, { id: 'nonsense' }, 'New', { roles }), 'NOT_FOUND', 'chainId'],
    ] as const)
      expect(codeOf(answered)).toEqual([code, field]);
    await add(steward, chain, 'New', { roles });
    expect(codeOf(await add(steward, chain, 'New', { roles }))).toEqual(['DUPLICATE', 'personId']);
  });
});
