import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt, PASSWORD } from '../modules/access/access.fixture.ts';
import { openBrowser, VIEWER } from '../modules/access/second-factor/second-factor.fixture.ts';
import { addCustomer, appInput, approvedApp, change, MANAGER } from '../modules/partner/partner.fixture.ts';
import { passes } from '../platform/graphql/rules.ts';
import { rules } from './schema.ts';
import { addDeciders, addStaff, contextAs } from './testing/staff.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

/* The people of a partner: they sign in as everybody does, see the page of their own app, and nothing else. */

let app: TestApp;
let server: FastifyInstance;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http({ mode: 'development' });
  await addDeciders(app, 'SECURITY_ADMIN', { mona: MANAGER });
});
afterAll(async () => await app.close());

const INVITE = `mutation ($input: PartnerDeveloperInput!) {
  partnerDeveloperInvite(input: $input) { link user { id name status roles } userErrors { code field } } }`;
const REMOVE = 'mutation ($id: ID!) { partnerDeveloperRemove(id: $id) { done userErrors { code } } }';
const MINE =
  '{ myPartnerApp { id name state agreement { company } credentials { id } given { nodes { customerId } } } }';

const manager = () => app.ctxFor('SECURITY_ADMIN', MANAGER);
const invite = async (appId: string, email: string, name = 'Dev') =>
  (await app.data(manager(), INVITE, { input: { appId, name, email } })).partnerDeveloperInvite;
const keyOf = (id: string) => app.services.publicIds.decode('usr', id) ?? 0;
const developersOf = async (id: string) =>
  (await app.data(manager(), 'query ($id: ID!) { partnerApp(id: $id) { developers { name status } } }', { id }))
    .partnerApp.developers;
const actionsOf = async (appId: string) =>
  await app.services.db.read
    .selectFrom('audit_entry')
    .select('action')
    .where('object_id', '=', app.services.publicIds.decode('app', appId) ?? 0)
    .where('action', 'like', 'partnerDeveloper.%')
    .orderBy('at')
    .execute();

/** Sets the password of an invitation and, as they must, a second factor. */
async function arrive(link: string) {
  const browser = openBrowser(server);
  expect(
    await browser.code('passwordSet', { token: new URL(link, 'http://x').hash.slice(1), password: PASSWORD }),
  ).toBe('done');
  expect((await browser.ask(VIEWER)).viewer).toMatchObject({ mustEnrol: true, permissions: [] });
  expect(await browser.ask(MINE)).toBe('ENROLMENT_REQUIRED');
  const { secret } = (await browser.ask('mutation { totpBegin { secret } }')).totpBegin;
  await browser.ask('mutation ($code: String!) { totpConfirm(code: $code) { userErrors { code } } }', {
    code: codeAt(app, 0, secret),
  });
  return browser;
}

it('they come by a link, set up a second factor, and see their app until they are taken away', async () => {
  const { id } = await approvedApp(app, 'Courier');
  const invited = await invite(id, 'dev@courier.example');
  expect(invited).toMatchObject({ user: { status: 'INVITED', roles: ['PARTNER_DEVELOPER'] }, userErrors: [] });
  const browser = await arrive(invited.link);
  expect((await browser.ask(VIEWER)).viewer.permissions).toEqual(['PARTNER_DEVELOP']);
  const mine = { id, name: 'Courier', state: 'APPROVED', agreement: { company: 'Partner Ltd' } };
  expect((await browser.ask(MINE)).myPartnerApp).toEqual({ ...mine, credentials: [], given: { nodes: [] } });
  expect(await browser.ask('{ users { email } }')).toBe('FORBIDDEN');
  expect(await browser.code('userInvite', { name: 'x', email: 'x@x.example', roles: ['VIEWER'] })).toBe('FORBIDDEN');
  // Nor by a token, which would outlive the session.
  expect(await browser.code('apiTokenCreate', { name: 'x', expiresInDays: 1 })).toBe('FORBIDDEN');

  expect(await developersOf(id)).toEqual([{ name: 'Dev', status: 'ACTIVE' }]);
  expect((await app.data(manager(), REMOVE, { id: invited.user.id })).partnerDeveloperRemove.done).toBe(true);
  expect(await browser.ask(MINE)).toBe('UNAUTHENTICATED');
  expect(await developersOf(id)).toEqual([]);
  expect((await app.data(manager(), REMOVE, { id: invited.user.id })).partnerDeveloperRemove.userErrors).toEqual([
    { code: 'NOT_FOUND' },
  ]);

  // The same person at another app of the partner: the same user, who sets a new password.
  const { id: other } = await approvedApp(app, 'Courier reports');
  const again = await invite(other, 'DEV@courier.example');
  expect(again.user).toMatchObject({ id: invited.user.id, status: 'INVITED' });
  expect((await actionsOf(id)).map(({ action }) => action)).toEqual([
    'partnerDeveloper.added',
    'partnerDeveloper.removed',
  ]);
});

