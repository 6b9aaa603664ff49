import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Services } from '../../../platform/context/context.ts';
import { readTableShapes, type TableShape } from '../../../platform/database/table-shapes.ts';
import type { Reader } from '../../../platform/database/tables.ts';
import { hashFile } from '../../../platform/files/hash-file.ts';
import { createTar, type TarWriter } from '../../../platform/files/tar-writer.ts';
import { countLines, dumpTable, isKept } from './dump-table.ts';
import { FORMAT, keyCheckOf, type Manifest, MANIFEST, MANIFEST_HASH } from './manifest.ts';
import { BackupRefused } from './read-backup.ts';
import { withSnapshot } from './snapshot.ts';

/** The folder inside the data folder whose files belong to the database's rows. */
export const UPLOADS = 'files';
const COMPRESSION = 4;

/** What was written. */
export interface WrittenBackup {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

/**
 * Writes a backup of the whole installation, except its keys, as it is at one moment; it may be running. A ustar archive:
 * each table in canonical form, compressed, and the uploaded files, with a manifest of their SHA-256. The same format
 * for every engine, so that it can be restored into another one.
 *
 * @throws BackupRefused when there is a file at `path` already
 * @param tell is told each table's name when its turn comes
 */
export async function writeBackup(
  services: Pick<Services, 'db' | 'dataFolder' | 'keys' | 'now'>,
  path: string,
  tell: (table: string) => void = () => {},
): Promise<WrittenBackup> {
  if (existsSync(path)) throw new BackupRefused(`${path} exists already: give another name.`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const tar = await createTar(path);
  try {
    const tables = await withSnapshot(services.db.address, async (read) => {
      const shapes = await readTableShapes(read, services.db.address.engine);
      const migrations = shapes.some((shape) => shape.name === 'migration') ? await readMigrations(read) : [];
      const dumped: Manifest['tables'] = [];
      for (const shape of shapes.filter(isKept)) {
        tell(shape.name);
        dumped.push(await addTable(tar, path, read, shape));
      }
      return { dumped, migrations };
    });
    const files = await addUploads(tar, services.dataFolder);
    const manifest: Manifest = {
      product: 'dossier',
      format: FORMAT,
      createdAt: new Date(services.now()).toISOString(),
      engine: services.db.address.engine,
      migrations: tables.migrations,
      keyCheck: keyCheckOf(services.keys),
      tables: tables.dumped,
      files,
    };
    const bytes = Buffer.from(JSON.stringify(manifest, undefined, 1));
    await tar.addBytes(MANIFEST, bytes);
    await tar.addBytes(MANIFEST_HASH, Buffer.from(createHash('sha256').update(bytes).digest('hex')));
    await tar.finish();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { path, ...(await hashFile(path)), tables: manifest.tables.length, rows, files: files.length };
  } catch (error) {
    await tar.abandon().catch(() => {});
    await rm(`${path}.unfinished`, { force: true });
    throw error;
  }
}

async function readMigrations(read: Reader): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table('migration')} order by id`.execute(read);
  return rows.map((row) => row.name);
}

/** Compresses a table beside the archive first: a file's length stands before it. */
async function addTable(tar: TarWriter, path: string, read: Reader, shape: TableShape) {
  const spool = `${path}.table`;
  const hash = createHash('sha256');
  let rows = 0;
  const lines = async function* () {
    for await (const part of dumpTable(read, shape)) {
      hash.update(part);
      rows += countLines(part);
      yield part;
    }
  };
  try {
    await pipeline(
      Readable.from(lines()),
      createGzip({ level: COMPRESSION }),
      createWriteStream(spool, { mode: 0o600 }),
    );
    const file = `tables/${shape.name}.jsonl.gz`;
    await tar.addFile(file, spool);
    const columns = shape.columns.map((column) => ({ ...column }));
    return {
      name: shape.name,
      file,
      columns,
      rows,
      sha256: hash.digest('hex'),
      fileSha256: (await hashFile(spool)).sha256,
    };
  } finally {
    await rm(spool, { force: true });
  }
}

/** Adds the uploaded files. One that is removed meanwhile, or not complete yet, is not missed by the snapshot's rows. */
async function addUploads(tar: TarWriter, dataFolder: string): Promise<Manifest['files']> {
  const folder = join(dataFolder, UPLOADS);
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const added: Manifest['files'] = [];
  for (const from of paths.toSorted()) {
    const exists = await stat(from).catch(() => undefined);
    if (!exists) continue;
    const file = `files/${String(added.length + 1).padStart(8, '0')}`;
    const { sha256, size } = await hashFile(from);
    await tar.addFile(file, from);
    added.push({ path: relative(folder, from).split(sep).join('/'), file, size, sha256 });
  }
  return added;
}
