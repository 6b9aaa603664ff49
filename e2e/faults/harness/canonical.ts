import { createHash } from 'node:crypto';
import type { Reader, Row } from './reader.ts';

/**
 * Tables that two runs of the same import may fill differently: the product's own bookkeeping, and who worked with it.
 * Every other table is compared, so a new one is compared from its first day.
 */
const BOOKKEEPING = new Set([
  'migration',
  'id_sequence',
  'job',
  'lease',
  'schedule',
  'outbox_event',
  'seal_head',
  'consumer',
  'idempotency_key',
  'audit_entry',
  // One a minute, and at the end.
  'audit_checkpoint',
  'staff_user',
  'session',
  'api_token',
  'one_time_link',
  'guess_count',
  // For what there is nobody else, and since when.
  'single_operator',
  // A kill leaves gaps in the numbers, so blocks may differ; `doctor numbers` judges them.
  'number_block',
  'number_sequence',
  // Each installation has its own keys.
  'key_store_binding',
]);

/** Columns that hold an instant: whether there is one is compared, not which. */
const INSTANT = /_at$|^recorded_(from|to)$/;
/** Keys and texts that contain keys. What they point to is compared instead. */
const KEYS = new Set(['id', 'subject_id', 'record_id', 'job_id', 'current_key', 'order_key', 'product_key']);
/** Entries of blind indexes: whether there is one is compared, since every installation makes others. */
const ENTRIES = new Set(['match_key', 'last_four']);
/** How far a run is, and its own times; when it is over the counts say all. */
const PROGRESS = new Set(['checkpoint', 'progress', 'detection']);

/**
 * All business tables as sorted lines of text in which every key is replaced by what makes the row what it is: a customer
 * by its content, an order by source and number, and so on. Equal for two databases that hold the same.
 */
export async function canonicalLines(reader: Reader): Promise<string[]> {
  const names = (await reader.tables()).filter((name) => !BOOKKEEPING.has(name));
  const tables = new Map<string, Row[]>();
  for (const name of names) tables.set(name, await reader.all(`select * from ${name}`));
  const rows = (name: string) => tables.get(name) ?? [];

  const sources = keyed(rows('source'), ({ code }) => String(code));
  const files = keyed(rows('uploaded_file'), ({ sha256 }) => String(sha256));
  const imports = keyed(rows('import_run'), (row) => `${sources(row['source_id'])} ${files(row['file_id'])}`);
  const products = keyed(rows('product'), (row) => `${sources(row['source_id'])} ${row['code']}`);
  const orders = keyed(rows('purchase_order'), (row) => `${sources(row['source_id'])} ${row['number']}`);
  const tags = keyed(rows('tag'), ({ name }) => String(name));
  const references: Record<string, (key: Row[string] | undefined) => string> = {
    source_id: sources,
    file_id: files,
    import_id: imports,
    product_id: products,
    order_id: orders,
    tag_id: tags,
  };
  const plain = (table: string, row: Row) =>
    Object.entries(row)
      .filter(([column]) => !KEYS.has(column) && !PROGRESS.has(column) && !column.endsWith('customer_id'))
      .filter(([column]) => !(table === 'customer' && column === 'number'))
      // Taking an import up again is a change of it.
      .filter(([column]) => !(table === 'import_run' && column === 'version'))
      .map(([column, value]) => {
        if (INSTANT.test(column)) return `${column}=${value === null ? 'never' : 'some time'}`;
        if (column === 'revision') return 'revision';
        if (ENTRIES.has(column)) return `${column}=${value === null ? 'none' : 'an entry'}`;
        return `${column}=${references[column]?.(value) ?? JSON.stringify(textOf(value))}`;
      })
      .join(' ');

  // A customer is what is said of it: its own row and the rows of its children.
  const content = new Map<number, string[]>();
  for (const row of rows('customer')) content.set(Number(row['id']), [plain('customer', row)]);
  for (const name of names) {
    if (name === 'customer') continue;
    for (const row of rows(name)) {
      if ('customer_id' in row) content.get(Number(row['customer_id']))?.push(`${name} ${plain(name, row)}`);
    }
  }
  const customers = new Map<number, string>();
  for (const [id, parts] of content) customers.set(id, digest(parts.toSorted().join('\n')).slice(0, 16));
  const customer = (key: Row[string] | undefined) =>
    key === null || Number(key) === 0 ? 'nobody' : (customers.get(Number(key)) ?? `MISSING ${key}`);

  // Lines are numbered in the order in which they came; versions in the order in which they were written.
  const lineRank = ranks(rows('order_line'), 'id');
  const versionRank = ranks([...rows('order_line'), ...rows('order_line_version')], 'revision');
  return names
    .flatMap((name) =>
      rows(name).map((row) => {
        const owner = 'customer_id' in row ? ` of ${customer(row['customer_id'])}` : '';
        const named = 'named_customer_id' in row ? ` naming ${customer(row['named_customer_id'])}` : '';
        const itself = name === 'customer' ? ` ${customer(row['id'])}` : '';
        const place = name === 'order_line' ? ` #${lineRank(row)}` : '';
        const turn = 'revision' in row ? ` v${versionRank(row)}` : '';
        return `${name}${itself}${owner}${named}${place}${turn} ${plain(name, row)}`;
      }),
    )
    .toSorted();
}

/** One checksum over {@link canonicalLines}. */
export async function canonicalChecksum(reader: Reader): Promise<string> {
  return digest((await canonicalLines(reader)).join('\n'));
}

function keyed(rows: readonly Row[], name: (row: Row) => string): (key: Row[string] | undefined) => string {
  const names = new Map(rows.map((row) => [Number(row['id']), name(row)]));
  return (key) => (key === null || Number(key) === 0 ? 'none' : (names.get(Number(key)) ?? `MISSING ${key}`));
}

/** The place of a row among the rows of its order, by a column that ascends. */
function ranks(rows: readonly Row[], column: string): (row: Row) => number {
  const values = new Map<number, Set<number>>();
  for (const row of rows) {
    const order = Number(row['order_id']);
    const known = values.get(order) ?? new Set();
    values.set(order, known.add(Number(row[column])));
  }
  const sorted = new Map([...values].map(([order, known]) => [order, [...known].toSorted((a, b) => a - b)]));
  return (row) => sorted.get(Number(row['order_id']))?.indexOf(Number(row[column])) ?? -1;
}

// The engines disagree on the type of small integers, not on what they say. Sealed bytes are others each time, but as many as the
// text that they hold; what they hold is compared where the product shows it.
function textOf(value: Row[string]): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? `${value.length} bytes` : String(value);
}
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
