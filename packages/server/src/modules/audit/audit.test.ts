import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../../platform/context/context.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../platform/database/database-url.ts';
import { NO_HASH, sealRound } from '../../platform/outbox/sealer.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { createTestServices, systemContext } from '../../platform/testing/test-context.ts';
import { type AuditRow, linkHash } from './audit-chain.ts';
import { recordAudit, sealedAudit, verifyAudit } from './index.ts';

let test: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder, { now: () => 1_700_000_000_000 }), 'req-1');
});
beforeEach(async () => {
  await test.db.transaction(async (trx) => {
    await trx.deleteFrom('audit_entry').execute();
    await trx.deleteFrom('seal_head').execute();
  });
});
afterAll(async () => await test.drop());

async function record(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await test.db.transaction(
      async (trx) =>
        await recordAudit(trx, ctx, {
          action: 'customer.updated',
          objectType: 'customer',
          objectId: 5,
          fields: ['NAME', 'PHONE'],
          detail: { n: i },
          reason: '客户要求更正',
        }),
    );
  }
}
async function sealAll(): Promise<void> {
  while ((await sealRound(test.db, sealedAudit)) > 0);
}
const tamper = async (seq: number, change: Partial<AuditRow>) =>
  await test.db.transaction(
    async (trx) => await trx.updateTable('audit_entry').set(change).where('seq', '=', seq).execute(),
  );
const verify = async () =>
  await verifyAudit({ read: test.db.read, publicKeys: ctx.keys.audit.publicKeys, witness: ctx.auditWitness });

describe('recordAudit', () => {
  it('writes who did what to what, and nothing when the transaction rolls back', async () => {
    await record(1);
    const failing = test.db.transaction(async (trx) => {
      await recordAudit(trx, ctx, { action: 'customer.archived', objectType: 'customer' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const rows = await test.db.read.selectFrom('audit_entry').selectAll().execute();
    expect(rows.map(({ id: _id, ...row }) => row)).toEqual([
      {
        seq: null,
        at: 1_700_000_000_000,
        actor_kind: 'system',
        actor_id: 0,
        actor_name: 'system',
        action: 'customer.updated',
        object_type: 'customer',
        object_id: 5,
        fields: '["NAME","PHONE"]',
        detail: '{"n":0}',
        reason: '客户要求更正',
        request_id: 'req-1',
        prev_hash: null,
        hash: null,
      },
    ]);
  });
});

describe('the chain', () => {
  it('is intact when it is empty and after sealing, whoever competes', async () => {
    expect(await verify()).toMatchObject({ intact: true, entries: 0, head: NO_HASH });
    const other = openDatabase(parseDatabaseUrl(test.url));
    let writing = true;
    const sealing = [test.db, other].map(async (db) => {
      while (writing) {
        await sealRound(db, sealedAudit);
        await yieldToOthers();
      }
    });
    await Promise.all([record(40), record(40)]);
    writing = false;
    await Promise.all(sealing);
    await other.close();
    await sealAll();
    const verdict = await verify();
    expect(verdict).toMatchObject({ intact: true, entries: 80 });
    await record(1);
    expect(await verify()).toEqual(verdict);
  });

  it('hashes the former hash and the canonical JSON of the entry', () => {
    const row: AuditRow = {
      id: 1001,
      seq: null,
      at: 1_700_000_000_000,
      actor_kind: 'user',
      actor_id: 7,
      actor_name: '王丽',
      action: 'customer.updated',
      object_type: 'customer',
      object_id: 5,
      fields: '["NAME"]',
      detail: null,
      reason: null,
      request_id: 'r',
      prev_hash: null,
      hash: null,
    };
    // Computed apart with sha256sum over 64 zeros and this text.
    // '{"action":"customer.updated","actorId":7,"actorKind":"user","actorName":"王丽","at":1700000000000,"detail":null,"fields":"[\\"NAME\\"]","id":1001,"objectId":5,"objectType":"customer","reason":null,"requestId":"r","seq":1}'
    expect(linkHash(NO_HASH, 1, row)).toBe('0968b340b44a076ddca732b7dd73fb232feab6faabd2f8a64cb061e99490d0fc');
  });

  it.each([
    ['a changed value', async () => await tamper(4, { reason: 'another' }), 4, 'the entry was changed'],
    ['a changed time', async () => await tamper(1, { at: 1 }), 1, 'the entry was changed'],
    ['a changed actor with a new hash', async () => await forge(3), 4, 'the entry is not linked to the one before it'],
    ['a removed entry', async () => await remove(3), 3, 'the entry is missing'],
    ['a removed end', async () => await remove(6), 6, 'the entry is missing'],
    ['a forged last entry', async () => await forge(6), 6, 'the recorded head is another'],
    ['exchanged entries', async () => await exchange(2, 5), 2, 'the entry is not linked to the one before it'],
    ['an entry put at the end', async () => await append(), 7, 'the entry stands beyond the recorded head'],
  ])('shows %s', async (_name, change, position, problem) => {
    await record(6);
    await sealAll();
    await change();
    expect(await verify()).toMatchObject({
      intact: false,
      findings: [{ place: 'chain', position, problem, count: 1 }],
    });
  });
});

async function entry(seq: number): Promise<AuditRow> {
  return await test.db.read.selectFrom('audit_entry').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
}
async function forge(seq: number): Promise<void> {
  const row = { ...(await entry(seq)), actor_name: 'somebody else' };
  await tamper(seq, { actor_name: row.actor_name, hash: linkHash(row.prev_hash ?? '', seq, row) });
}
async function remove(seq: number): Promise<void> {
  await test.db.transaction(async (trx) => await trx.deleteFrom('audit_entry').where('seq', '=', seq).execute());
}
async function exchange(one: number, other: number): Promise<void> {
  await tamper(one, { seq: 99 });
  await tamper(other, { seq: one });
  await tamper(99, { seq: other });
}
async function append(): Promise<void> {
  const last = await entry(6);
  const row = { ...last, id: last.id + 1_000_000, seq: 7, prev_hash: last.hash };
  const forged = { ...row, hash: linkHash(last.hash ?? '', 7, row) };
  await test.db.transaction(async (trx) => await trx.insertInto('audit_entry').values(forged).execute());
}
