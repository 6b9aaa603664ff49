import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveLatest, decide, latestApproval, runJobs, settle } from '../../../app/testing/approvals.ts';
import { addDeciders, addStaff } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { findUser } from '../user.repository.ts';

const DAY_MS = 24 * 3_600_000;
const [ANN, BOB, CID, NEW, MAX, LEA] = [101, 102, 103, 104, 105, 106];
let app: TestApp;
let now = Date.UTC(2026, 2, 5, 8);
let ann: Ctx;
let bob: Ctx;
let cid: Ctx;
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  await addDeciders(app, 'SECURITY_ADMIN', { Ann: ANN, Bob: BOB, Cid: CID, New: NEW });
  await app.services.db.transaction(async (trx) => {
    await trx
      .updateTable('staff_user')
      .set({ second_factor_since: now - DAY_MS + 1 })
      .where('id', '=', NEW)
      .execute();
  });
  await addDeciders(app, 'DATA_STEWARD', { Max: MAX });
  await addStaff(app, { Lea: LEA });
  [ann, bob, cid] = [ANN, BOB, CID].map((id) => app.ctxFor('SECURITY_ADMIN', id)) as [Ctx, Ctx, Ctx];
});
afterAll(async () => await app.close());

const UPDATE = `mutation ($id: ID!, $version: String!, $input: UserUpdateInput!) { userUpdate(id: $id, version: $version, input: $input) {
  user { roles } approval { id digest state } userErrors { code } } }`;
const WITHDRAW = 'mutation ($id: ID!) { approvalWithdraw(id: $id) { approval { state } userErrors { code } } }';
const rolesOf = async (id: number) => (await findUser(app.services.db.read, id))?.roles.join();
const auditOf = async (id: string) => {
  const key = app.services.publicIds.decode('apr', id) ?? 0;
  const query = app.services.db.read.selectFrom('audit_entry').select(['action', 'actor_id']);
  const rows = await query.where('object_type', '=', 'approval').where('object_id', '=', key).orderBy('id').execute();
  return rows.map(({ action, actor_id }) => `${action} ${actor_id}`);
};
async function give(roles: readonly string[], as = ann, to = LEA) {
  const user = await findUser(app.services.db.read, to);
  const [id, version] = [
    app.services.publicIds.encode('usr', to),
    app.services.publicIds.version(to, user?.version ?? 0),
  ];
  return (await app.data(as, UPDATE, { id, version, input: { roles, reason: '接替王芳' } })).userUpdate;
}
async function withdraw(id: string, as = ann) {
  const { approvalWithdraw } = await app.data(as, WITHDRAW, { id });
  return approvalWithdraw.approval?.state ?? approvalWithdraw.userErrors[0].code;
}
async function setUser(id: number, change: { roles?: string; status?: string; second_factor_since?: number }) {
  await app.services.db.transaction(async (trx) => {
    await trx.updateTable('staff_user').set(change).where('id', '=', id).execute();
  });
}

