import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateTo } from './migrate-database.ts';
import { migrationsFor } from './migrations/migrations.ts';
import { approveLatest, decide, latestApproval, runJobs } from './testing/approvals.ts';
import { addDeciders } from './testing/staff.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';
import type { Ctx } from '../platform/context/context.ts';
import type { EnvelopeHeader } from '../platform/crypto/sealing/envelope.ts';
import { tombstonesOf } from '../platform/crypto/key-store/tombstones.ts';
import { findOrphans } from '../platform/database/find-orphans.ts';
import { openDatabase } from '../platform/database/database.ts';
import { sealRound } from '../platform/outbox/sealer.ts';
import { createTestDatabase } from '../platform/testing/test-database.ts';
import { systemContext } from '../platform/testing/test-context.ts';
import { sealedAudit, verifyAudit } from '../modules/audit/index.ts';
import { restoreBackup, writeBackup } from '../modules/operations/index.ts';
import { carryOut } from '../modules/erasure/carry-out.ts';
import { bringIn, findTexts, HERS, type Known, OTHER, sealedOf, tablesAbout } from './erasure.fixture.ts';
import { dueErasures, findErasure } from '../modules/erasure/erasures.ts';
import { replayErasures } from '../modules/erasure/replay-erasures.ts';
import { COOLING_OFF_MS } from '../modules/erasure/request-erasure.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 2, 5, 8);
let clock = NOW;
let app: TestApp;
let officer: Ctx;
let system: Ctx;
let her: Known;
let second: Ctx;
beforeAll(async () => {
  app = await createTestApp({ now: () => clock });
  await addDeciders(app, 'PRIVACY_OFFICER', { Mei: 901, Zoe: 902 });
  officer = app.ctxFor('PRIVACY_OFFICER', 901);
  second = app.ctxFor('PRIVACY_OFFICER', 902);
  system = systemContext(app.services);
  her = await bringIn(app, app.ctxFor(['CUSTOMER_READ', 'CUSTOMER_WRITE', 'CONSENT_RECORD', 'CASE_OPEN']));
});
afterAll(async () => await app.close());

const REQUEST = `mutation ($input: ErasureRequestInput!) {
  customerErasureRequest(input: $input) { erasure { id state dueAt customerId } userErrors { code field } } }`;
const CANCEL =
  'mutation ($id: ID!) { customerErasureCancel(id: $id) { erasure { state endedAt } userErrors { code field } } }';
const LIST = `query ($id: ID) { erasures(customerId: $id) { nodes {
  state customerId customerNumber reason requestedBy { id }
  receipt { keys keysDestroyedAt contactPoints addresses identifiers records ordersKept consentsKept files { name readableUntil } nothingLeftFrom }
} } }`;
const request = async (reason = '本人书面要求', ctx = officer) =>
  (await app.data(ctx, REQUEST, { input: { customerId: her.id, reason } })).customerErasureRequest;
const cancel = async (id: string) => (await app.data(officer, CANCEL, { id })).customerErasureCancel;
const auditCount = async (action: string) =>
  (await app.services.db.read.selectFrom('audit_entry').select('id').where('action', '=', action).execute()).length;

it('is asked for with a reason by who may, and can be taken back for a day', async () => {
  expect(await findTexts(app.services.db, [HERS[0], HERS[6], HERS[7]])).not.toEqual([]);
  await expect(request('本人书面要求', app.ctxFor('DATA_STEWARD'))).rejects.toThrow();
  const late = { ...officer, actor: { ...officer.actor, provedAt: NOW - 3_600_000 } };
  await expect(request('本人书面要求', late)).rejects.toMatchObject({ extensions: { code: 'STEP_UP_REQUIRED' } });
  expect((await request(' ')).userErrors).toEqual([{ code: 'REQUIRED', field: ['input', 'reason'] }]);
  expect((await request('短')).userErrors[0].code).toBe('TOO_SHORT');
  const { erasure } = await request();
  expect(erasure).toMatchObject({ state: 'REQUESTED', customerId: her.id });
  expect((await request()).userErrors[0].code).toBe('ALREADY_DONE');
  expect(await dueErasures(system, 10)).toEqual([]);
  expect((await cancel(erasure.id)).erasure.state).toBe('CANCELLED');
  expect((await cancel(erasure.id)).userErrors[0].code).toBe('WRONG_STATE');
  clock += COOLING_OFF_MS;
  expect(await dueErasures(system, 10)).toEqual([]);
});

