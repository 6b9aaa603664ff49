import type { Role } from '@dossier/shared/access';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCustomer as addPartnersCustomer,
  approvedApp,
  askAs,
  change,
  consent,
  FIRST,
  MANAGER,
  tokenOf,
} from '../modules/partner/partner.fixture.ts';
import type { Ctx } from '../platform/context/context.ts';
import { breakGlass, post } from './testing/break-glass.ts';
import { addCustomer } from './testing/customers.ts';
import { addSomebody, type Somebody } from './testing/somebody.ts';
import { addDeciders, contextAs } from './testing/staff.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

/* Whatever right ends, by whatever mutation: the next request does without it. What sockets do is in `sockets.test.ts`. */

let app: TestApp;
let server: FastifyInstance;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http();
  // Somebody governs the installation, whoever else goes.
  await addDeciders(app, 'SECURITY_ADMIN', { guardian: 1 });
});
afterAll(async () => await app.close());

const guardian = () => app.ctxFor('SECURITY_ADMIN', 1);
const steward = () => app.ctxFor('DATA_STEWARD', 2);

const somebody = async (role: Role) => await addSomebody(app, role);

/** What a customer's id answers to whoever shows these headers: its number, or why not. */
async function look(headers: object, id: string): Promise<string> {
  const payload = { query: 'query ($id: ID!) { customer(id: $id) { number } }', variables: { id } };
  const answer = await server.inject({ method: 'POST', url: '/graphql', headers: { ...headers }, payload });
  const { data, errors } = answer.json();
  return errors ? errors[0].extensions.code : data.customer ? 'SEEN' : 'NOT_FOUND';
}

async function versionOf(userId: string): Promise<string> {
  const query = 'query ($id: ID!) { node(id: $id) { ... on User { version } } }';
  return (await app.data(guardian(), query, { id: userId })).node.version;
}
async function update(userId: string, input: object) {
  const document =
    'mutation ($id: ID!, $v: String!, $input: UserUpdateInput!) { userUpdate(id: $id, version: $v, input: $input) { userErrors { code } } }';
  return await app.data(guardian(), document, { id: userId, v: await versionOf(userId), input });
}
const call = async (field: string, args: string, ctx = guardian()) =>
  await app.data(ctx, `mutation { ${field}(${args}) { userErrors { code } } }`);
const asOneself = (who: Somebody, role: Role) => contextAs(app, role, who.userId);

/** A right, how somebody comes to it, and how it is taken. */
interface Ending {
  readonly ends: string;
  readonly role: Role;
  readonly by?: 'cookie';
  /** Gives it, where the role alone does not; answers the customer that is then seen. */
  readonly give?: (who: Somebody, customer: string) => Promise<unknown>;
  readonly take: (
    who: Somebody,
    customer: string,
  ) => Promise<{ readonly [field: string]: { readonly userErrors: readonly object[] } }>;
  readonly answer: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';
}

const suspend = (who: Somebody) => update(who.id, { status: 'SUSPENDED' });
const resetFactor = (who: Somebody) => call('userResetSecondFactor', `id: "${who.id}"`);
const endSession = (who: Somebody, role: Role) => call('sessionRevoke', `id: "${who.sessionId}"`, asOneself(who, role));
const endBreakGlass = async (who: Somebody, as: Ctx) => {
  const { data } = await post(server, who.cookie, '{ ownBreakGlass { held { id } } }');
  return await call('breakGlassEnd', `id: "${data.ownBreakGlass.held.id}"`, as);
};

/** What ends break-glass before its time. */
const OF_BREAK_GLASS: readonly (readonly [string, Ending['take'], Ending['answer']])[] = [
  ['its holder ends it', (who) => endBreakGlass(who, asOneself(who, 'SALES')), 'NOT_FOUND'],
  ['who could approve it ends it', (who) => endBreakGlass(who, guardian()), 'NOT_FOUND'],
  ['its session is ended', (who) => endSession(who, 'SALES'), 'UNAUTHENTICATED'],
  ['its holder is suspended', suspend, 'UNAUTHENTICATED'],
  ['its holder’s second factor is reset', resetFactor, 'UNAUTHENTICATED'],
];

