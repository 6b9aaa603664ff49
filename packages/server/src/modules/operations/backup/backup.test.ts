import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateTo } from '../../../app/migrate-database.ts';
import { migrationsFor } from '../../../app/migrations/migrations.ts';
import type { Services } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { openDatabase } from '../../../platform/database/database.ts';
import { type DatabaseAddress, parseDatabaseUrl } from '../../../platform/database/database-url.ts';
import { readTableShapes } from '../../../platform/database/table-shapes.ts';
import { newOwner } from '../../../platform/process/owner.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { createTestServices } from '../../../platform/testing/test-context.ts';
import { digestTable, isKept } from './dump-table.ts';
import { BackupRefused, openBackup } from './read-backup.ts';
import { restoreBackup, type RestoreRequest } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const TOKENS = 4_500;
let source: TestDatabase;
let services: Services;
let archive: string;

beforeAll(async () => {
  source = await createTestDatabase();
  services = createTestServices(source.db, source.folder);
  await fill();
  archive = join(source.folder, 'one.tar');
  await writeBackup(services, archive);
});
afterAll(async () => await source.drop());

async function fill(): Promise<void> {
  const tokens = Array.from({ length: TOKENS }, (_, i) => [`词${i % 90}`, i + 1]);
  const address = {
    customer_id: 7,
    id: 1,
    subject_id: 7,
    record_id: 3,
    source_id: 2,
    country: 'CN',
    district: '人民路 1 号\n"二单元" \\ 😀',
    sealed: Buffer.from([0, 255, 10, 13, 92, 34]),
  };
  await source.db.transaction(async (trx) => {
    await trx
      .insertInto('tag')
      .values([{ id: 2 ** 53 - 1, name: '重要', colour: null, created_at: 0 }])
      .execute();
    await trx.insertInto('address').values(address).execute();
    await bulkInsert(trx, 'search_token', ['token', 'customer_id'], tokens);
    await trx
      .insertInto('job')
      .values({
        id: 1,
        kind: 'a',
        unique_key: null,
        state: 'DONE',
        payload: '{"a":1}',
        progress: 0.1,
        run_after: 1,
        created_by: 0,
        created_at: 1,
      })
      .execute();
  });
  mkdirSync(join(source.folder, 'files', '2026'), { recursive: true });
  writeFileSync(join(source.folder, 'files', '2026', '客户.csv'), 'name\n李雷\n');
  writeFileSync(join(source.folder, 'files', 'empty'), '');
  mkdirSync(join(source.folder, 'keys'));
  writeFileSync(join(source.folder, 'keys', 'installation.key'), 'THE-SECRET-KEY');
}

async function contentOf(address: DatabaseAddress): Promise<Record<string, string>> {
  const db = openDatabase(address);
  const shapes = (await readTableShapes(db.read, address.engine)).filter(isKept);
  const digests = await Promise.all(
    shapes.map(async (shape) => [shape.name, (await digestTable(db.read, shape)).sha256] as const),
  );
  await db.close();
  return Object.fromEntries(digests);
}

function request(
  target: { address: DatabaseAddress; folder: string },
  changes: Partial<RestoreRequest> = {},
): RestoreRequest {
  return {
    path: archive,
    address: target.address,
    dataFolder: target.folder,
    keys: services.keys,
    replace: false,
    now: () => Date.now(),
    migrations: migrationsFor(target.address.engine).map(({ name }) => name),
    migrateTo,
    replay: async () => ({ customers: 0, files: 0 }),
    tell: () => {},
    ...changes,
  };
}

async function onEmpty(use: (target: { address: DatabaseAddress; folder: string }) => Promise<void>): Promise<void> {
  const target = await createTestDatabase({ migrated: false });
  try {
    await use({ address: target.db.address, folder: target.folder });
  } finally {
    await target.drop();
  }
}