describe('rights that somebody is given', () => {
  it('wait for somebody else, who is shown exactly what is asked for', async () => {
    expect(await give(['SALES', 'MANAGER'])).toMatchObject({
      user: { roles: ['SALES'] },
      approval: { state: 'WAITING' },
    });
    const asked = await latestApproval(app, bob);
    expect(asked).toMatchObject({
      act: 'USER_ROLES',
      reason: '接替王芳',
      opensAt: null,
      concerns: { name: 'Lea' },
      askedBy: { name: 'Ann' },
      details: [
        { name: 'ROLES_BEFORE', values: ['SALES'] },
        { name: 'ROLES_AFTER', values: ['MANAGER', 'SALES'] },
      ],
      viewerCanApprove: true,
      viewerCanWithdraw: false,
    });
    expect((await give(['MANAGER', 'SALES'])).userErrors).toEqual([{ code: 'ALREADY_DONE' }]);
    await runJobs(app);
    expect(await rolesOf(LEA)).toBe('SALES');
    expect(await decide(app, bob, asked)).toBe('APPROVED');
    await runJobs(app);
    expect(await rolesOf(LEA)).toBe('MANAGER,SALES');
    expect(await latestApproval(app, ann)).toMatchObject({ state: 'USED', decidedBy: { name: 'Bob' } });
    expect(await auditOf(asked.id)).toEqual([
      `approval.asked ${ANN}`,
      `approval.approved ${BOB}`,
      `approval.used ${ANN}`,
    ]);

    // What was taken back afterwards does not come back by doing it again.
    expect(await give(['SALES'])).toMatchObject({ user: { roles: ['SALES'] }, approval: null });
    await app.services.db.transaction(async (trx) => {
      const approvalId = app.services.publicIds.decode('apr', asked.id);
      await enqueue(trx, ann, { kind: 'approval.USER_ROLES', payload: { approvalId } });
    });
    await runJobs(app);
    expect([await decide(app, bob, asked), await rolesOf(LEA)]).toEqual(['WRONG_STATE', 'SALES']);
  });

  it('are not given by one person alone, in whatever way', async () => {
    const { approval } = await give(['SALES', 'SECURITY_ADMIN']);
    // In another session, by a token, without a proof, without the permission, with a factor of today.
    expect(await decide(app, { ...ann, actor: { ...ann.actor, sessionId: 9 } }, approval)).toBe('OWN_PROPOSAL');
    const as = (ctx: Ctx, change: Partial<Ctx['actor']>) => ({ ...ctx, actor: { ...ctx.actor, ...change } });
    await expect(decide(app, as(bob, { kind: 'token' }), approval)).rejects.toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    await expect(decide(app, as(bob, { provedAt: now - 6 * 60_000 }), approval)).rejects.toMatchObject({
      extensions: { code: 'STEP_UP_REQUIRED' },
    });
    expect(await decide(app, app.ctxFor('DATA_STEWARD', MAX), approval)).toBe('NOT_FOUND');
    expect(await decide(app, app.ctxFor('SECURITY_ADMIN', NEW), approval)).toBe('FACTOR_TOO_NEW');
    expect(await decide(app, app.ctxFor('SECURITY_ADMIN', MAX), approval)).toBe('NOT_ALLOWED');
    // By whom it concerns, by somebody suspended or without the role at this moment, whatever their session says.
    expect(await decide(app, app.ctxFor('SECURITY_ADMIN', LEA), approval)).toBe('CONCERNS_YOURSELF');
    for (const change of [{ status: 'SUSPENDED' }, { roles: 'VIEWER' }]) {
      await setUser(BOB, change);
      expect(await decide(app, bob, approval)).toBe('NOT_ALLOWED');
      await setUser(BOB, { roles: 'SECURITY_ADMIN', status: 'ACTIVE' });
    }
    // For something else than what was shown, or than what was asked.
    expect(await decide(app, bob, { ...approval, digest: 'x' })).toBe('STALE');
    const key = app.services.publicIds.decode('apr', approval.id) ?? 0;
    const swap = async (from: string, to: string) =>
      await app.services.db.transaction(async (trx) => {
        const row = await trx.selectFrom('approval_request').select('payload').where('id', '=', key).executeTakeFirst();
        const payload = row?.payload.replaceAll(from, to) ?? '';
        await trx.updateTable('approval_request').set({ payload }).where('id', '=', key).execute();
      });
    await swap('SECURITY_ADMIN', 'DATA_STEWARD');
    expect(await decide(app, bob, approval)).toBe('STALE');
    await swap('DATA_STEWARD', 'SECURITY_ADMIN');
    expect([await withdraw(approval.id, bob), await withdraw(approval.id)]).toEqual(['NOT_FOUND', 'WITHDRAWN']);
    expect([await decide(app, bob, approval), await withdraw(approval.id)]).toEqual(['WRONG_STATE', 'WRONG_STATE']);
    await settle(app);
    expect(await rolesOf(LEA)).toBe('SALES');
  });

  it('come to nothing when what they are about has changed, or who asked has lost the right', async () => {
    for (const [id, roles] of [
      [LEA, 'VIEWER'],
      [ANN, 'VIEWER'],
    ] as const) {
      const { approval } = await give(['SALES', 'AUDITOR']);
      expect(await decide(app, bob, approval)).toBe('APPROVED');
      await setUser(id, { roles });
      await runJobs(app);
      expect(await latestApproval(app, ann)).toMatchObject({
        state: 'EXPIRED',
        decisionReason: expect.stringMatching(/修改|无权/),
      });
      expect(await rolesOf(LEA)).not.toContain('AUDITOR');
      await setUser(ANN, { roles: 'SECURITY_ADMIN' });
      await setUser(LEA, { roles: 'SALES' });
    }
  });

  it('are decided once, also when two decide at the same moment', async () => {
    const { approval } = await give(['SALES', 'AUDITOR']);
    const both = await Promise.all([decide(app, bob, approval), decide(app, cid, approval, false)]);
    expect(both.filter((one) => one === 'WRONG_STATE')).toHaveLength(1);
    await runJobs(app);
    expect(await rolesOf(LEA)).toBe(both.includes('APPROVED') ? 'AUDITOR,SALES' : 'SALES');
    await give(['SALES']);
  });

  it('are not given a week later', async () => {
    const { approval } = await give(['SALES', 'VIEWER']);
    now += 7 * DAY_MS;
    expect(await decide(app, bob, approval)).toBe('WRONG_STATE');
    await settle(app);
    expect(await latestApproval(app, ann)).toMatchObject({ state: 'EXPIRED', decidedBy: null });
    expect(await rolesOf(LEA)).toBe('SALES');
  });
});