const ENDINGS: readonly Ending[] = [
  ...OF_BREAK_GLASS.map(([end, take, answer]): Ending => ({
    ends: `break-glass holds and ${end}`,
    role: 'SALES',
    by: 'cookie',
    give: async (who) => await breakGlass(app, server, who.cookie, guardian()),
    take,
    answer,
  })),
  {
    ends: 'a user is suspended (token)',
    role: 'VIEWER',
    take: suspend,
    answer: 'UNAUTHENTICATED',
  },
  {
    ends: 'a user is suspended (session)',
    role: 'VIEWER',
    by: 'cookie',
    take: suspend,
    answer: 'UNAUTHENTICATED',
  },
  {
    ends: 'a role is taken (token)',
    role: 'VIEWER',
    take: (who) => update(who.id, { roles: ['ANALYST'] }),
    answer: 'FORBIDDEN',
  },
  {
    ends: 'a role is taken (session)',
    role: 'VIEWER',
    by: 'cookie',
    take: (who) => update(who.id, { roles: ['ANALYST'] }),
    answer: 'UNAUTHENTICATED',
  },
  {
    ends: 'a token is revoked',
    role: 'VIEWER',
    take: (who) => call('apiTokenRevoke', `id: "${who.tokenId}"`, asOneself(who, 'VIEWER')),
    answer: 'UNAUTHENTICATED',
  },
  {
    ends: 'a session is ended',
    role: 'VIEWER',
    by: 'cookie',
    take: (who) => endSession(who, 'VIEWER'),
    answer: 'UNAUTHENTICATED',
  },
  {
    ends: 'a second factor is reset',
    role: 'DATA_STEWARD',
    by: 'cookie',
    take: resetFactor,
    answer: 'UNAUTHENTICATED',
  },
  {
    ends: 'a share is taken back',
    role: 'SALES',
    give: (who, customer) => call('customerShare', `customerId: "${customer}", userId: "${who.id}"`, steward()),
    take: (who, customer) => call('customerUnshare', `customerId: "${customer}", userId: "${who.id}"`, steward()),
    answer: 'NOT_FOUND',
  },
  {
    ends: 'a case is closed',
    role: 'SUPPORT',
    give: async (who, customer) => {
      const ctx = asOneself(who, 'SUPPORT');
      const { customer: found } = await app.data(steward(), 'query ($id: ID!) { customer(id: $id) { number } }', {
        id: customer,
      });
      await app.data(ctx, `mutation { customerLookUp(input: { number: "${found.number}" }) { found { id } } }`);
      await call('caseOpen', `input: { customerId: "${customer}", subject: "x" }`, ctx);
    },
    take: async (who) => {
      const row = await app.services.db.read
        .selectFrom('support_case')
        .select('id')
        .where('user_id', '=', who.userId)
        .executeTakeFirstOrThrow();
      return await call(
        'caseClose',
        `id: "${app.services.publicIds.encode('cas', row.id)}"`,
        asOneself(who, 'SUPPORT'),
      );
    },
    answer: 'NOT_FOUND',
  },
  {
    ends: 'a customer is given to somebody else',
    role: 'SALES',
    give: (who, customer) =>
      call('customersAssign', `ownerId: "${who.id}", selection: { ids: ["${customer}"] }`, steward()),
    take: async (_who, customer) => {
      const { id } = await somebody('SALES');
      return await call('customersAssign', `ownerId: "${id}", selection: { ids: ["${customer}"] }`, steward());
    },
    answer: 'NOT_FOUND',
  },
  {
    ends: 'a territory is taken',
    role: 'MANAGER',
    give: (who) => call('userTerritoriesSet', `id: "${who.id}", regions: ["CN/浙江省"]`),
    take: (who) => call('userTerritoriesSet', `id: "${who.id}", regions: []`),
    answer: 'NOT_FOUND',
  },
  {
    ends: 'a team is left',
    role: 'MANAGER',
    give: async (who, customer) => {
      const owner = await somebody('SALES');
      await call('customersAssign', `ownerId: "${owner.id}", selection: { ids: ["${customer}"] }`, steward());
      const { teamCreate } = await app.data(
        guardian(),
        `mutation { teamCreate(input: { name: "Team of ${who.userId}" }) { team { id } } }`,
      );
      await call('teamMembersChange', `id: "${teamCreate.team.id}", add: ["${who.id}", "${owner.id}"]`);
    },
    take: async (who) => {
      const { teams } = await app.data(guardian(), '{ teams { id name } }');
      const team = teams.find(({ name }: { name: string }) => name === `Team of ${who.userId}`);
      return await call('teamMembersChange', `id: "${team.id}", remove: ["${who.id}"]`);
    },
    answer: 'NOT_FOUND',
  },
];

