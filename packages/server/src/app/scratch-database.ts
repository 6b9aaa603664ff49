import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openDatabase } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openSchema } from './migrate-database.ts';

/** Opens an embedded database at a path with this program's tables in it: where an import is rehearsed. */
export async function openScratchDatabase(path: string): Promise<Database> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = openDatabase({ engine: 'sqlite', path });
  await migrate(await openSchema(db));
  return db;
}
