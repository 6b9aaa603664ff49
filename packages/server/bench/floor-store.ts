import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createPool, type Pool, type PoolConnection } from 'mysql2';

type Row = Record<string, string | number | null>;
type Run = (sql: string, values: readonly (string | number | null)[]) => Promise<Row[]>;

/** What the floor answers; each the same as Dossier's answer to the same question. */
export interface FloorStore {
  point(id: number): Promise<unknown>;
  list(province: string, stage: string): Promise<unknown>;
  opened(province: string, stage: string): Promise<unknown>;
  graph(province: string, stage: string): Promise<unknown>;
  create(customer: NewCustomer): Promise<unknown>;
  scan(text: string): Promise<unknown>;
}

interface NewCustomer {
  readonly name: string;
  readonly gender: string;
  readonly stage: string;
  readonly province: string;
  readonly phone: string;
  readonly email: string;
}

const TEN = 'id, number, kind, name, gender, birth_date as birthDate, stage, grade, province, city from customer';
const LIST = `where status = 'ACTIVE' and province = ? and stage = ? order by created_at desc, id desc limit 50`;

/** Opens the floor's own connections: a pool of mysql2, or node:sqlite with the settings that Dossier has. */
export function openFloorStore(url: string): FloorStore {
  const { run, transaction } = url.startsWith('sqlite:') ? onSqlite(url.slice('sqlite:'.length)) : onServer(url);
  // Out of the way of Dossier's own keys.
  let nextId = 4_000_000_000_000_000 + Date.now() * 1_000;

  return {
    point: async (id) => (await run(`select ${TEN} where id = ?`, [id]))[0] ?? null,
    list: async (province, stage) => await run(`select ${TEN} ${LIST}`, [province, stage]),
    scan: async (text) =>
      await run(`select ${TEN} where status = 'ACTIVE' and name like ? order by created_at desc, id desc limit 50`, [
        `%${text}%`,
      ]),
    opened: async (province, stage) => {
      const customers = await run(`select ${TEN} ${LIST}`, [province, stage]);
      if (customers.length === 0) return [];
      // What stands in clear there, in place of the value, which the floor would have in clear.
      const points = await run(
        `select customer_id, type, match_key as value from contact_point where customer_id in (${marks(customers)})`,
        customers.map(({ id }) => id ?? 0),
      );
      const pointsOf = grouped(points, 'customer_id');
      return customers.map((customer) => {
        const contactPoints = pointsOf.get(customer['id']) ?? [];
        return { ...customer, contactPoints, primaryPhone: contactPoints.find(({ type }) => type === 'PHONE') ?? null };
      });
    },
    graph: async (province, stage) => {
      const customers = await run(`select id, number, name from customer ${LIST}`, [province, stage]);
      if (customers.length === 0) return [];
      const points = await run(
        `select customer_id, type, match_key as value, label, is_primary as isPrimary from contact_point where customer_id in (${marks(customers)})`,
        customers.map(({ id }) => id ?? 0),
      );
      const orders = await run(
        `select id, customer_id, number, placed_at as placedAt, status, total, currency from purchase_order where customer_id in (${marks(customers)}) and retracted = 0 order by customer_id, placed_at desc, id desc`,
        customers.map(({ id }) => id ?? 0),
      );
      const ordersOf = grouped(orders, 'customer_id');
      const latest = customers.flatMap(({ id }) => (ordersOf.get(id) ?? []).slice(0, 5));
      const lines =
        latest.length === 0
          ? []
          : await run(
              `select l.order_id, l.quantity, l.unit_price as unitPrice, l.amount, p.code, p.name from order_line l left join product p on p.id = l.product_id where l.order_id in (${marks(latest)}) and l.retracted = 0`,
              latest.map(({ id }) => id ?? 0),
            );
      const pointsOf = grouped(points, 'customer_id');
      const linesOf = grouped(lines, 'order_id');
      return customers.map((customer) => ({
        ...customer,
        contactPoints: pointsOf.get(customer['id']) ?? [],
        recentOrders: (ordersOf.get(customer['id']) ?? [])
          .slice(0, 5)
          .map((order) => ({ ...order, lines: linesOf.get(order['id']) ?? [] })),
      }));
    },
    create: async ({ name, gender, stage, province, phone, email }) => {
      const id = nextId++;
      const at = Date.now();
      await transaction(async (inside) => {
        await inside(
          `insert into customer (id, subject_id, number, kind, name, name_sort, gender, stage, status, province, completeness, created_at, updated_at, version) values (?, ?, ?, 'PERSON', ?, '', ?, ?, 'ACTIVE', ?, 50, ?, ?, 1)`,
          [id, id, `F${id}`, name, gender, stage, province, at, at],
        );
        await inside(
          `insert into contact_point (customer_id, id, subject_id, record_id, source_id, type, label, match_key, last_four, is_primary, is_valid, position, sealed) values (?, ?, ?, 0, 1, 'PHONE', 'MOBILE', ?, ?, 1, 1, 0, ?), (?, ?, ?, 0, 1, 'EMAIL', null, ?, null, 1, 1, 1, ?)`,
          [id, id, id, phone.slice(-12), phone.slice(-4), phone, id, id + 1, id, email.slice(0, 12), email],
        );
      });
      return { id, number: `F${id}` };
    },
  };
}

