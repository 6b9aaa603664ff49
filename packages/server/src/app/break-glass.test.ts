import { OperationTypeNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken, signInAs } from '../modules/access/access.fixture.ts';
import { underBreakGlass } from '../modules/access/index.ts';
import { beginSession } from '../modules/access/session.repository.ts';
import { seenIsWritten } from '../modules/privacy/index.ts';
import { decide, latestApproval, runJobs, settle } from './testing/approvals.ts';
import { ANN, askForBreakGlass, createEmergency, type Emergency, EMERGENCY, PIA } from './testing/break-glass.ts';
import { addCustomer } from './testing/customers.ts';

/* An hour of seeing customers whom one's roles do not show: how it is asked for, what opens, and what stays shut. */

const MINUTE_MS = 60_000;
const CUSTOMER = 'query ($id: ID!) { customer(id: $id) { name primaryPhone { value } } }';
const NUMBER = 'query ($id: ID!) { customer(id: $id) { number } }';
let of: Emergency;
beforeAll(async () => (of = await createEmergency()));
afterAll(async () => await of.app.close());

describe('asking', () => {
  it('takes a reason, a second factor, somebody else, and one request at a time', async () => {
    const { app, server, pia, sue, at, moveTo, sees, own } = of;
    expect(await sees()).toBe(false);
    expect(await askForBreakGlass(server, sue, ' ')).toBe('REQUIRED');
    expect(await askForBreakGlass(server, sue, 'too short')).toBe('TOO_SHORT');
    expect(await askForBreakGlass(server, sue, 'x'.repeat(301))).toBe('TOO_LONG');
    const { cookie } = await signInAs(app, server, 'VIEWER');
    expect(await askForBreakGlass(server, { cookie })).toBe('NEEDS_SECOND_FACTOR');
    const token = await createApiToken(server, sue.cookie);
    expect(await askForBreakGlass(server, { authorization: `Bearer ${token}` })).toBe('FORBIDDEN');
    moveTo(at() + 6 * MINUTE_MS);
    expect(await askForBreakGlass(server, sue)).toBe('STEP_UP_REQUIRED');
    moveTo(at() - 6 * MINUTE_MS);

    expect(await askForBreakGlass(server, sue)).toBe('WAITING');
    expect(await askForBreakGlass(server, sue)).toBe('ALREADY_DONE');
    expect(await own()).toEqual({
      isAvailable: true,
      request: { state: 'WAITING', decisionReason: null },
      held: null,
    });
    expect(await latestApproval(app, pia)).toMatchObject({
      act: 'BREAK_GLASS',
      reason: EMERGENCY,
      opensAt: null,
      concerns: { name: 'Sue' },
      details: [
        { name: 'MINUTES', values: ['60'] },
        { name: 'CUSTOMERS', values: ['200'] },
      ],
      viewerCanApprove: true,
    });
    expect(await sees()).toBe(false);
    // Nobody else's business, nor that of who asks.
    expect(await decide(app, app.ctxFor('DATA_STEWARD', 9), await latestApproval(app, pia))).toBe('NOT_FOUND');
    expect(await decide(app, app.ctxFor('SECURITY_ADMIN', sue.userId), await latestApproval(app, pia))).toBe(
      'OWN_PROPOSAL',
    );
    expect(await decide(app, pia, await latestApproval(app, pia), false)).toBe('REFUSED');
    await runJobs(app);
    expect([await sees(), (await own()).request]).toEqual([false, { state: 'REFUSED', decisionReason: 'seen' }]);
  });

  it('is never answered by waiting', async () => {
    const { app, server, sue, at, moveTo, sees, own } = of;
    const alone = async (status: string) =>
      await app.services.db.transaction(
        async (trx) => await trx.updateTable('staff_user').set({ status }).where('id', 'in', [ANN, PIA]).execute(),
      );
    expect(await askForBreakGlass(server, sue)).toBe('WAITING');
    await alone('SUSPENDED');
    await settle(app);
    expect(await own()).toMatchObject({ isAvailable: false, request: { state: 'WAITING' } });
    const start = at();
    moveTo(start + 4 * 60 * MINUTE_MS);
    await settle(app);
    moveTo(start);
    expect((await own()).request.state).toBe('EXPIRED');
    expect([await sees(), await askForBreakGlass(server, sue)]).toEqual([false, 'NOBODY_TO_CONSENT']);
    await alone('ACTIVE');
  });

  it('comes to nothing when the session has ended before it is approved', async () => {
    const { app, server, ann } = of;
    const { userId, cookie } = await signInAs(app, server, 'SALES');
    expect(await askForBreakGlass(server, { cookie })).toBe('WAITING');
    await app.services.db.transaction(
      async (trx) => await trx.deleteFrom('session').where('user_id', '=', userId).execute(),
    );
    expect(await decide(app, ann, await latestApproval(app, ann))).toBe('APPROVED');
    await runJobs(app);
    expect(await latestApproval(app, ann)).toMatchObject({ state: 'EXPIRED' });
    const held = await app.services.db.read.selectFrom('break_glass').select('id').execute();
    expect(held).toEqual([]);
  });
});

