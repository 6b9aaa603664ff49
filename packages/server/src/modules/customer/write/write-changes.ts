import { sql } from 'kysely';
import { bulkInsert, bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Row, Tables, Trx } from '../../../platform/database/tables.ts';
import { nameTokens } from '@dossier/shared/search';
import type { OpenAddress, OpenContactPoint, OpenIdentifier } from '../sealed/contents.ts';
import { sealAddress, sealContactPoint, sealIdentifier } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import type { Golden } from '../survivorship/choose.ts';
import { saidTags } from '../tag/said-tags.ts';
import { addressChange, contactPointChange, identifierChange, isSameRow, type ListChange } from './child-rows.ts';
import { ADDRESS_COLUMNS, CONTACT_POINT_COLUMNS, CUSTOMER_COLUMNS, IDENTIFIER_COLUMNS } from './columns.ts';
import type { CustomerState } from './customer-state.ts';
import { goldenRow } from './golden-row.ts';

const KEY = ['customer_id', 'id'] as const;
const OWNER_CHANGE_COLUMNS = ['customer_id', 'at', 'from_user', 'to_user'] as const;

/** What choosing anew changes about one customer. */
export interface CustomerChange {
  readonly isNew: boolean;
  readonly before: Row<'customer'>;
  readonly after: Row<'customer'>;
  readonly contactPoints: ListChange<OpenContactPoint>;
  readonly addresses: ListChange<OpenAddress>;
  readonly identifiers: ListChange<OpenIdentifier>;
  readonly tags: ListChange<Row<'customer_tag'>>;
  /** Whether anything a person can see is different. */
  readonly isChanged: boolean;
}

/** Compares a customer's state with what should be shown. Pure but for the keys it takes for new rows. */
export function planChange(
  state: CustomerState,
  golden: Golden,
  options: { isNew: boolean; at: number; nextId: () => number; tagIdOf: (name: string) => number },
): CustomerChange {
  const chosen = goldenRow(state.row, golden);
  const contactPoints = contactPointChange(state, golden, options.nextId);
  const addresses = addressChange(state, golden, options.nextId);
  const identifiers = identifierChange(state, golden, options.nextId);
  const tags = tagChange(state, golden, options);
  const lists = [contactPoints, addresses, identifiers, tags];
  const isChanged =
    options.isNew ||
    lists.some((list) => list.removed.length > 0 || list.rows.length > 0) ||
    !isSameRow(state.row, chosen);
  const after = isChanged ? { ...chosen, updated_at: options.at, version: state.row.version + 1 } : state.row;
  return { isNew: options.isNew, before: state.row, after, contactPoints, addresses, identifiers, tags, isChanged };
}

function tagChange(
  state: CustomerState,
  golden: Golden,
  options: { at: number; tagIdOf: (name: string) => number },
): ListChange<Row<'customer_tag'>> {
  const { row, records, othersTags } = state;
  // Only those who were merged may have had something taken off that their sources say.
  const said =
    othersTags.length === 0
      ? new Set([...golden.tags].map(options.tagIdOf))
      : new Set(saidTags(row.id, records, othersTags, options.tagIdOf).keys());
  if (said.size === 0 && state.tags.length === 0) return { rows: [], removed: [] };
  const known = new Set(state.tags.map(({ tag_id }) => tag_id));
  const added = [...said].filter((tagId) => !known.has(tagId));
  return {
    rows: added.map((tag_id) => ({ customer_id: state.row.id, tag_id, origin: 'SOURCE', tagged_at: options.at })),
    // What staff put on or took off stays as staff left it.
    removed: state.tags
      .filter(({ tag_id, origin }) => origin === 'SOURCE' && !said.has(tag_id))
      .map(({ tag_id }) => tag_id),
  };
}

/** Seals and writes the changes of many customers with a fixed number of statements. */
export async function writeChanges(trx: Trx, changes: readonly CustomerChange[], seals: Seals): Promise<void> {
  const changed = changes.filter(({ isChanged }) => isChanged);
  const sealed = changed.map((change) => sealedLists(change, seals));
  seals.settle();
  const created = changed.filter(({ isNew }) => isNew);
  const updated = changed.filter(({ isNew }) => !isNew);
  await bulkInsert(
    trx,
    'customer',
    CUSTOMER_COLUMNS,
    created.map(({ after }) => valuesOf(after, CUSTOMER_COLUMNS)),
  );
  await bulkUpsert(
    trx,
    'customer',
    CUSTOMER_COLUMNS,
    ['id'],
    updated.map(({ after }) => valuesOf(after, CUSTOMER_COLUMNS)),
  );
  await writeList(trx, 'contact_point', CONTACT_POINT_COLUMNS, sealed, ({ contactPoints }) => contactPoints);
  await writeList(trx, 'address', ADDRESS_COLUMNS, sealed, ({ addresses }) => addresses);
  await writeList(trx, 'identifier', IDENTIFIER_COLUMNS, sealed, ({ identifiers }) => identifiers);
  await writeTags(trx, changed);
  await writeOwnerChanges(trx, updated);
  await writeSearchTokens(trx, changed);
}

