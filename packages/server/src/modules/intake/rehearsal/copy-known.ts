import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Tables, Trx } from '../../../platform/database/tables.ts';
import { blindIndex, candidateIds, type IncomingBatch } from '../../customer/index.ts';
import type { BuiltBatch } from '../rows/build-batch.ts';

/** Keys in one list of values. */
const KEYS_PER_STATEMENT = 500;
const CUSTOMER_PARTS = ['source_record', 'contact_point', 'address', 'identifier', 'customer_tag'] as const;
const WHOLE_TABLES = ['source', 'rule_set', 'tag'] as const;

/** Copies what a batch could meet from the installation's database into the rehearsal's. */
export interface KnownCopier {
  /** Small tables, once. */
  begin(): Promise<void>;
  /** Customers and orders that the batch may be about, and that are not there yet. */
  meet(batch: BuiltBatch, incoming: IncomingBatch, currency: string): Promise<void>;
}

/** Makes the copier. Rows are copied as they are, by table and key, whatever they mean. */
export function createCopier(ctx: Ctx, to: Database): KnownCopier {
  const from = ctx.db;
  const customers = new Set<number>();
  const orderKeys = new Set<string>();
  const productKeys = new Set<string>();

  async function meetCustomers(incoming: IncomingBatch): Promise<void> {
    if (incoming.records.length === 0) return;
    const blind = await blindIndex(ctx);
    // Only reads: in a transaction of its own so that they see one moment.
    const found = await from.read.transaction().execute(async (trx) => await candidateIds(trx, incoming, blind));
    const missing = found.filter((id) => !customers.has(id));
    for (const id of missing) customers.add(id);
    await copy('customer', 'id', missing);
    for (const table of CUSTOMER_PARTS) await copy(table, 'customer_id', missing);
    await copy('number_alias', 'customer_id', missing);
  }

  async function meetOrders({ lines }: BuiltBatch, sourceId: number, currency: string): Promise<void> {
    const orders = fresh(
      orderKeys,
      lines.map((line) => `${sourceId}:${line.currency ?? currency}:${line.orderNumber}`),
    );
    const rows = await copy('purchase_order', 'order_key', orders);
    const ids = rows.map((row) => Number(row['id']));
    await copy('order_line', 'order_id', ids);
    await copy('order_line_version', 'order_id', ids);
    const products = lines.flatMap(({ productCode }) =>
      productCode === undefined ? [] : [`${sourceId}:${productCode}`],
    );
    await copy('product', 'product_key', fresh(productKeys, products));
  }

  async function copy(table: keyof Tables & string, column: string, keys: readonly (string | number)[]) {
    const copied: Record<string, unknown>[] = [];
    for (let start = 0; start < keys.length; start += KEYS_PER_STATEMENT) {
      const part = keys.slice(start, start + KEYS_PER_STATEMENT);
      const ref = from.read.dynamic.ref<string>(column);
      copied.push(...(await from.read.selectFrom(table).selectAll().where(ref, 'in', part).execute()));
    }
    await put(table, copied);
    return copied;
  }

  async function put(table: keyof Tables & string, rows: readonly Record<string, unknown>[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const values = rows.map((row) => columns.map((column) => row[column]));
    await to.transaction(async (trx) => await insertAny(trx, table, columns, values));
  }

  return {
    begin: async () => {
      for (const table of WHOLE_TABLES) await put(table, await from.read.selectFrom(table).selectAll().execute());
    },
    meet: async (batch, incoming, currency) => {
      await meetCustomers(incoming);
      if (batch.lines.length > 0) await meetOrders(batch, incoming.sourceId, currency);
    },
  };
}

function fresh(known: Set<string>, keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => !known.has(key) && known.add(key));
}

async function insertAny(
  trx: Trx,
  table: keyof Tables & string,
  columns: string[],
  values: unknown[][],
): Promise<void> {
  // The columns are those the same table was just read with.
  await bulkInsert(trx, table, columns as never[], values, { onConflict: 'skip' });
}