it('takes two people: one alone, a refusal and a request that was swapped erase nobody', async () => {
  const stateOf = async () => {
    await runJobs(app);
    const { erasures } = await app.data(
      app.ctxFor('PRIVACY_OFFICER', 901),
      '{ erasures(first: 1) { nodes { state approval { state } } } }',
    );
    return [erasures.nodes[0].state, erasures.nodes[0].approval.state, (await dueErasures(system, 10)).length];
  };
  await request();
  clock += COOLING_OFF_MS;
  const asked = await latestApproval(app, second);
  expect(asked).toMatchObject({ act: 'ERASURE', details: [{ name: 'CUSTOMER_NUMBER', values: [her.number] }] });
  expect([await decide(app, officer, asked), await stateOf()]).toEqual(['OWN_PROPOSAL', ['REQUESTED', 'WAITING', 0]]);
  // Somebody who looks after keys and sees no customer may refuse.
  expect(await decide(app, app.ctxFor('SECURITY_ADMIN', 903), asked, false)).toBe('REFUSED');
  expect(await stateOf()).toEqual(['CANCELLED', 'REFUSED', 0]);
  // Taken back, it is not approved any more.
  const { erasure } = await request();
  const again = await latestApproval(app, second);
  await cancel(erasure.id);
  expect([await decide(app, second, again), await stateOf()]).toEqual(['WRONG_STATE', ['CANCELLED', 'WITHDRAWN', 0]]);
  // Somebody else's erasure under this approval.
  await request();
  await approveLatest(app, second);
  clock += COOLING_OFF_MS;
  const [due] = await dueErasures(system, 10);
  if (!due) throw new Error('nothing is due');
  await carryOut(system, { ...due, customer_key: due.customer_key + 1 });
  expect(await stateOf()).toEqual(['CANCELLED', 'EXPIRED', 0]);
  expect(await findTexts(app.services.db, [HERS[0]])).not.toEqual([]);
});

it('goes on where it was killed, once, and leaves nothing in any table; a backup put back is erased again', async () => {
  const archive = join(app.services.dataFolder, 'before.tar');
  await writeBackup(app.services, archive);
  const copied = await sealedOf(app.services.db, her.key);
  expect(copied.length).toBeGreaterThan(3);
  expect(await keysOf(copied)).not.toContain('DESTROYED');
  const askedAt = clock;
  await request();
  clock += COOLING_OFF_MS;
  expect(await dueErasures(system, 10)).toEqual([]);
  await approveLatest(app, second);
  const [due] = await dueErasures(system, 10);
  if (!due) throw new Error('nothing is due');
  const keyStore = {
    ...system.keyStore,
    destroy: async () => {
      throw new Error('killed');
    },
  };
  await expect(carryOut({ ...system, keyStore }, due)).rejects.toThrow('killed');
  expect((await cancel(officer.publicIds.encode('ers', due.id))).userErrors[0].code).toBe('WRONG_STATE');
  const [begun] = await dueErasures(system, 10);
  expect(begun).toMatchObject({ id: due.id, state: 'RUNNING' });
  // Two processes at once.
  if (begun) await Promise.all([carryOut(system, begun), carryOut(system, begun)]);
  expect(await dueErasures(system, 10)).toEqual([]);
  expect(await auditCount('customer.erased')).toBe(1);

  const { db } = app.services;
  // Whoever has a copy of the database opens nothing with the keys of today.
  expect(await keysOf(copied)).toEqual(copied.map(() => 'DESTROYED'));
  expect(await findTexts(db, HERS)).toEqual([]);
  expect(await findTexts(db, [OTHER])).not.toEqual([]);
  expect(await tablesAbout(db, her.key)).toEqual([
    'consent_current.customer_id',
    'consent_current.subject_id',
    'consent_entry.customer_id',
    'consent_entry.subject_id',
    'erasure.customer_key',
  ]);
  expect(await findOrphans(db)).toEqual([]);
  await expectErased(officer, askedAt + COOLING_OFF_MS);
  while ((await sealRound(db, sealedAudit)) > 0);
  const { publicKeys } = app.services.keys.audit;
  expect((await verifyAudit({ read: db.read, publicKeys, witness: app.services.auditWitness })).intact).toBe(true);

  clock += DAY_MS;
  const target = await createTestDatabase({ migrated: false });
  try {
    const { replayed } = await restoreBackup({
      path: archive,
      address: target.db.address,
      dataFolder: target.folder,
      keys: app.services.keys,
      replace: false,
      now: app.services.now,
      migrations: migrationsFor(target.db.address.engine).map(({ name }) => name),
      migrateTo,
      replay: async (restored) => await replayErasures({ ...system, db: restored }),
      tell: () => {},
    });
    expect(replayed).toEqual({ customers: 1, files: 0 });
    const restored = openDatabase(target.db.address);
    try {
      expect(await findTexts(restored, HERS)).toEqual([]);
      expect(await findTexts(restored, [OTHER])).not.toEqual([]);
      expect(await findOrphans(restored)).toEqual([]);
      const after = { ...system, db: restored };
      expect(await replayErasures(after)).toEqual({ customers: 0, files: 0 });
      const [again] =
        (await restored.read.selectFrom('erasure').select('id').where('state', '=', 'DONE').execute()) ?? [];
      expect((await findErasure(restored.read, again?.id ?? 0))?.receipt).toMatchObject({
        keysDestroyedAt: await firstTombstone(),
        ordersKept: 1,
      });
      // What is made from now on gets the key of nothing that was destroyed.
      await restored.ids.ensure(1);
      expect(restored.ids.take()).toBeGreaterThan(her.key);
    } finally {
      await restored.close();
    }
  } finally {
    await target.drop();
  }
});

