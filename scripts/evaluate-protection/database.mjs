// An installation's database as somebody with SQL sees it, past all of the product's own code.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ROOT } from '../bootstrap.mjs';

/** Runs statements with `?` for values; `rows` are objects. Takes `sqlite:`, `mysql:` and `mariadb:` addresses. */
export async function openSql(address) {
  return address.startsWith('sqlite:') ? openFile(address.slice('sqlite:'.length)) : await openServer(address);
}

function openFile(path) {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  return {
    rows: async (text, ...values) => database.prepare(text).all(...values),
    run: async (text, ...values) => void database.prepare(text).run(...values),
    close: async () => database.close(),
  };
}

async function openServer(address) {
  // The driver belongs to the server: scripts have no dependencies of their own.
  const mysql = createRequire(join(ROOT, 'packages', 'server', 'package.json'))('mysql2/promise');
  const { hostname, port, username, password, pathname } = new URL(address);
  const connection = await mysql.createConnection({
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    supportBigNumbers: true,
    ...(pathname.length > 1 ? { database: pathname.slice(1) } : {}),
  });
  const rows = async (text, ...values) => (await connection.query(text, values))[0];
  return { rows, run: rows, close: async () => await connection.end() };
}

/** Makes an empty database on a server and gives its address. */
export async function makeDatabase(server, name) {
  const sql = await openSql(server);
  await sql.run(`create database ${name} character set utf8mb4 collate utf8mb4_bin`);
  await sql.close();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/** Removes a database that was made here. */
export async function dropDatabase(server, name) {
  const sql = await openSql(server);
  await sql.run(`drop database if exists ${name}`);
  await sql.close();
}

/** Copies a whole database, as whoever takes a snapshot does: into a file, or table by table beside it on its server. */
export async function copyDatabase(address, target) {
  const sql = await openSql(address);
  try {
    if (address.startsWith('sqlite:')) return await sql.run('vacuum into ?', target.slice('sqlite:'.length));
    const into = new URL(target).pathname.slice(1);
    for (const row of await sql.rows('show tables')) {
      const [name] = Object.values(row);
      await sql.run(`create table ${into}.${name} like ${name}`);
      await sql.run(`insert into ${into}.${name} select * from ${name}`);
    }
  } finally {
    await sql.close();
  }
}
