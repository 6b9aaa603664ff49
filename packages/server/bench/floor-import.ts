/* The floor of imports: bare multi-row inserts of one customer and two contact points each, a transaction per 1,000. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { createConnection } from 'mysql2/promise';
import { importRow } from './import-file.ts';

const CHUNK = 1_000;
const CUSTOMER =
  'insert into customer (id, subject_id, number, kind, name, name_sort, family_name, given_name, gender, birth_date, stage, status, country, province, city, completeness, created_at, updated_at, version) values ';
const POINT =
  'insert into contact_point (customer_id, id, subject_id, record_id, source_id, type, label, match_key, last_four, is_primary, is_valid, position, sealed) values ';
// Values stand plain in the column for sealed ones, and as much of them as fits in that of the blind index.
const ENTRY = 12;
const CUSTOMER_VALUES = 19;
const POINT_VALUES = 13;

type Value = string | number | null;
type Write = (customers: readonly Value[][], points: readonly Value[][]) => Promise<void>;

const url = process.env['DATABASE_URL'] ?? '';
const customers = Number(process.argv[2]);
const write = url.startsWith('sqlite:') ? onSqlite(url.slice('sqlite:'.length)) : await onServer(url);
let milliseconds = 0;
for (let start = 0; start < customers; start += CHUNK) {
  const rows = Array.from({ length: Math.min(CHUNK, customers - start) }, (_, i) => rowsOf(start + i));
  const began = performance.now();
  await write(
    rows.map(({ customer }) => customer),
    rows.flatMap(({ points }) => points),
  );
  milliseconds += performance.now() - began;
}
process.stdout.write(`${JSON.stringify({ perSecond: (customers / milliseconds) * 1_000 })}\n`);
process.exit(0);

function rowsOf(index: number): { customer: Value[]; points: Value[][] } {
  const { name, family, given, gender, birthDate, mobile, email, province, city } = importRow(index);
  const id = 10_000_000 + index * 3;
  const at = 1_700_000_000_000;
  const phone = `+86${mobile}`;
  return {
    customer: [
      id,
      id,
      `F${index}`,
      'PERSON',
      name,
      'xing ming',
      family,
      given,
      gender,
      birthDate,
      'LEAD',
      'ACTIVE',
      'CN',
      province,
      city,
      80,
      at,
      at,
      1,
    ],
    points: [
      [id, id + 1, id, 0, 1, 'PHONE', 'MOBILE', phone.slice(-ENTRY), phone.slice(-4), 1, 1, 0, phone],
      [id, id + 2, id, 0, 1, 'EMAIL', null, email.slice(0, ENTRY), null, 1, 1, 1, email],
    ],
  };
}

function tuples(rows: number, values: number): string {
  const tuple = `(${Array.from({ length: values }, () => '?').join(', ')})`;
  return Array.from({ length: rows }, () => tuple).join(', ');
}

function onSqlite(path: string): Write {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = WAL; pragma synchronous = FULL; pragma wal_autocheckpoint = 16000');
  database.exec('pragma cache_size = -32768; pragma temp_store = MEMORY');
  const many = 40;
  const insert = (head: string, values: number) => {
    const statement = database.prepare(head + tuples(many, values));
    const single = database.prepare(head + tuples(1, values));
    return (rows: readonly Value[][]) => {
      let start = 0;
      for (; start + many <= rows.length; start += many)
        statement.run(...(rows.slice(start, start + many).flat() as SQLInputValue[]));
      for (const row of rows.slice(start)) single.run(...(row as SQLInputValue[]));
    };
  };
  const customer = insert(CUSTOMER, CUSTOMER_VALUES);
  const point = insert(POINT, POINT_VALUES);
  return async (rows, points) => {
    database.exec('begin immediate');
    customer(rows);
    point(points);
    database.exec('commit');
  };
}

async function onServer(address: string): Promise<Write> {
  const connection = await createConnection({ uri: address.replace(/^mariadb:/, 'mysql:'), charset: 'utf8mb4_bin' });
  return async (rows, points) => {
    await connection.query('begin');
    await connection.query(CUSTOMER + tuples(rows.length, CUSTOMER_VALUES), rows.flat());
    await connection.query(POINT + tuples(points.length, POINT_VALUES), points.flat());
    await connection.query('commit');
  };
}
