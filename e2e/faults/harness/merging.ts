import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from './installation.ts';
import type { Reader, Row } from './reader.ts';

/** More orders than a merge takes along at once: a job brings the rest after. */
const MANY_ORDERS = 2_300;
const FIRST_KEY = 8_000_000_000_000_000;
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙'];
const GIVEN = ['伟', '秀英', '敏', '静', '建国', '磊', '海燕', '勇', '文静', '涛'];

/** An installation in which every person stands twice: once from the CRM, once from the shop, there with orders. */
export async function fillInTwice(installation: Installation, people: number): Promise<void> {
  const path = (name: string) => join(installation.folder, name);
  const person = (at: number) => `${SURNAMES[at % SURNAMES.length]}${GIVEN[(at * 7) % GIVEN.length]}`;
  const phone = (at: number) => `138${String(10_000_000 + at * 7_919).slice(-8)}`;
  const all = Array.from({ length: people }, (_, at) => at);
  const crm = all.map((at) => `C${at},${person(at)},${phone(at)},u${at}@example.com,老客户`);
  const shop = all.map((at) => `${17_000 + at},${person(at)},${phone(at)},,${at % 2 === 0 ? 'VIP' : ''}`);
  const orders = Array.from(
    { length: MANY_ORDERS + people },
    (_, at) =>
      `${500_000 + at},P${at % 9},tea,1,2011-03-05 10:00,2.25,${17_000 + Math.max(0, at - MANY_ORDERS)},France`,
  );
  const head = '客户编号,姓名,手机,邮箱,标签';
  writeFileSync(path('crm.csv'), [head, ...crm].join('\n'));
  writeFileSync(path('shop.csv'), [head, ...shop].join('\n'));
  writeFileSync(
    path('orders.csv'),
    ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', ...orders].join('\n'),
  );
  const files = [
    ['crm.csv', 'customers', 'crm'],
    ['shop.csv', 'customers', 'shop'],
    ['orders.csv', 'purchases', 'shop'],
  ] as const;
  for (const [file, kind, source] of files) {
    const ended = await installation.dossier('import', path(file), '--kind', kind, '--source', source, '--no-keys');
    if (ended.code !== 0) throw new Error(ended.error);
  }
  await decide(installation);
  const reader = await installation.reader();
  const named = await reader.all(`select number, external_id from customer join source_record
    on source_record.customer_id = customer.id and source_record.id = (select min(id) from source_record as first where first.customer_id = customer.id)`);
  await reader.close();
  const numbers = new Map(named.map((row) => [String(row['external_id']), String(row['number'])]));
  const pairs = all.map((at) => `${numbers.get(String(17_000 + at))},${numbers.get(`C${at}`)}`);
  writeFileSync(path('pairs.csv'), ['customer,into', ...pairs].join('\n'));
}

/** Decisions of customers, as an import of a ledger from elsewhere would leave them: some agreed, some refused, some were never asked. */
async function decide(installation: Installation): Promise<void> {
  const reader = await installation.reader();
  const customers = await reader.all('select id from customer order by id');
  const digest = createHash('sha256').update('ALL').digest('hex');
  const set = FIRST_KEY - 1;
  await reader.run(`insert into field_set (id, digest, codes) values (${set}, '${digest}', 'ALL')`);
  await reader.run(`insert into field_set_code (code, field_set_id) values ('ALL', ${set})`);
  const decided = customers.flatMap(({ id }, at) =>
    at % 5 === 4 ? [] : [{ id: Number(id), entry: FIRST_KEY + at, decision: at % 7 === 3 ? 'DENIED' : 'GRANTED' }],
  );
  const ledger = decided.map(
    ({ id, entry, decision }) =>
      `(${id}, ${entry}, ${id}, 'MARKETING', 0, ${set}, 'CONSENT', '${decision}', 'PAPER', 1, 'form', 1000, 1000)`,
  );
  await reader.run(
    `insert into consent_entry (customer_id, id, subject_id, purpose, recipient_id, field_set_id, basis, decision, evidence_kind, actor_id, actor_name, decided_at, recorded_at) values ${ledger.join(', ')}`,
  );
  const standing = decided.map(
    ({ id, entry, decision }) => `(${id}, 'MARKETING', 0, ${id}, ${entry}, ${set}, 'CONSENT', '${decision}', 1000)`,
  );
  await reader.run(
    `insert into consent_current (customer_id, purpose, recipient_id, subject_id, entry_id, field_set_id, basis, decision, decided_at) values ${standing.join(', ')}`,
  );
  await reader.close();
}