function marks(rows: readonly unknown[]): string {
  return rows.map(() => '?').join(', ');
}

function grouped(rows: readonly Row[], by: string): Map<unknown, Row[]> {
  return Map.groupBy(rows, (row) => row[by]);
}

interface Connections {
  readonly run: Run;
  readonly transaction: (work: (inside: Run) => Promise<void>) => Promise<void>;
}

function onSqlite(path: string): Connections {
  const open = (readOnly: boolean) => {
    const database = new DatabaseSync(path, { readOnly });
    database.exec('pragma busy_timeout = 5000; pragma cache_size = -32768; pragma temp_store = MEMORY');
    if (!readOnly)
      database.exec('pragma journal_mode = WAL; pragma synchronous = FULL; pragma wal_autocheckpoint = 16000');
    const known = new Map<string, StatementSync>();
    const prepare = (sql: string) => {
      const statement = known.get(sql) ?? database.prepare(sql);
      known.set(sql, statement);
      return statement;
    };
    return { database, prepare };
  };
  const writer = open(false);
  const reader = open(true);
  // The columns are those of the statements in this file.
  const run: Run = async (sql, values) => reader.prepare(sql).all(...(values as SQLInputValue[])) as Row[];
  let last: Promise<void> = Promise.resolve();
  return {
    run,
    transaction: async (work) => {
      // One transaction at a time on the one connection that writes.
      const turn = last.then(async () => {
        writer.prepare('begin immediate').run();
        await work((sql, values) => {
          writer.prepare(sql).run(...(values as SQLInputValue[]));
          return DONE;
        });
        writer.prepare('commit').run();
      });
      last = turn.catch(() => {});
      await turn;
    },
  };
}

const DONE: Promise<Row[]> = Promise.resolve([]);

function onServer(url: string): Connections {
  const { hostname, port, username, password, pathname } = new URL(url.replace(/^mariadb:/, 'mysql:'));
  const pool: Pool = createPool({
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    charset: 'utf8mb4_bin',
    connectionLimit: 16,
    supportBigNumbers: true,
    dateStrings: true,
  });
  const on =
    (target: Pool | PoolConnection): Run =>
    (sql, values) =>
      new Promise((resolve, reject) => {
        // The columns are those of the statements in this file.
        target.query(sql, [...values], (error, rows) => (error ? reject(error) : resolve(rows as Row[])));
      });
  return {
    run: on(pool),
    transaction: async (work) => {
      const connection = await new Promise<PoolConnection>((resolve, reject) =>
        pool.getConnection((error, one) => (error ? reject(error) : resolve(one))),
      );
      try {
        const inside = on(connection);
        await inside('begin', []);
        await work(inside);
        await inside('commit', []);
      } finally {
        connection.release();
      }
    },
  };
}
