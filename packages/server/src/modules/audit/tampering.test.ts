import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { sealRound } from '../../platform/outbox/sealer.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { createTestContext } from '../../platform/testing/test-context.ts';
import { sealedAudit } from './audit-chain.ts';
import { checkpointRound } from './checkpoint/checkpoint-round.ts';
import { declareRestored } from './checkpoint/declare-restored.ts';
import { readWitnessLines, witnessSize } from './checkpoint/witness.ts';
import { type AuditVerdict, describeFinding, recordAudit, verifyAudit } from './index.ts';
import { at, type Evidence, seeded } from './testing/evidence.ts';
import { tamperings } from './testing/tamperings.ts';

const ROUNDS = 500;

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
});
afterAll(async () => await test.drop());

async function record(count: number): Promise<void> {
  await test.db.ids.ensure(count);
  await test.db.transaction(async (trx) => {
    for (let i = 0; i < count; i++) {
      const more = i % 3 === 0 ? {} : { reason: `客户要求 ${i}`, detail: { n: i }, objectId: i };
      await recordAudit(trx, ctx, { action: 'customer.updated', objectType: 'customer', fields: ['NAME'], ...more });
      ctx.clock.now += 1_000;
    }
  });
  while ((await sealRound(test.db, sealedAudit)) > 0);
}
async function signedAfter(...counts: number[]): Promise<void> {
  for (const count of counts) {
    await record(count);
    await checkpointRound(ctx, () => true);
  }
}

async function read(): Promise<Evidence> {
  const { read: reader } = test.db;
  const entries = await reader.selectFrom('audit_entry').selectAll().orderBy('seq').execute();
  const heads = await reader.selectFrom('seal_head').selectAll().where('name', '=', 'audit_entry').execute();
  const size = (await witnessSize(ctx.auditWitness)) ?? 0;
  const witness: string[] = [];
  for await (const line of readWitnessLines(ctx.auditWitness, size)) witness.push(line);
  return {
    entries,
    head: heads.map(({ seq, hash }) => ({ seq, hash }))[0],
    checkpoints: await reader.selectFrom('audit_checkpoint').selectAll().orderBy('number').execute(),
    witness,
    publicKeys: ctx.keys.audit.publicKeys,
    spare: entries.slice(0, 1),
  };
}

async function write({ entries, head, checkpoints, witness }: Evidence): Promise<void> {
  await test.db.transaction(async (trx) => {
    for (const table of ['audit_entry', 'seal_head', 'audit_checkpoint'] as const)
      await trx.deleteFrom(table).execute();
    const put = async <T extends keyof Tables & ('audit_entry' | 'audit_checkpoint')>(
      name: T,
      rows: readonly object[],
    ) => {
      if (rows.length === 0) return;
      // The names are those of the rows as they were read.
      const columns = Object.keys(at(rows, 0)) as (keyof Tables[T] & string)[];
      await bulkInsert(
        trx,
        name,
        columns,
        rows.map((row) => columns.map((column) => Reflect.get(row, column) as unknown)),
      );
    };
    await put('audit_entry', entries);
    await put('audit_checkpoint', checkpoints);
    if (head)
      await trx
        .insertInto('seal_head')
        .values({ name: 'audit_entry', ...head })
        .execute();
  });
  writeFileSync(ctx.auditWitness, witness.map((line) => `${line}\n`).join(''));
}

const verify = async (publicKeys = ctx.keys.audit.publicKeys): Promise<AuditVerdict> =>
  await verifyAudit({ read: test.db.read, publicKeys, witness: ctx.auditWitness });

function isPartOf(expected: object | undefined, found: object): boolean {
  return expected !== undefined && Object.entries(expected).every(([key, value]) => Reflect.get(found, key) === value);
}

/** Tampers again and again, each time from the same state, and tells what was not found as it should be. */
async function tamperWith(sound: Evidence, seeds: { from: number; to: number }): Promise<unknown[]> {
  const missed: unknown[] = [];
  const names = Object.keys(tamperings);
  for (let seed = seeds.from; seed < seeds.to; seed++) {
    const name = at(names, seed % names.length);
    const random = seeded(seed);
    const evidence: Evidence = {
      ...structuredClone({ ...sound, publicKeys: undefined }),
      publicKeys: sound.publicKeys,
    };
    const expected = tamperings[name]?.(evidence, (limit) => Math.floor(random() * limit));
    await write(evidence);
    const { intact, findings } = await verify(evidence.publicKeys);
    // Where a moved entry tells of a restore, that is found beside what is expected, and may be more exact.
    const first = findings.filter((one) => one.place === expected?.place);
    const isFound = first.some((one) => isPartOf(expected, one));
    if (intact || !isFound) missed.push({ seed, name, expected, findings: findings.map(describeFinding) });
  }
  await write(sound);
  return missed;
}

describe('a thousand seeded tamperings', () => {
  it('with a chain are all found, with the first bad entry', { timeout: 300_000 }, async () => {
    await signedAfter(7, 1, 12, 3, 9, 20, 5);
    await record(4);
    const sound = await read();
    expect(await verify()).toMatchObject({ intact: true, entries: 61, checkpoints: 7, witnessedUntil: 57, waiting: 0 });
    expect(await tamperWith(sound, { from: 0, to: ROUNDS })).toEqual([]);
    expect(await verify()).toMatchObject({ intact: true, entries: 61 });
  });

  it('with a chain that goes on after a restore are all found', { timeout: 300_000 }, async () => {
    const old = await read();
    await signedAfter(6, 6);
    const { witness } = await read();
    await write({ ...old, witness });
    await declareRestored(ctx, 'disk failed');
    await signedAfter(5, 8);
    await record(3);
    const sound = await read();
    expect(await verify()).toMatchObject({
      intact: true,
      entries: 78,
      checkpoints: 11,
      witnessedUntil: 75,
      restores: [{ checkpoint: 10, from: 61, lostUntil: 73 }],
    });
    expect(await tamperWith(sound, { from: ROUNDS, to: ROUNDS * 2 })).toEqual([]);
  });
});

it('what was written after the last checkpoint can still be cut off unseen: at most a minute of it', async () => {
  const sound = await read();
  const entries = sound.entries.slice(0, 75);
  await write({ ...sound, entries, head: { seq: 75, hash: at(entries, 74).hash ?? '' } });
  expect(await verify()).toMatchObject({ intact: true, entries: 75 });
  await write(sound);
});
