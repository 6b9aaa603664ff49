import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { BenchOptions, Engine } from './options.ts';

/** A database of the bench's own, empty, with the environment that makes Dossier use it. */
export interface Target {
  readonly engine: Engine;
  readonly url: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Rows and bytes of each table. */
  sizes(): Promise<Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>>;
  drop(): Promise<void>;
}

let made = 0;

/** Makes a {@link Target} of an engine. */
export async function createTarget(engine: Engine, options: BenchOptions): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-'));
  mkdirSync(folder, { recursive: true });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const common = { ...process.env, DOSSIER_DATA: folder, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'production' };
  if (engine === 'sqlite') {
    const path = join(folder, 'dossier.sqlite');
    const url = `sqlite:${path}`;
    return {
      engine,
      url,
      folder,
      env: { ...common, DATABASE_URL: url },
      sizes: async () => await sqliteSizes(path),
      drop: async () => remove(),
    };
  }
  const server = options.mysqlUrl;
  if (!server) throw new Error('no MySQL-family server: give DOSSIER_BENCH_MYSQL_URL');
  const name = `bench_${process.pid}_${++made}`;
  const admin = await createConnection(server.replace(/^mariadb:/, 'mysql:'));
  await admin.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`);
  const url = `${server.replace(/\/?$/, '/')}${name}`;
  return {
    engine,
    url,
    folder,
    env: { ...common, DATABASE_URL: url },
    sizes: async () => {
      const [tables] = await admin.query(
        'select table_name as name from information_schema.tables where table_schema = ?',
        [name],
      );
      const result: Record<string, { rows: number; bytes: number }> = {};
      for (const { name: table } of tables as { name: string }[]) {
        await admin.query(`analyze table ${name}.${table}`);
        const [[counted]] = (await admin.query(`select count(*) as n from ${name}.${table}`)) as unknown as [
          [{ n: number }],
        ];
        const [[size]] = (await admin.query(
          'select data_length + index_length as bytes from information_schema.tables where table_schema = ? and table_name = ?',
          [name, table],
        )) as unknown as [[{ bytes: number }]];
        result[table] = { rows: Number(counted.n), bytes: Number(size.bytes) };
      }
      return result;
    },
    drop: async () => {
      await admin.query(`drop database ${name}`);
      await admin.end();
      remove();
    },
  };
}

async function sqliteSizes(path: string) {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = database
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
    .all();
  const result: Record<string, { rows: number; bytes: number }> = {};
  for (const { name } of tables) {
    const rows = database.prepare(`select count(*) as n from "${String(name)}"`).get();
    const bytes = database
      .prepare(
        `select coalesce(sum(pgsize), 0) as n from dbstat where name in (select name from sqlite_master where tbl_name = ?)`,
      )
      .get(String(name));
    result[String(name)] = { rows: Number(rows?.['n']), bytes: Number(bytes?.['n']) };
  }
  database.close();
  return result;
}