async function keysOf(sealed: readonly EnvelopeHeader[]) {
  const keys = await system.keyStore.load(sealed.map(({ subjectId }) => subjectId));
  return sealed.map(({ subjectId, generation }) => keys.find(subjectId, generation));
}

async function firstTombstone(): Promise<number | undefined> {
  for await (const [first] of tombstonesOf(system.keyStore)) return first?.destroyedAt;
  return undefined;
}

/** Nobody finds her, and the officer has the receipt. */
async function expectErased(as: Ctx, at: number): Promise<void> {
  const all = app.ctxFor('DATA_STEWARD');
  const found = await app.data(
    all,
    `query ($id: ID!, $number: String!, $filter: CustomerFilter) { customer(id: $id) { id } node(id: $id) { id }
      customerByNumber(number: $number) { verdict } customers(search: "林徽音") { nodes { id } }
      some: customers(filter: $filter) { nodes { id } } all: customers { nodes { name } } orders { nodes { number customer { id } } } }`,
    { id: her.id, number: her.number, filter: { phone: { eq: '13812345678' } } },
  );
  expect(found).toEqual({
    customer: null,
    node: null,
    customerByNumber: { verdict: 'UNKNOWN' },
    customers: { nodes: [] },
    some: { nodes: [] },
    all: { nodes: [{ name: OTHER }] },
    orders: { nodes: [{ number: 'A-1', customer: null }] },
  });
  await expect(app.data(all, LIST)).rejects.toThrow();
  const { erasures } = await app.data(as, LIST);
  const fileEnds = new Date(NOW + 30 * DAY_MS).toISOString();
  expect(erasures.nodes).toMatchObject([
    {
      state: 'DONE',
      customerId: null,
      customerNumber: her.number,
      reason: '本人书面要求',
      receipt: {
        keys: 1,
        keysDestroyedAt: new Date(at).toISOString(),
        contactPoints: 2,
        addresses: 1,
        identifiers: 1,
        records: 1,
        ordersKept: 1,
        consentsKept: 1,
        files: [{ name: 'file.csv', readableUntil: fileEnds }],
        nothingLeftFrom: new Date(NOW + 60 * DAY_MS).toISOString(),
      },
    },
    ...Array.from({ length: 4 }, () => ({ state: 'CANCELLED', receipt: null })),
  ]);
}
