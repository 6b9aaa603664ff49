import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type { Keys } from '../../../platform/crypto/keys.ts';
import { type Database, openDatabase } from '../../../platform/database/database.ts';
import type { DatabaseAddress } from '../../../platform/database/database-url.ts';
import { checkLoaded, loadBackup } from './load-backup.ts';
import type { Replayed } from '../../erasure/index.ts';
import { keyCheckOf, type Manifest } from './manifest.ts';
import { type Backup, BackupRefused, openBackup } from './read-backup.ts';
import { clearServer, lookAtTarget, MARKER, refuseUnlessFree, removeSqlite, withDatabase } from './restore-target.ts';
import { UPLOADS, type WrittenBackup, writeBackup } from './write-backup.ts';

/** What a restore needs. */
export interface RestoreRequest {
  readonly path: string;
  readonly address: DatabaseAddress;
  readonly dataFolder: string;
  readonly keys: Keys;
  /** Whether what is there may be replaced; a backup of it is written into the data folder first. */
  readonly replace: boolean;
  readonly now: () => number;
  /** The migrations this program knows, oldest first. */
  readonly migrations: readonly string[];
  /** Makes this program's tables, up to and including one migration, or all. */
  readonly migrateTo: (db: Database, last: string | undefined) => Promise<void>;
  /**
   * Does again, in the restored database and before anything else uses it, what must not come back with a backup: customers
   * who were erased since. Throws when the key store, which tells of them, is not the one the backup belongs to.
   */
  readonly replay: (db: Database) => Promise<Replayed>;
  readonly tell: (what: string) => void;
}

/** What was restored. */
export interface Restored {
  readonly manifest: Manifest;
  /** False when the backup was made with other keys: ids and links of then are not those of now. */
  readonly sameKeys: boolean;
  /** The backup of what was there before. */
  readonly before: WrittenBackup | undefined;
  readonly replayed: Replayed;
}

/**
 * Puts a backup in the place of the configured installation, which must be stopped. Every byte of the archive is checked
 * first, and every table afterwards, against the SHA-256 in its manifest; then the tables are brought up to this version.
 * On SQLite the old database stays until the new one is whole; on a server a marker keeps anything from starting on a
 * database whose restore was interrupted: run it again.
 *
 * @throws BackupRefused when the backup or the place is not fit; nothing was changed then
 */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const { address, dataFolder, migrations, now, tell } = request;
  tell('checking the backup');
  const backup = await openBackup(request.path);
  const { manifest } = backup;
  const unknown = manifest.migrations.filter((name) => !migrations.includes(name));
  if (unknown.length > 0) {
    throw new BackupRefused(
      `The backup was written by a newer Dossier (it has ${unknown.join(', ')}): install that version.`,
    );
  }
  const state = await lookAtTarget(address, now());
  refuseUnlessFree(state, request.replace);
  const before = state.rows > 0 ? await backUpFirst(request) : undefined;

  const uploads = await extractUploads(backup, dataFolder);
  const replayed =
    address.engine === 'sqlite'
      ? await restoreSqlite(request, backup, address.path)
      : await withDatabase(address, async (db) => await restoreServer(request, backup, db));
  await swapFolder(uploads, join(dataFolder, UPLOADS));
  return { manifest, sameKeys: manifest.keyCheck === keyCheckOf(request.keys), before, replayed };
}

async function backUpFirst(request: RestoreRequest): Promise<WrittenBackup> {
  request.tell('backing up what is there');
  const stamp = new Date(request.now()).toISOString().replaceAll(/[-:.Z]/g, '');
  const path = join(request.dataFolder, 'backups', `before-restore-${stamp}.tar`);
  return await withDatabase(request.address, async (db) => await writeBackup({ ...request, db }, path));
}

async function restoreSqlite(request: RestoreRequest, backup: Backup, path: string): Promise<Replayed> {
  const beside = `${path}.restoring`;
  await mkdir(dirname(path), { recursive: true });
  await removeSqlite(beside);
  const db = openDatabase({ engine: 'sqlite', path: beside });
  let replayed: Replayed;
  try {
    replayed = await fill(request, backup, db);
    await sql`pragma wal_checkpoint(truncate)`.execute(db.write);
  } finally {
    await db.close();
  }
  // The old journal must not be taken for the new database's.
  await removeSqlite(path);
  await rename(beside, path);
  await removeSqlite(beside);
  return replayed;
}

async function restoreServer(request: RestoreRequest, backup: Backup, db: Database): Promise<Replayed> {
  await clearServer(db);
  const replayed = await fill(request, backup, db);
  await sql`drop table ${sql.table(MARKER)}`.execute(db.write);
  return replayed;
}

/** Makes the tables as they were, fills and checks them, brings them up to date, and erases what was erased since. */
async function fill({ migrateTo, replay, tell }: RestoreRequest, backup: Backup, db: Database): Promise<Replayed> {
  const last = backup.manifest.migrations.at(-1);
  if (last !== undefined) {
    await migrateTo(db, last);
    await loadBackup(db, backup, (table) => tell(`restoring ${table}`));
    tell('comparing with the backup');
    await checkLoaded(db, backup.manifest);
  }
  await migrateTo(db, undefined);
  return await replay(db);
}

async function extractUploads(backup: Backup, dataFolder: string): Promise<string> {
  const folder = join(dataFolder, `${UPLOADS}.restoring`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of backup.manifest.files) {
    const to = join(folder, ...file.path.split('/'));
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await pipeline(backup.entry(file.file).open(), createWriteStream(to, { mode: 0o600 }));
  }
  return folder;
}

async function swapFolder(from: string, to: string): Promise<void> {
  const old = `${to}.replaced`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(to)) await rename(to, old);
  await rename(from, to);
  await rm(old, { recursive: true, force: true });
}