/** The lists of one customer's change as they are stored. */
interface SealedLists {
  readonly customerId: number;
  readonly isNew: boolean;
  readonly contactPoints: ListChange<Row<'contact_point'>>;
  readonly addresses: ListChange<Row<'address'>>;
  readonly identifiers: ListChange<Row<'identifier'>>;
}

function sealedLists(
  { isNew, after, contactPoints, addresses, identifiers }: CustomerChange,
  seals: Seals,
): SealedLists {
  return {
    customerId: after.id,
    isNew,
    contactPoints: { ...contactPoints, rows: contactPoints.rows.map((row) => sealContactPoint(seals, row)) },
    addresses: { ...addresses, rows: addresses.rows.map((row) => sealAddress(seals, row)) },
    identifiers: { ...identifiers, rows: identifiers.rows.map((row) => sealIdentifier(seals, row)) },
  };
}

async function writeList<Table extends 'contact_point' | 'address' | 'identifier'>(
  trx: Trx,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  changed: readonly SealedLists[],
  listOf: (lists: SealedLists) => ListChange<Row<Table>>,
): Promise<void> {
  const removed = changed.flatMap((lists) => listOf(lists).removed.map((id) => ({ customer: lists.customerId, id })));
  if (removed.length > 0) {
    const customers = sql.join([...new Set(removed.map(({ customer }) => customer))]);
    const ids = sql.join(removed.map(({ id }) => id));
    await sql`delete from ${sql.table(table)} where ${sql.ref('customer_id')} in (${customers}) and ${sql.ref('id')} in (${ids})`.execute(
      trx,
    );
  }
  const fresh = changed.flatMap((lists) => (lists.isNew ? listOf(lists).rows : []));
  const kept = changed.flatMap((lists) => (lists.isNew ? [] : listOf(lists).rows));
  await bulkInsert(
    trx,
    table,
    columns,
    fresh.map((row) => valuesOf(row, columns)),
  );
  await bulkUpsert(
    trx,
    table,
    columns,
    KEY,
    kept.map((row) => valuesOf(row, columns)),
  );
}

async function writeTags(trx: Trx, changed: readonly CustomerChange[]): Promise<void> {
  for (const { after, tags } of changed) {
    if (tags.removed.length === 0) continue;
    await trx
      .deleteFrom('customer_tag')
      .where('customer_id', '=', after.id)
      .where('tag_id', 'in', [...tags.removed])
      .execute();
  }
  const rows = changed.flatMap(({ tags }) =>
    tags.rows.map((row) => [row.customer_id, row.tag_id, row.origin, row.tagged_at]),
  );
  await bulkInsert(trx, 'customer_tag', ['customer_id', 'tag_id', 'origin', 'tagged_at'], rows, { onConflict: 'skip' });
}

// New customers came from nobody.
async function writeOwnerChanges(trx: Trx, updated: readonly CustomerChange[]): Promise<void> {
  const rows = updated
    // Whoever is merged is looked after by nobody meanwhile, which is no change of hands.
    .filter(({ before, after }) => before.owner_id !== after.owner_id && after.status !== 'MERGED')
    .map(({ before, after }) => [after.id, after.updated_at, before.owner_id, after.owner_id]);
  await bulkUpsert(trx, 'owner_change', OWNER_CHANGE_COLUMNS, ['customer_id', 'at'], rows);
}

async function writeSearchTokens(trx: Trx, changed: readonly CustomerChange[]): Promise<void> {
  const added = new Map<string, number[]>();
  const dropped: (readonly [string, number])[] = [];
  for (const { isNew, before, after } of changed) {
    if (!isNew && before.name === after.name) continue;
    const wanted = after.name === null ? [] : nameTokens(after.name);
    const had = new Set(isNew || before.name === null ? [] : nameTokens(before.name));
    for (const token of wanted) {
      if (had.delete(token)) continue;
      const customers = added.get(token);
      if (customers) customers.push(after.id);
      else added.set(token, [after.id]);
    }
    for (const token of had) dropped.push([token, after.id]);
  }
  for (const [token, id] of dropped) {
    await trx.deleteFrom('search_token').where('token', '=', token).where('customer_id', '=', id).execute();
  }
  // In key order: neighbouring keys share pages of the index.
  const rows: (readonly [string, number])[] = [];
  for (const token of [...added.keys()].toSorted()) for (const id of added.get(token) ?? []) rows.push([token, id]);
  await bulkInsert(trx, 'search_token', ['token', 'customer_id'], rows, { onConflict: 'skip' });
}

function valuesOf(row: object, columns: readonly string[]): unknown[] {
  // The columns are those of the row's own table: see columns.ts.
  const values = row as Readonly<Record<string, unknown>>;
  return columns.map((column) => values[column]);
}
