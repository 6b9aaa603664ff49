import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { approveLatest, decide, latestApproval, runJobs } from '../../../app/testing/approvals.ts';
import { addDeciders } from '../../../app/testing/staff.ts';
import { createApiToken, signInAs } from '../access.fixture.ts';

let app: TestApp;
let server: FastifyInstance;
const [ANN, BOB] = [101, 102];
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http();
  await addDeciders(app, 'SECURITY_ADMIN', { Ann: ANN, Bob: BOB });
});
afterAll(async () => await app.close());

const POLICY =
  '{ accessPolicy { version roles { role isChanged permissions grants { dataClass capability scopes } } changes { version by reason } } }';
const UPDATE = `mutation ($role: Role!, $policyVersion: Int!, $input: AccessRoleInput, $reason: String!) {
  accessRoleUpdate(role: $role, policyVersion: $policyVersion, input: $input, reason: $reason) {
    policy { version roles { role isChanged } } approval { id digest } userErrors { code field message } } }`;

interface RoleAnswer {
  readonly role: string;
  readonly isChanged: boolean;
  readonly permissions: string[];
  readonly grants: { dataClass: string; capability: string; scopes: string[] }[];
}

async function roleOf(name: string): Promise<RoleAnswer> {
  const { accessPolicy } = await app.data(app.ctxFor('AUDITOR'), POLICY);
  const found = accessPolicy.roles.find(({ role }: RoleAnswer) => role === name);
  if (!found) throw new Error(`no role ${name}`);
  return found;
}
const admin = () => app.ctxFor('SECURITY_ADMIN', ANN);
const bob = () => app.ctxFor('SECURITY_ADMIN', BOB);
async function change(role: string, policyVersion: number, input: object | null, reason = 'tried') {
  return (await app.data(admin(), UPDATE, { role, policyVersion, input, reason })).accessRoleUpdate;
}

