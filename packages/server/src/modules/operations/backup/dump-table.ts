import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import type { Reader } from '../../../platform/database/tables.ts';
import type { TableShape } from '../../../platform/database/table-shapes.ts';

const PER_READ = 2_000;
// What processes do at this moment, not what the installation holds; and the engine's own list of migrations, which the
// backup names otherwise.
const NOT_KEPT = new Set(['lease', 'migration', 'restore_unfinished']);

type Row = Readonly<Record<string, unknown>>;

/** Whether a table belongs into a backup. */
export function isKept(shape: TableShape): boolean {
  return !NOT_KEPT.has(shape.name);
}

/**
 * A table in canonical form: one line of JSON for each row, ordered by primary key; in it the values in alphabetical
 * order of their columns, bytes in base 64. The same content gives the same bytes on every engine.
 */
export async function* dumpTable(read: Reader, shape: TableShape): AsyncGenerator<string, void, undefined> {
  let last: Row | undefined;
  for (;;) {
    const rows = await readRows(read, shape, last);
    if (rows.length === 0) return;
    yield rows.map((row) => `${JSON.stringify(shape.columns.map((column) => toJson(row[column.name])))}\n`).join('');
    if (rows.length < PER_READ) return;
    last = rows.at(-1);
  }
}

/** Rows and SHA-256 of a table's canonical form. */
export async function digestTable(read: Reader, shape: TableShape): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const lines of dumpTable(read, shape)) {
    hash.update(lines);
    rows += countLines(lines);
  }
  return { rows, sha256: hash.digest('hex') };
}

/** How many lines end in a text. */
export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function toJson(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : (value ?? null);
}

async function readRows(read: Reader, shape: TableShape, last: Row | undefined): Promise<readonly Row[]> {
  const key = shape.primaryKey.map((name) => sql.ref(name));
  const where = last === undefined ? sql`` : sql`where ${after(shape.primaryKey, last)}`;
  const columns = shape.columns.map((column) => sql.ref(column.name));
  const query = sql<Row>`select ${sql.join(columns)} from ${sql.table(shape.name)} ${where} order by ${sql.join(key)} limit ${sql.lit(PER_READ)}`;
  return (await query.execute(read)).rows;
}

/** Rows after `last` in the order of the key: `a >= ? and (a > ? or (a = ? and b > ?))`, which engines walk by the key. */
function after(key: readonly string[], last: Row) {
  const cases = key.map((name, place) => {
    const equal = key.slice(0, place).map((earlier) => sql`${sql.ref(earlier)} = ${last[earlier]}`);
    return sql`(${sql.join([...equal, sql`${sql.ref(name)} > ${last[name]}`], sql` and `)})`;
  });
  const first = key[0] ?? '';
  return sql`${sql.ref(first)} >= ${last[first]} and (${sql.join(cases, sql` or `)})`;
}