it('an app that ends takes its people with it; others stay', async () => {
  const { id, version } = await approvedApp(app, 'Ending');
  const one = await invite(id, 'one@ending.example');
  const browser = await arrive(one.link);
  const { id: staying } = await approvedApp(app, 'Staying');
  const two = await invite(staying, 'two@staying.example');
  await change(app, MANAGER, 'partnerAppEnd', { id, version, reason: 'over' });
  expect(await browser.ask(MINE)).toBe('UNAUTHENTICATED');
  const statuses = await app.services.db.read
    .selectFrom('staff_user')
    .select('status')
    .where('id', 'in', [keyOf(one.user.id), keyOf(two.user.id)])
    .orderBy('email')
    .execute();
  expect(statuses).toEqual([{ status: 'SUSPENDED' }, { status: 'INVITED' }]);
  expect((await invite(id, 'three@ending.example')).userErrors).toEqual([
    { code: 'WRONG_STATE', field: ['input', 'appId'] },
  ]);
});

it('whoever works here is no such person, and no such person works here', async () => {
  const { id } = (await change(app, MANAGER, 'partnerAppRegister', { input: appInput('Apart') })).app;
  await addStaff(app, { seller: 201 });
  const { user } = await invite(id, 'dev@apart.example', 'Apart');
  const taken = [{ code: 'TAKEN', field: ['input', 'email'] }];
  expect((await invite(id, 'seller@acme.example')).userErrors).toEqual(taken);
  expect((await invite(id, 'dev@apart.example')).userErrors).toEqual(taken);

  const asked = async (document: string, variables: object, as = manager()) => {
    const [payload] = Object.values(await app.data(as, document, { ...variables })) as {
      userErrors: { code: string }[];
    }[];
    return payload?.userErrors.map(({ code }) => code);
  };
  const both = ['VIEWER', 'PARTNER_DEVELOPER'];
  const inviting = 'mutation ($input: UserInviteInput!) { userInvite(input: $input) { userErrors { code } } }';
  const input = { email: 'new@acme.example', name: 'New', roles: both };
  expect(await asked(inviting, { input })).toEqual(['PARTNERS_PERSON']);
  const updating =
    'mutation ($id: ID!, $version: String!, $input: UserUpdateInput!) { userUpdate(id: $id, version: $version, input: $input) { userErrors { code } } }';
  const version = app.services.publicIds.version(keyOf(user.id), 1);
  expect(await asked(updating, { id: user.id, version, input: { roles: ['VIEWER'] } })).toEqual(['PARTNERS_PERSON']);
  expect(await asked(updating, { id: user.id, version, input: { roles: both } })).toEqual(['PARTNERS_PERSON']);

  // Nobody's colleague: not in lists, not in teams, and no customer is given or shown to them.
  await app.services.db.transaction(
    async (trx) =>
      await trx.updateTable('staff_user').set({ status: 'ACTIVE' }).where('id', '=', keyOf(user.id)).execute(),
  );
  const { colleagues } = await app.data(app.ctxFor('STEWARD'), '{ colleagues(search: "a") { name } }');
  expect(colleagues).toEqual([{ name: 'mona' }, { name: 'seller' }]);
  const { id: customer } = await addCustomer(app, '王小明', '13800138000');
  const steward = app.ctxFor('STEWARD');
  const to = user.id;
  const assigning = `mutation ($ids: [ID!]!, $to: ID!) {
    customersAssign(selection: { ids: $ids }, ownerId: $to) { userErrors { code } } }`;
  expect(await asked(assigning, { ids: [customer], to }, steward)).toEqual(['NOT_FOUND']);
  const sharing = `mutation ($id: ID!, $to: ID!) {
    customerShare(customerId: $id, userId: $to) { userErrors { code } } }`;
  expect(await asked(sharing, { id: customer, to }, steward)).toEqual(['NOT_FOUND']);
  const { team } = (
    await app.data(manager(), 'mutation { teamCreate(input: { name: "North" }) { team { id } userErrors { code } } }')
  ).teamCreate;
  const joining = `mutation ($id: ID!, $add: [ID!]!) { teamMembersChange(id: $id, add: $add) { userErrors { code } } }`;
  expect(await asked(joining, { id: team.id, add: [to] })).toEqual(['PARTNERS_PERSON']);
});

describe('what they may call', () => {
  it('is their account and their app: every other root field refuses them', () => {
    const { actor } = contextAs(app, 'PARTNER_DEVELOPER', 7);
    const open = Object.values(rules).flatMap((fields) =>
      Object.entries(fields).flatMap(([name, rule]) => (passes(rule, actor) ? [name] : [])),
    );
    const account =
      'passwordChange passwordSet security sessionRevoke sessionRevokeOthers sessions stepUp userUpdate viewer';
    const signingIn = 'installation linkInfo passkeyAsk signIn signInConfirm signOut';
    const factors = 'passkeyBegin passkeyConfirm passkeyRemove recoveryCodesRenew totpBegin totpConfirm totpRemove';
    const own = 'apiTokenRevoke myPartnerApp myPartnerCredentialRevoke';
    expect(open.toSorted()).toEqual([account, signingIn, factors, own].join(' ').split(' ').toSorted());
  });

  it('is nothing for whoever belongs to no app any more, and no part of it is for staff', async () => {
    const code = async (ctx: Parameters<TestApp['execute']>[0]) =>
      (await app.execute(ctx, MINE)).errors?.[0]?.extensions['code'];
    expect(await code(contextAs(app, 'PARTNER_DEVELOPER', 999))).toBe('FORBIDDEN');
    expect(await code(manager())).toBe('FORBIDDEN');
  });
});
