import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointDuty, sealedAudit } from '../../modules/audit/index.ts';
import { type Database, openDatabase } from '../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../platform/database/database-url.ts';
import { sealRound } from '../../platform/outbox/sealer.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { runDossier } from './dossier.fixture.ts';
import { openInstallation, readCommandConfig } from './open-services.ts';

let test: TestDatabase;
let ahead = 0;
const before = { ...process.env };
const inFolder = (...path: string[]) => join(test.folder, ...path);

beforeAll(async () => {
  test = await createTestDatabase({ migrated: false });
  process.env['DATABASE_URL'] = test.url;
});
afterAll(async () => {
  process.env = before;
  await test.drop();
});

const dossier = async (...args: string[]) => await runDossier(test.folder, args);
const json = async (...args: string[]) => {
  const { code, out } = await dossier(...args, '--json');
  return { code, ...JSON.parse(out) };
};

/** A connection of its own each time, since a restore puts another file in the place of SQLite's. */
async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(parseDatabaseUrl(test.url));
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Leaves some entries, sealed and signed as the worker does it. */
async function work(name: string, entries: number): Promise<void> {
  for (let i = 0; i < entries; i++)
    await dossier('user', 'invite', '--email', `${name}${i}@example.com`, '--name', 'N');
  const { services } = await openInstallation(readCommandConfig({ DOSSIER_DATA: test.folder }));
  await sealRound(services.db, sealedAudit);
  ahead += 60_000;
  const later = { ...services, now: () => Date.now() + ahead };
  await checkpointDuty(later).round();
  await services.close();
}