describe('the access policy', () => {
  it('is read by those who may, and shows the class of every field', async () => {
    const { accessPolicy } = await app.data(
      app.ctxFor('PRIVACY_OFFICER'),
      '{ accessPolicy { version fields { coordinate dataClass use mask } } }',
    );
    expect(accessPolicy.version).toBe(0);
    const of = (coordinate: string) =>
      accessPolicy.fields.find((one: { coordinate: string }) => one.coordinate === coordinate);
    expect(of('Customer.name')).toEqual({
      coordinate: 'Customer.name',
      dataClass: 'PERSONAL',
      use: 'read',
      mask: 'name',
    });
    expect(of('CustomerFilter.phone')).toMatchObject({ dataClass: 'PERSONAL', use: 'filter' });
    expect(of('CustomerSortField.NAME')).toMatchObject({ dataClass: 'PERSONAL' });
    const { errors } = await app.execute(app.ctxFor('VIEWER'), POLICY);
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('changes for everybody with the next request, and can be put back', async () => {
    const { cookie } = await signInAs(app, server, 'VIEWER');
    const token = await createApiToken(server, cookie);
    const read = async () => {
      const answer = await server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${token}` },
        payload: { query: '{ customers { nodes { name } } }' },
      });
      const { data, errors, extensions } = answer.json();
      return data ? [data.customers.nodes[0].name, extensions?.withheld?.[0]?.code] : errors[0].extensions.code;
    };
    await app.data(
      app.ctxFor('STEWARD'),
      'mutation { customerCreate(input: { kind: PERSON, name: "欧阳锋" }) { userErrors { code } } }',
    );
    expect(await read()).toEqual(['欧*', 'MASKED']);

    const viewer = await roleOf('VIEWER');
    const input = (grants: RoleAnswer['grants']) => ({ permissions: viewer.permissions, grants });
    const inFull = [...viewer.grants, { dataClass: 'PERSONAL', capability: 'READ_FULL', scopes: ['ALL'] }];
    expect(await change('VIEWER', 0, input(inFull), 'names on badges')).toMatchObject({
      policy: { version: 0 },
      userErrors: [],
    });
    expect(await read()).toEqual(['欧*', 'MASKED']);
    await approveLatest(app, bob());
    // Whoever sees personal values in full needs a second factor, and this token was made without one.
    expect(await read()).toBe('UNAUTHENTICATED');
    const { cookie: full } = await signInAs(app, server, 'DATA_STEWARD');
    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${await createApiToken(server, full)}` },
      payload: { query: '{ customers { nodes { name } } }' },
    });
    expect(answer.json()).toEqual({ data: { customers: { nodes: [{ name: '欧阳锋' }] } } });

    const hidden = viewer.grants.filter(({ dataClass }) => dataClass !== 'PERSONAL');
    expect((await change('VIEWER', 1, input(hidden))).policy.version).toBe(2);
    expect(await read()).toEqual([null, 'HIDDEN']);

    expect((await change('VIEWER', 2, { permissions: ['TOKEN_OWN'], grants: [] })).userErrors).toEqual([]);
    expect(await read()).toBe('FORBIDDEN');

    expect((await change('VIEWER', 3, null)).policy.version).toBe(3);
    await approveLatest(app, bob());
    expect(await read()).toEqual(['欧*', 'MASKED']);
    expect(await roleOf('VIEWER')).toEqual({ ...viewer, isChanged: false });
    const { accessPolicy } = await app.data(app.ctxFor('AUDITOR'), POLICY);
    expect(
      accessPolicy.changes.map(({ version, reason }: { version: number; reason: string }) => [version, reason]),
    ).toEqual([
      [4, 'tried'],
      [3, 'tried'],
      [2, 'tried'],
      [1, 'names on badges'],
    ]);
  });

  it('refuses what no policy can say, an old version, and a change without a reason', async () => {
    const { version } = (await app.data(app.ctxFor('AUDITOR'), '{ accessPolicy { version } }')).accessPolicy;
    const grants = [
      { dataClass: 'PUBLIC', capability: 'READ_FULL', scopes: ['ALL'] },
      { dataClass: 'INTERNAL', capability: 'READ_FULL', scopes: ['ALL'] },
      { dataClass: 'PERSONAL', capability: 'FILTER_EQ', scopes: ['OWN'] },
    ];
    expect((await change('SUPPORT', version, { permissions: ['CUSTOMER_READ'], grants })).userErrors).toEqual([
      {
        code: 'POLICY_TELLS_WITHOUT_READING',
        field: ['input'],
        message:
          'PERSONAL.FILTER_EQ: what tells something about a value can only be granted for customers whose value may be read in full.',
      },
    ]);
    expect(
      (await change('SECURITY_ADMIN', version, { permissions: ['USER_MANAGE'], grants: grants.slice(0, 2) }))
        .userErrors,
    ).toMatchObject([{ code: 'POLICY_POLICY_AND_DATA' }]);
    expect((await change('SALES', version - 1, null)).userErrors).toMatchObject([
      { code: 'STALE', field: ['policyVersion'] },
    ]);
    expect((await change('SALES', version, null, ' ')).userErrors).toMatchObject([
      { code: 'REQUIRED', field: ['reason'] },
    ]);
    expect((await app.data(app.ctxFor('AUDITOR'), '{ accessPolicy { version } }')).accessPolicy.version).toBe(version);
  });

  it('is widened by two people only: what is approved is what was asked, on the policy that it was asked of', async () => {
    const { version } = (await app.data(app.ctxFor('AUDITOR'), '{ accessPolicy { version } }')).accessPolicy;
    const viewer = await roleOf('VIEWER');
    const isLast = ({ dataClass, capability }: RoleAnswer['grants'][number]) =>
      dataClass === 'INTERNAL' && capability === 'SUBSCRIBE';
    const wider = {
      permissions: [...viewer.permissions, 'JOB_READ'],
      grants: viewer.grants.filter((one) => !isLast(one)),
    };
    const { approval } = await change('VIEWER', version, wider, '查看任务');
    expect(await latestApproval(app, bob())).toMatchObject({
      act: 'ROLE_POLICY',
      reason: '查看任务',
      concerns: null,
      details: [
        { name: 'ROLE', values: ['VIEWER'] },
        { name: 'PERMISSIONS_ADDED', values: ['JOB_READ'] },
        { name: 'GRANTS_REMOVED', values: ['INTERNAL/SUBSCRIBE/ALL'] },
      ],
    });
    expect(await decide(app, admin(), approval)).toBe('OWN_PROPOSAL');
    expect(await decide(app, app.ctxFor('PRIVACY_OFFICER', BOB), approval)).toBe('NOT_FOUND');
    // A narrowing counts at once, and what was asked of the policy before is asked of no other.
    const narrower = { permissions: viewer.permissions.slice(1), grants: viewer.grants };
    expect(await change('VIEWER', version, narrower)).toMatchObject({
      policy: { version: version + 1 },
      approval: null,
    });
    expect(await decide(app, bob(), approval)).toBe('APPROVED');
    await runJobs(app);
    expect(await latestApproval(app, bob())).toMatchObject({ state: 'EXPIRED' });
    expect((await roleOf('VIEWER')).permissions).toEqual(narrower.permissions);
    await change('VIEWER', version + 1, null);
    await approveLatest(app, bob());
    expect(await roleOf('VIEWER')).toEqual(viewer);
  });

  it('makes each version once, also when two change it at the same moment', async () => {
    const { version } = (await app.data(app.ctxFor('AUDITOR'), '{ accessPolicy { version } }')).accessPolicy;
    const both = await Promise.all([change('SALES', version, null, 'one'), change('SALES', version, null, 'other')]);
    expect(both.map(({ userErrors }) => userErrors[0]?.code ?? 'done').toSorted()).toEqual(['STALE', 'done']);
  });
});
