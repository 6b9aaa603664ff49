import { sql } from 'kysely';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Database, openDatabase } from '../../../platform/database/database.ts';
import type { DatabaseAddress } from '../../../platform/database/database-url.ts';
import { readTableShapes } from '../../../platform/database/table-shapes.ts';
import { isGone } from '../../../platform/process/owner.ts';
import { BackupRefused } from './read-backup.ts';

/** Marks a database on a server whose restore has begun and not ended; nothing starts on it. */
export const MARKER = 'restore_unfinished';

/** What stands in the place where a backup is to be restored. */
export interface TargetState {
  /** Rows in all tables together. */
  readonly rows: number;
  /** Whether a worker or sealer of the installation is at work. */
  readonly inUse: boolean;
}

/** Looks at the database that a backup is to replace. One that does not exist yet is empty. */
export async function lookAtTarget(address: DatabaseAddress, now: number): Promise<TargetState> {
  if (address.engine === 'sqlite' && !existsSync(address.path)) return { rows: 0, inUse: false };
  return await withDatabase(address, async (db) => {
    const shapes = await readTableShapes(db.read, address.engine);
    let rows = 0;
    for (const { name } of shapes.filter((shape) => shape.name !== 'migration' && shape.name !== 'lease')) {
      const counted = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db.read);
      rows += Number(counted.rows[0]?.n ?? 0);
    }
    const leases = shapes.some((shape) => shape.name === 'lease') ? await liveLeases(db, now) : 0;
    return { rows, inUse: leases > 0 };
  });
}

async function liveLeases(db: Database, now: number): Promise<number> {
  const leases = await db.read.selectFrom('lease').select(['owner', 'until']).where('until', '>', now).execute();
  return leases.filter((lease) => !isGone(lease.owner)).length;
}

/** Does something with a database opened for it alone. */
export async function withDatabase<T>(address: DatabaseAddress, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(address);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Removes every table of a server's database and marks it as being restored. */
export async function clearServer(db: Database): Promise<void> {
  await sql`create table if not exists ${sql.table(MARKER)} (id integer not null primary key)`.execute(db.write);
  const shapes = await readTableShapes(db.read, db.address.engine);
  for (const { name } of shapes) {
    if (name !== MARKER) await sql`drop table ${sql.table(name)}`.execute(db.write);
  }
}

/** Removes a SQLite database with the files beside it. */
export async function removeSqlite(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
}

/** Refuses a place that is not free. */
export function refuseUnlessFree(state: TargetState, replace: boolean): void {
  if (state.inUse) throw new BackupRefused('The installation is running: stop it, then restore.');
  if (state.rows > 0 && !replace) {
    throw new BackupRefused(
      'The database holds data already: add --replace to put the backup in its place. A backup of it is written first.',
    );
  }
}

/** Whether a restore into this database was begun and not ended. */
export async function isRestoreUnfinished(db: Database): Promise<boolean> {
  return (await readTableShapes(db.read, db.address.engine)).some((shape) => shape.name === MARKER);
}