describe('dossier audit', () => {
  it('verifies, and prints a public key with which anybody can', async () => {
    await dossier('migrate');
    await work('a', 4);
    expect(await json('audit', 'verify')).toMatchObject({
      code: 0,
      intact: true,
      entries: 4,
      checkpoints: 1,
      witnessedUntil: 4,
      messages: [],
    });
    const { out } = await dossier('audit', 'key');
    expect(createPublicKey(out).asymmetricKeyType).toBe('ed25519');
    writeFileSync(inFolder('auditor.pub'), out);
    expect((await dossier('audit', 'verify')).out).toMatch(
      /^The audit log is intact: 4 entries, .* up to entry 4; head /,
    );
    if (process.platform !== 'win32') expect(statSync(inFolder('keys', 'audit-signing.key')).mode & 0o777).toBe(0o600);
  });

  it('verifies with the public key and the witness alone, and leaves no trace', async () => {
    const elsewhere = inFolder('nobody');
    const given = ['--public-key', inFolder('auditor.pub'), '--witness', inFolder('audit-witness.jsonl')];
    expect(await json('audit', 'verify', ...given, '--data', elsewhere)).toMatchObject({ code: 0, entries: 4 });
    expect(existsSync(elsewhere)).toBe(false);
    expect(await json('audit', 'verify', '--data', elsewhere)).toMatchObject({
      code: 1,
      errors: [{ code: 'NO_PUBLIC_KEY', message: `${elsewhere}/keys/audit-signing.pub cannot be read (ENOENT).` }],
    });
    expect(await json('audit', 'verify', '--witness', inFolder('none'))).toMatchObject({
      code: 1,
      errors: [{ code: 'WITNESS_UNAVAILABLE', message: `There is no witness ${inFolder('none')}.` }],
    });
    renameSync(inFolder('keys', 'audit-signing.key'), inFolder('away'));
    expect(await json('audit', 'verify')).toMatchObject({ code: 0, entries: 4 });
    renameSync(inFolder('away'), inFolder('keys', 'audit-signing.key'));
  });

  it('names the entry that was edited in SQL', async () => {
    const edit = async (name: string) =>
      await withDatabase(
        async (db) =>
          await db.transaction(async (trx) => {
            await trx.updateTable('audit_entry').set({ actor_name: name }).where('seq', '=', 3).execute();
          }),
      );
    await edit('somebody');
    const { code, out } = await dossier('audit', 'verify');
    expect([code, out]).toEqual([
      1,
      'The audit log is NOT as it was written.\nThe chain is wrong at entry 3: the entry was changed.\n',
    ]);
    expect(await json('doctor', 'audit')).toMatchObject({ code: 1, healthy: false });
    await edit('system');
    expect((await dossier('audit', 'verify')).code).toBe(0);
  });

  it('tells a restore from a rollback, with what was lost', async () => {
    const backup = inFolder('b.tar');
    await json('backup', '--output', backup);
    await work('b', 5);
    const lost = await json('audit', 'verify');
    expect(lost).toMatchObject({ code: 0, entries: 10, witnessedUntil: 10 });
    expect(await json('restore', backup, '--replace')).toMatchObject({
      code: 0,
      audit: { from: 4, witnessed: 10, inWitness: true },
    });
    const restored = await json('audit', 'verify');
    expect(restored).toMatchObject({ code: 0, intact: true, restores: [{ from: 4, lostUntil: 10, checkpoint: 3 }] });
    expect((await dossier('audit', 'verify')).out).toMatch(
      /Restored on .* from entry 4 \(checkpoint 3\): entries 5 to at least 10 of then were lost\./,
    );
    const actions = await withDatabase(
      async (db) =>
        await db.read.selectFrom('audit_entry').select('action').where('seq', '>', 4).orderBy('seq').execute(),
    );
    expect(actions.map(({ action }) => action)).toEqual(['backup.restored', 'audit.restored']);
    await work('c', 2);
    expect(await json('audit', 'verify')).toMatchObject({ code: 0, entries: 8, witnessedUntil: 8 });
    expect(await json('doctor', 'audit')).toMatchObject({ code: 0, healthy: true });
  });

  it('follows a restore of what another restore had left behind', async () => {
    const [first, second] = [inFolder('first.tar'), inFolder('second.tar')];
    const { entries: start } = await json('audit', 'verify');
    await json('backup', '--output', first);
    await work('e', 3);
    await json('backup', '--output', second);
    await work('f', 3);
    await json('restore', first, '--replace');
    await work('g', 4);
    await json('restore', second, '--replace');
    await work('h', 2);
    const { code, restores, entries, witnessedUntil } = await json('audit', 'verify');
    // 3 invitations and the note of the backup before them; then the two of the restore and 2 more.
    expect([code, entries, witnessedUntil]).toEqual([0, start + 8, start + 8]);
    expect(restores).toHaveLength(2);
    expect(restores[1]).toMatchObject({ from: start + 4, lostUntil: start + 6 });
  });

  it('signs nothing in a database that was put back by other means, until that is said', async () => {
    await withDatabase(async (db) => {
      const fourth = await db.read
        .selectFrom('audit_entry')
        .select('hash')
        .where('seq', '=', 4)
        .executeTakeFirstOrThrow();
      await db.transaction(async (trx) => {
        await trx.deleteFrom('audit_entry').where('seq', '>', 4).execute();
        await trx.deleteFrom('audit_checkpoint').where('number', '>', 1).execute();
        await trx
          .updateTable('seal_head')
          .set({ seq: 4, hash: fourth.hash ?? '' })
          .where('name', '=', 'audit_entry')
          .execute();
      });
    });
    const witness = readFileSync(inFolder('audit-witness.jsonl'), 'utf8');
    await work('d', 1);
    expect(readFileSync(inFolder('audit-witness.jsonl'), 'utf8')).toBe(witness);
    expect(await json('audit', 'verify')).toMatchObject({ code: 1, intact: false, findings: [{}, {}] });
    expect((await json('audit', 'verify')).messages).toEqual([
      'The chain is wrong at entry 6: the chain ends before it, but more was signed (checkpoint 4); nothing vouches for what stands from entry 5 on.',
      'In the database, checkpoint 3: it is missing (and 6 more like it).',
    ]);
    const { out } = await dossier('audit', 'restored', '--reason', 'the disk failed');
    expect(out).toBe(
      'The audit log says, signed, that it goes on from entry 5. The witness knows of entries up to 16: those after 5 were lost.\n',
    );
    expect(await json('audit', 'verify')).toMatchObject({ code: 0, entries: 6, witnessedUntil: 6 });
  });

  it('begins a witness in another place with what the database has', async () => {
    const output = inFolder('second.jsonl');
    rmSync(inFolder('audit-witness.jsonl'));
    expect(await json('audit', 'verify')).toMatchObject({ code: 1, findings: [{ place: 'witness', checkpoint: 1 }] });
    expect(await json('audit', 'checkpoints', '--output', output)).toMatchObject({ code: 0, checkpoints: 3 });
    expect((await json('audit', 'checkpoints', '--output', output)).code).toBe(1);
  });
});