/** What stands in the database about customers, in which every customer is called by what its first source calls it. */
export async function customerLines(reader: Reader): Promise<string[]> {
  const { nameOf, rows } = await readAll(reader);
  const lines = [
    ...rows('customer').map(
      (row) => `customer ${nameOf(row['id'])} ${text(row, ['status', 'name', 'kind', 'completeness'])}`,
    ),
    ...present(rows('customer_custody')).map(
      (row) => `${nameOf(row['customer_id'])} in ${nameOf(row['holder_id'])} ${text(row, ['depth'])}`,
    ),
    ...rows('number_alias').map((row) => `alias to ${nameOf(row['customer_id'])} ${text(row, ['state', 'reason'])}`),
    ...rows('source_record').map(
      (row) =>
        `record for ${nameOf(row['subject_id'])} with ${nameOf(row['customer_id'])} ${text(row, ['external_id', 'retracted', 'present'])} ${['current_key', 'recorded_to'].map((column) => (row[column] === null ? 'none' : 'set')).join()}`,
    ),
    ...['contact_point', 'address', 'identifier'].flatMap((table) =>
      rows(table).map(
        (row) => `${table} of ${nameOf(row['customer_id'])} ${text(row, ['type', 'is_primary', 'sealed'])}`,
      ),
    ),
    ...rows('customer_tag').map((row) => `tag of ${nameOf(row['customer_id'])} ${text(row, ['tag_id', 'origin'])}`),
    ...rows('purchase_order').map(
      (row) =>
        `order for ${nameOf(row['subject_id'])} with ${nameOf(row['customer_id'])} ${text(row, ['number', 'total', 'line_count', 'retracted'])}`,
    ),
    ...rows('consent_entry').map(
      (row) =>
        `decision of ${nameOf(row['subject_id'])} with ${nameOf(row['customer_id'])} ${text(row, ['purpose', 'decision'])}`,
    ),
    ...rows('consent_current').map(
      (row) => `stands for ${nameOf(row['customer_id'])} ${text(row, ['purpose', 'decision'])}`,
    ),
    ...rows('search_token').map((row) => `token of ${nameOf(row['customer_id'])} ${text(row, ['token'])}`),
  ];
  return lines.toSorted();
}

/** Pairs that recognition found and how sure it is. */
export async function pairLines(reader: Reader): Promise<string[]> {
  const { nameOf, rows } = await readAll(reader);
  const unfinished = rows('match_run').filter((row) => row['phase'] !== 'DONE');
  const found = rows('match_pair').map(
    (row) =>
      `${[nameOf(row['customer_id']), nameOf(row['other_id'])].toSorted().join(' ')} ${text(row, ['weight', 'state', 'fields'])}`,
  );
  return [...found, ...unfinished.map(() => 'a run without an end')].toSorted();
}

/** Whatever contradicts that every customer is either merged or not, and all of its things where custody says. */
export async function halfStates(reader: Reader): Promise<string[]> {
  const { nameOf, rows } = await readAll(reader);
  const custody = present(rows('customer_custody')).toSorted((a, b) => Number(a['depth']) - Number(b['depth']));
  const holders = new Map(custody.map((row) => [Number(row['customer_id']), Number(row['holder_id'])]));
  const shown = (id: Row[string] | undefined) => holders.get(Number(id)) ?? Number(id);
  const isMoving = rows('custody_operation').some((row) => row['state'] === 'MOVING');
  const wrong: string[] = [];
  for (const row of rows('customer'))
    if ((row['status'] === 'MERGED') !== (shown(row['id']) !== Number(row['id'])))
      wrong.push(`status of ${nameOf(row['id'])}`);
  for (const table of ['source_record', 'consent_entry', ...(isMoving ? [] : ['purchase_order'])])
    for (const row of rows(table))
      if (Number(row['customer_id']) !== shown(row['subject_id']))
        wrong.push(`${table} for ${nameOf(row['subject_id'])}`);
  for (const table of ['contact_point', 'address', 'identifier', 'consent_current', 'search_token'])
    for (const row of rows(table))
      if (shown(row['customer_id']) !== Number(row['customer_id']))
        wrong.push(`${table} of ${nameOf(row['customer_id'])}`);
  const numbers = new Map(rows('customer').map((row) => [String(row['number']), Number(row['id'])]));
  const aliases = rows('number_alias').filter((row) => row['reason'] === 'merged');
  if (aliases.length !== holders.size) wrong.push(`${aliases.length} numbers of ${holders.size} merged customers`);
  for (const row of aliases)
    if (shown(numbers.get(String(row['number']))) !== numbers.get(String(row['successor'])))
      wrong.push(`number ${row['number']}`);
  const operations = new Set(rows('custody_operation').map((row) => Number(row['id'])));
  for (const row of rows('customer_custody'))
    if (!operations.has(Number(row['operation_id'])))
      wrong.push(`custody of ${nameOf(row['customer_id'])} without an operation`);
  return [...new Set(wrong)];
}

/** How often each kind of operation was done. */
export async function operationCounts(reader: Reader): Promise<Readonly<Record<string, number>>> {
  const rows = await reader.all('select kind, count(*) as n from custody_operation group by kind');
  return Object.fromEntries(rows.map((row) => [String(row['kind']), Number(row['n'])]));
}

const TABLES = [
  'customer',
  'customer_custody',
  'custody_operation',
  'number_alias',
  'source_record',
  'contact_point',
  'address',
  'identifier',
  'customer_tag',
  'purchase_order',
  'consent_entry',
  'consent_current',
  'search_token',
  'match_run',
  'match_pair',
] as const;

async function readAll(reader: Reader) {
  const tables = new Map<string, Row[]>();
  for (const table of TABLES) tables.set(table, await reader.all(`select * from ${table}`));
  const rows = (table: string) => tables.get(table) ?? [];
  const names = new Map<number, string>();
  for (const row of rows('source_record').toSorted((a, b) => Number(a['id']) - Number(b['id'])))
    if (!names.has(Number(row['subject_id'])))
      names.set(Number(row['subject_id']), `${row['source_id']}:${row['external_id']}`);
  return { rows, nameOf: (key: Row[string] | undefined) => names.get(Number(key)) ?? `MISSING ${key}` };
}

function present(custody: readonly Row[]): Row[] {
  return custody.filter((row) => row['to_at'] === null);
}

// Sealed bytes are others each time, but as many.
function text(row: Row, columns: readonly string[]): string {
  return columns
    .map((column) => {
      const value = row[column];
      return `${column}=${typeof value === 'object' && value !== null ? `${value.length} bytes` : String(value)}`;
    })
    .join(' ');
}