describe('while it holds', () => {
  beforeAll(async () => await of.begin());

  it('shows customers in full, finds them, and says so', async () => {
    const { wang, ask, at, own } = of;
    expect((await ask(CUSTOMER, { id: wang })).data.customer).toEqual({
      name: '王小明',
      primaryPhone: { value: '+8613800138000' },
    });
    const found = await ask('{ customers(search: "13900139000") { nodes { name } } }');
    expect(found).toEqual({ data: { customers: { nodes: [{ name: '李雷' }] } } });
    const { viewer } = (await ask('{ viewer { grants { dataClass visibility } } }')).data;
    expect(viewer.grants.slice(0, 3)).toEqual(
      ['PUBLIC', 'INTERNAL', 'PERSONAL'].map((dataClass) => ({ dataClass, visibility: 'FULL' })),
    );
    expect((await own()).held).toMatchObject({ customers: 2, until: new Date(at() + 60 * MINUTE_MS).toISOString() });
  });

  it('writes each read to the audit log, by customer and field, before it is answered', async () => {
    const { app, sue, wang, li, ask, own, logged, keyOf } = of;
    const grant = (await own()).held.id;
    const line = (id: string, fields: readonly string[]) => ({
      by: sue.userId,
      on: keyOf(id),
      fields,
      detail: { operation: 'free', breakGlass: grant },
      reason: null,
    });
    expect(await logged('breakGlass.read')).toEqual([line(wang, ['NAME', 'PHONE']), line(li, ['NAME'])]);
    // What is not personal is read, too, as the very same again is.
    await ask(NUMBER, { id: wang });
    await ask(NUMBER, { id: wang });
    await ask('{ customers(first: 50) { nodes { stage } } }');
    const later = (await logged('breakGlass.read')).slice(2);
    expect(later).toHaveLength(4);
    expect(later.slice(0, 2)).toEqual([line(wang, []), line(wang, [])]);
    expect(new Set(later.slice(2).map(({ on }) => on))).toEqual(new Set([keyOf(wang), keyOf(li)]));
    await seenIsWritten(app.services.db);
  });

  it('reveals with a reason, marked in the log', async () => {
    const { sue, wang, ask, own, logged, keyOf } = of;
    const document =
      'mutation ($id: ID!) { customerReveal(id: $id, reason: "identity check") { revealed { identifiers { value } } userErrors { code } } }';
    expect((await ask(document, { id: wang })).data.customerReveal).toEqual({
      revealed: { identifiers: [] },
      userErrors: [],
    });
    expect(await logged('customer.revealed')).toMatchObject([
      { by: sue.userId, on: keyOf(wang), fields: ['identifiers'], detail: { breakGlass: (await own()).held.id } },
    ]);
  });

  it('changes nothing, takes nothing out, and makes nothing that lasts', async () => {
    const { app, sue, wang, ask, change, keyOf } = of;
    const ids = `selection: { ids: ["${wang}"] }`;
    const version = app.services.publicIds.version(keyOf(wang), 1);
    expect(await change('customerUpdate', `id: "${wang}", version: "${version}", input: { stage: "VIP" }`)).toBe(
      'NOT_FOUND',
    );
    expect(await change('customerArchive', `id: "${wang}", version: "${version}"`)).toBe('NOT_FOUND');
    expect(await change('caseOpen', `input: { customerId: "${wang}", subject: "x" }`)).toBe('NOT_FOUND');
    expect(
      await change(
        'customerShare',
        `customerId: "${wang}", userId: "${app.services.publicIds.encode('usr', sue.userId)}"`,
      ),
    ).toBe('NOT_FOUND');
    expect(
      await change('customersAssign', `ownerId: "${app.services.publicIds.encode('usr', sue.userId)}", ${ids}`),
    ).not.toBe('DONE');
    expect(
      await change(
        'orderCreate',
        `input: { customerId: "${wang}", currency: "CNY", lines: [{ name: "x", quantity: "1", unitPrice: "1" }] }`,
      ),
    ).not.toBe('DONE');
    const mixed = `mutation { customerReveal(id: "${wang}", reason: "identity check") { revealed { identifiers { value } } userErrors { code } } caseOpen(input: { customerId: "${wang}", subject: "x" }) { userErrors { code } } }`;
    expect((await ask(mixed)).data).toEqual({
      customerReveal: { revealed: null, userErrors: [{ code: 'NOT_FOUND' }] },
      caseOpen: { userErrors: [{ code: 'NOT_FOUND' }] },
    });
    // An order of all customers by what is personal, and figures of them, are not what it is for.
    const sorted = await ask('{ customers(sort: { field: NAME, direction: ASC }) { nodes { number } } }');
    expect(sorted.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(await ask(`{ customers { nodes { viewerCan { edit archive export handOver openCase } } } }`)).toEqual({
      data: {
        customers: {
          nodes: Array.from({ length: 2 }, () => ({
            viewerCan: { edit: false, archive: false, export: false, handOver: false, openCase: false },
          })),
        },
      },
    });
  });

  it('counts in no token, no other session, no socket and no file', async () => {
    const { app, server, ann, sue, at, sees } = of;
    const token = await createApiToken(server, sue.cookie);
    expect(await sees({ authorization: `Bearer ${token}` })).toBe(false);
    const other = app.ctxFor('MANAGER', sue.userId);
    await other.db.ids.ensure(1);
    const session = await other.db.transaction(async (trx) => await beginSession(trx, other, sue.userId, true));
    expect(await sees({ cookie: `dossier=${session.token}` })).toBe(false);
    const holding = {
      ...other,
      actor: { ...other.actor, breakGlass: { id: 1, until: at() + 1, grants: ann.actor.grants } },
    };
    const operation = (kind: OperationTypeNode, rootFields: string[]) =>
      underBreakGlass(holding, {
        needs: { kind, outputs: [], inputs: [], ofVariables: () => [] },
        rootFields: new Set(rootFields),
      });
    expect(operation(OperationTypeNode.SUBSCRIPTION, ['customerChanged'])).toBe(holding);
    expect(operation(OperationTypeNode.MUTATION, ['customerUpdate'])).toBe(holding);
  });

  it('shows two hundred customers and no more', async () => {
    const { app, sue, ownerId, ask, at, sees, own, logged } = of;
    const record = await app.services.db.read.selectFrom('break_glass').selectAll().executeTakeFirstOrThrow();
    const fill = async (count: number) => {
      await app.services.db.ids.ensure(count);
      const rows = Array.from({ length: count }, (_, place) => ({
        id: app.services.db.ids.take(),
        at: at(),
        actor_kind: 'user',
        actor_id: sue.userId,
        actor_name: 'x',
        action: 'breakGlass.read',
        object_type: 'customer',
        object_id: 1_000_000 + place,
        fields: '[]',
        detail: null,
        reason: null,
        request_id: 'x',
        seq: null,
        prev_hash: null,
        hash: null,
      }));
      await app.services.db.transaction(async (trx) => await trx.insertInto('audit_entry').values(rows).execute());
    };
    await fill(198);
    expect([await sees(), (await own()).held.customers]).toEqual([true, 200]);
    const third = await addCustomer(app, { name: '韩梅梅', ownerId });
    const before = (await logged('breakGlass.read')).length;
    const answer = await ask(CUSTOMER, { id: third });
    expect([answer.data, answer.errors[0].extensions.code]).toEqual([undefined, 'FORBIDDEN']);
    expect(await logged('breakGlass.read')).toHaveLength(before);
    // A page of a list holds ten.
    expect(record.customers).toBeLessThanOrEqual(10);
  });
});