describe('the next request does without it when', () => {
  it.each(ENDINGS)('$ends', async ({ role, by, give, take, answer }) => {
    const who = await somebody(role);
    const owner = await somebody('SALES');
    const customer = await addCustomer(app, {
      name: '王小明',
      ownerId: owner.id,
      addresses: [{ country: 'CN', province: '浙江省', city: '杭州市' }],
    });
    await give?.(who, customer);
    const headers = by ? who.cookie : who.bearer;
    expect(await look(headers, customer)).toBe('SEEN');
    const [payload] = Object.values(await take(who, customer));
    expect(payload?.userErrors).toEqual([]);
    expect(await look(headers, customer)).toBe(answer);
  });

  it('a policy is published, for everybody with the role', async () => {
    const viewer = await somebody('VIEWER');
    const customer = await addCustomer(app, { name: '王小明' });
    expect(await look(viewer.bearer, customer)).toBe('SEEN');
    const document = `mutation ($version: Int!, $input: AccessRoleInput) {
      accessRoleUpdate(role: VIEWER, policyVersion: $version, reason: "tried", input: $input) { userErrors { code } } }`;
    const published = await app.data(guardian(), document, {
      version: 0,
      input: { permissions: ['TOKEN_OWN'], grants: [] },
    });
    expect(published.accessRoleUpdate.userErrors).toEqual([]);
    expect(await look(viewer.bearer, customer)).toBe('FORBIDDEN');
  });
});

describe('a partner app does without it at its next request when', () => {
  const ASKED = '{ customers { nodes { id } } }';
  const LOST = [
    [
      'a consent is withdrawn',
      async (_id: string, key: number, appId: string) => consent(app, key, appId, 'WITHDRAWN'),
      200,
    ],
    [
      'it is suspended',
      async (_id: string, _key: number, appId: string) =>
        change(app, FIRST, 'partnerAppSuspend', { id: appId, reason: 'x' }),
      401,
    ],
    [
      'its secret is taken back',
      async (_id: string, _key: number, appId: string) => {
        const { partnerApp } = await app.data(
          app.ctxFor('SECURITY_ADMIN', MANAGER),
          'query ($id: ID!) { partnerApp(id: $id) { credentials { id } } }',
          { id: appId },
        );
        for (const { id } of partnerApp.credentials)
          await call('partnerCredentialRevoke', `id: "${id}"`, app.ctxFor('SECURITY_ADMIN', MANAGER));
      },
      401,
    ],
  ] as const;

  it.each(LOST)('%s', async (name, end, status) => {
    const { id } = await approvedApp(app, name);
    const token = await tokenOf(app, server, id);
    const customer = await addPartnersCustomer(app, '李雷', '13900139000');
    await consent(app, customer.key, id, ['ALL']);
    expect((await askAs(server, token, ASKED)).json().data.customers.nodes).toEqual([{ id: customer.id }]);
    await end(customer.id, customer.key, id);
    const answer = await askAs(server, token, ASKED);
    expect([answer.statusCode, answer.json().data?.customers.nodes ?? []]).toEqual([status, []]);
  });
});