describe('a backup', () => {
  it('restores every table byte for byte, and the uploaded files', async () => {
    await onEmpty(async (target) => {
      const { manifest, sameKeys, before } = await restoreBackup(request(target));
      expect(sameKeys).toBe(true);
      expect(before).toBeUndefined();
      expect(manifest.tables.find((table) => table.name === 'search_token')?.rows).toBe(TOKENS);
      expect(await contentOf(target.address)).toEqual(await contentOf(source.db.address));
      expect(readFileSync(join(target.folder, 'files', '2026', '客户.csv'), 'utf8')).toBe('name\n李雷\n');
      expect(readFileSync(join(target.folder, 'files', 'empty'), 'utf8')).toBe('');
    });
  });

  it('moves an installation to SQLite from whichever engine, unchanged', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-restore-'));
    const address = parseDatabaseUrl(`sqlite:${join(folder, 'moved.sqlite')}`);
    await restoreBackup(request({ address, folder }));
    expect(await contentOf(address)).toEqual(await contentOf(source.db.address));
    rmSync(folder, { recursive: true });
  });

  it('is the same, but for its time, when nothing has changed', async () => {
    const again = await writeBackup(services, join(source.folder, 'two.tar'));
    expect(again.rows).toBeGreaterThan(TOKENS);
    const [one, two] = [await openBackup(archive), await openBackup(again.path)];
    expect(two.manifest.tables).toEqual(one.manifest.tables);
  });

  it('holds no key', async () => {
    const bytes = readFileSync(archive);
    expect(bytes.includes('THE-SECRET-KEY')).toBe(false);
    const { audit, ...secrets } = services.keys;
    const signing = audit.signing?.key.export({ format: 'jwk' }).d ?? '';
    const seed = Buffer.from(signing, 'base64url');
    expect(seed).toHaveLength(32);
    for (const key of [...Object.values(secrets), seed, seed.toString('base64'), seed.toString('hex'), signing]) {
      expect(bytes.includes(key)).toBe(false);
    }
    const backup = await openBackup(archive);
    expect(backup.manifest.files.map((file) => file.path)).toEqual(['2026/客户.csv', 'empty']);
  });
});

describe('restore', () => {
  it('refuses a place that holds data, unless told to replace it, and backs that up first', async () => {
    const target = await createTestDatabase();
    await target.db.transaction(
      async (trx) => await trx.insertInto('tag').values({ id: 1, name: 'old', colour: null, created_at: 1 }).execute(),
    );
    const place = { address: target.db.address, folder: target.folder };
    const old = await contentOf(place.address);
    await expect(restoreBackup(request(place))).rejects.toThrow(/holds data already: add --replace/);
    expect(await contentOf(place.address)).toEqual(old);

    const { before } = await restoreBackup(request(place, { replace: true }));
    expect(await contentOf(place.address)).toEqual(await contentOf(source.db.address));
    if (!before) throw new Error('nothing was backed up');
    await restoreBackup(request(place, { replace: true, path: before.path }));
    expect(await contentOf(place.address)).toEqual(old);
    await target.drop();
  });

  it('refuses while a worker is at work', async () => {
    const target = await createTestDatabase();
    const lease = { name: 'seal.audit', owner: newOwner(), until: Date.now() + 60_000, fence: 1 };
    await target.db.transaction(async (trx) => await trx.insertInto('lease').values(lease).execute());
    const place = { address: target.db.address, folder: target.folder };
    await expect(restoreBackup(request(place, { replace: true }))).rejects.toThrow('The installation is running');
    await target.drop();
  });

  it('refuses a backup of a newer program, and tells when the keys are others', async () => {
    await onEmpty(async (target) => {
      await expect(restoreBackup(request(target, { migrations: [] }))).rejects.toThrow(
        /newer Dossier \(it has 0001-initial\)/,
      );
      const keys = { ...services.keys, digests: randomBytes(32) };
      expect((await restoreBackup(request(target, { keys }))).sameKeys).toBe(false);
    });
  });

  it('refuses every damaged or cut off backup before anything is changed', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-damage-'));
    const address = parseDatabaseUrl(`sqlite:${join(folder, 'target.sqlite')}`);
    const damaged = join(folder, 'damaged.tar');
    const whole = readFileSync(archive);
    let refused = 0;
    for (let i = 0; i < 100; i++) {
      cpSync(archive, damaged);
      if (i % 4 === 0) truncateSync(damaged, Math.floor((whole.length * i) / 100));
      else writeFileSync(damaged, flipped(whole, Math.floor(Math.random() * whole.length), 1 << (i % 8)));
      const error = await restoreBackup(request({ address, folder }, { path: damaged })).catch((e: unknown) => e);
      if (error instanceof BackupRefused) refused++;
    }
    expect(refused).toBe(100);
    expect(existsSync(join(folder, 'target.sqlite'))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('refuses what is not a backup at all', async () => {
    await onEmpty(async (target) => {
      const file = join(target.folder, 'x.tar');
      await expect(restoreBackup(request(target, { path: file }))).rejects.toThrow('there is no such file');
      writeFileSync(file, 'name,phone\n');
      await expect(restoreBackup(request(target, { path: file }))).rejects.toThrow(BackupRefused);
      writeFileSync(file, Buffer.alloc(10_240));
      await expect(restoreBackup(request(target, { path: file }))).rejects.toThrow(BackupRefused);
    });
  });
});

function flipped(bytes: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}