describe('an installation with one operator', () => {
  it('waits a day, which anybody with the permission can end, until there is a second person', async () => {
    await settle(app);
    await setUser(BOB, { status: 'SUSPENDED' });
    await setUser(CID, { status: 'SUSPENDED' });
    await setUser(NEW, { status: 'SUSPENDED' });
    const alone = async () => (await app.data(ann, '{ singleOperatorActs }')).singleOperatorActs;
    expect(await alone()).toContain('USER_ROLES');
    const { approval } = await give(['SALES', 'VIEWER']);
    expect(await latestApproval(app, ann)).toMatchObject({ opensAt: new Date(now + DAY_MS).toISOString() });
    await expect(give(['AUDITOR'], { ...ann, actor: { ...ann.actor, provedAt: 0 } })).rejects.toThrow();
    now += DAY_MS - 1;
    await settle(app);
    expect([await rolesOf(LEA), await decide(app, ann, approval)]).toEqual(['SALES', 'OWN_PROPOSAL']);
    // Somebody comes: from now on it is theirs to decide.
    await setUser(BOB, { status: 'ACTIVE' });
    now += 1;
    await settle(app);
    expect(await latestApproval(app, bob)).toMatchObject({ state: 'WAITING', opensAt: null, viewerCanApprove: true });
    expect(await rolesOf(LEA)).toBe('SALES');
    // And goes: the day begins anew.
    await setUser(BOB, { status: 'SUSPENDED' });
    await settle(app);
    now += DAY_MS;
    await settle(app);
    expect(await rolesOf(LEA)).toBe('SALES,VIEWER');
    expect(await latestApproval(app, ann)).toMatchObject({ state: 'USED', decidedBy: null });
    // Whoever has the permission, but no old factor, can still stop it.
    await setUser(NEW, { status: 'ACTIVE', second_factor_since: now });
    const late = await give(['SALES', 'VIEWER', 'AUDITOR']);
    expect(await decide(app, app.ctxFor('SECURITY_ADMIN', NEW), late.approval, false)).toBe('REFUSED');
    const entries = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('action', 'in', ['installation.singleOperatorBegan', 'installation.singleOperatorEnded'])
      .orderBy('id')
      .execute();
    const about = entries.filter(({ detail }) => detail?.includes('USER_ROLES')).map(({ action }) => action);
    expect(about).toEqual([
      'installation.singleOperatorBegan',
      'installation.singleOperatorEnded',
      'installation.singleOperatorBegan',
    ]);
    await setUser(BOB, { status: 'ACTIVE' });
  });

  it('is noted once by several processes', async () => {
    await app.services.db.transaction(async (trx) => void (await trx.deleteFrom('single_operator').execute()));
    await Promise.all([settle(app), settle(app)]);
    const rows = await app.services.db.read.selectFrom('single_operator').select('act').orderBy('act').execute();
    expect(rows.map(({ act }) => act)).not.toContain('USER_ROLES');
  });
});

it('asks for an approval of an invitation: who comes by the link may do nothing until then', async () => {
  const { userInvite } = await app.data(
    ann,
    `mutation { userInvite(input: { email: "wei@acme.example", name: "Wei", roles: [AUDITOR, VIEWER] }) {
      user { id roles status } link approval { state concerns { name } } userErrors { code } } }`,
  );
  expect(userInvite).toMatchObject({
    user: { roles: [], status: 'INVITED' },
    link: expect.stringContaining('/link#'),
    approval: { state: 'WAITING', concerns: { name: 'Wei' } },
  });
  await approveLatest(app, bob);
  const key = app.services.publicIds.decode('usr', userInvite.user.id) ?? 0;
  expect(await rolesOf(key)).toBe('AUDITOR,VIEWER');
});
