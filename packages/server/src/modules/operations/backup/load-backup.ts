import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Database } from '../../../platform/database/database.ts';
import { readTableShapes, type TableShape } from '../../../platform/database/table-shapes.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { digestTable, isKept } from './dump-table.ts';
import type { Manifest } from './manifest.ts';
import { type Backup, BackupRefused, openTable } from './read-backup.ts';

const ROWS_PER_TRANSACTION = 2_000;

type ManifestTable = Manifest['tables'][number];

/** Fills the empty tables of a database from a backup. They must be those the backup was made from. */
export async function loadBackup(db: Database, backup: Backup, tell: (table: string) => void): Promise<void> {
  const shapes = await readTableShapes(db.read, db.address.engine);
  for (const table of backup.manifest.tables) {
    const shape = shapes.find((one) => one.name === table.name);
    if (!shape || !sameColumns(shape, table)) {
      throw new BackupRefused(`The table ${table.name} of the backup does not fit this version's.`);
    }
    tell(table.name);
    await loadTable(db, backup, table);
  }
}

/** Compares every table with what the backup says it was. Throws at the first difference. */
export async function checkLoaded(db: Database, manifest: Manifest): Promise<void> {
  const shapes = (await readTableShapes(db.read, db.address.engine)).filter(isKept);
  for (const shape of shapes) {
    const expected = manifest.tables.find((table) => table.name === shape.name);
    const { rows, sha256 } = await digestTable(db.read, shape);
    if (rows !== (expected?.rows ?? 0) || (expected && sha256 !== expected.sha256)) {
      throw new Error(`the table ${shape.name} is not as it was in the backup (${rows} rows)`);
    }
  }
}

function sameColumns(shape: TableShape, table: ManifestTable): boolean {
  const namesOf = (columns: readonly { name: string; binary: boolean }[]) =>
    columns.map(({ name, binary }) => `${name}:${binary}`).join();
  return namesOf(shape.columns) === namesOf(table.columns);
}

async function loadTable(db: Database, backup: Backup, table: ManifestTable): Promise<void> {
  const binary = table.columns.flatMap((column, place) => (column.binary ? [place] : []));
  let rows: unknown[][] = [];
  for await (const line of createInterface({
    input: Readable.from(openTable(backup, table.file)),
    crlfDelay: Infinity,
  })) {
    // The archive's hashes hold: it is the list that dumpTable wrote.
    const row = JSON.parse(line) as unknown[];
    for (const place of binary) row[place] = typeof row[place] === 'string' ? Buffer.from(row[place], 'base64') : null;
    rows.push(row);
    if (rows.length < ROWS_PER_TRANSACTION) continue;
    await insert(db, table, rows);
    rows = [];
  }
  await insert(db, table, rows);
}

async function insert(db: Database, table: ManifestTable, rows: readonly unknown[][]): Promise<void> {
  if (rows.length === 0) return;
  // The names were compared with the database's own just before; which table it is, is not known to the compiler.
  const name = table.name as 'tag';
  const columns = table.columns.map((column) => column.name) as (keyof Tables['tag'])[];
  await db.transaction(async (trx) => await bulkInsert(trx, name, columns, rows));
  await yieldToOthers();
}
