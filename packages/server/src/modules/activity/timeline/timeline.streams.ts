import { CUSTOMER_FIELDS, type CustomerField } from '@dossier/shared/facts';
import { sql, type SqlBool } from 'kysely';
import type { Queryable } from '../../../platform/database/tables.ts';
import type { TimelineKind, TimelineRow } from './timeline.type.ts';

/** Which part of a timeline is read: up to `limit` entries, newest first, older than `after` and within the dates. */
export interface TimelineWindow {
  readonly customerKey: number;
  readonly kinds: ReadonlySet<TimelineKind>;
  /** Time and key of the entry to go on from. */
  readonly after: { readonly at: number; readonly key: number } | undefined;
  /** Milliseconds since 1970, both inclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly limit: number;
}

/** One kind of thing that a timeline is merged from: its entries in the window, newest first, at most `limit`. */
export type TimelineStream = (reader: Queryable, window: TimelineWindow) => Promise<TimelineRow[]>;

const EMPTY = { orderKey: null, importKey: null, sourceKey: null, lineCount: null, actorName: null, fields: null };
const KIND_OF_ACTION = {
  'customer.updated': 'CHANGE',
  'customer.archived': 'ARCHIVED',
  'customer.restored': 'RESTORED',
} as const satisfies Record<string, TimelineKind>;
const FIELDS: ReadonlySet<string> = new Set(CUSTOMER_FIELDS);

/** Purchases and returns. */
export const orderStream: TimelineStream = async (reader, window) => {
  const { kinds } = window;
  if (!kinds.has('ORDER') && !kinds.has('RETURN')) return [];
  let query = reader
    .selectFrom('purchase_order')
    .select(['id', 'placed_at as at', 'line_count', 'return_count'])
    .where('customer_id', '=', window.customerKey)
    .where('retracted', '=', 0)
    .where((eb) => eb.and(inWindow(window, 'placed_at', 'id')));
  if (!kinds.has('RETURN')) query = query.where(sql<SqlBool>`return_count < line_count`);
  if (!kinds.has('ORDER')) query = query.where(sql<SqlBool>`return_count = line_count`);
  const rows = await query.orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(window.limit).execute();
  return rows.map((row) => ({
    ...EMPTY,
    key: row.id,
    kind: row.return_count === row.line_count ? 'RETURN' : 'ORDER',
    at: row.at,
    orderKey: row.id,
    lineCount: row.line_count,
  }));
};

/** Imports that said something about the customer, each once however many rows it had. */
export const importStream: TimelineStream = async (reader, window) => {
  if (!window.kinds.has('IMPORT')) return [];
  const rows = await reader
    .selectFrom((eb) =>
      eb
        .selectFrom('source_record')
        .select((inner) => [
          'import_id',
          inner.fn.min('id').as('id'),
          inner.fn.min('source_id').as('source_id'),
          inner.fn.min('recorded_from').as('at'),
        ])
        .where('customer_id', '=', window.customerKey)
        .where('retracted', '=', 0)
        .where('import_id', 'is not', null)
        .groupBy('import_id')
        .as('imported'),
    )
    .select(['import_id', 'id', 'source_id', 'at'])
    .where((eb) => eb.and(inWindow(window, 'at', 'id')))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(window.limit)
    .execute();
  return rows.map((row) => ({
    ...EMPTY,
    key: Number(row.id),
    kind: 'IMPORT',
    at: Number(row.at),
    importKey: row.import_id,
    sourceKey: Number(row.source_id),
  }));
};

/** Changes by staff and programs, and what was archived and restored: as the audit log has them. */
export const changeStream: TimelineStream = async (reader, window) => {
  const actions = Object.entries(KIND_OF_ACTION).filter(([, kind]) => window.kinds.has(kind));
  if (actions.length === 0) return [];
  const rows = await reader
    .selectFrom('audit_entry')
    .select(['id', 'at', 'action', 'actor_name', 'fields'])
    .where('object_id', '=', window.customerKey)
    .where(
      'action',
      'in',
      actions.map(([action]) => action),
    )
    .where((eb) => eb.and(inWindow(window, 'at', 'id')))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(window.limit)
    .execute();
  return rows.map((row) => {
    // Selected by these very actions.
    const kind = KIND_OF_ACTION[row.action as keyof typeof KIND_OF_ACTION];
    return {
      ...EMPTY,
      key: row.id,
      kind,
      at: row.at,
      actorName: row.actor_name,
      fields: kind === 'CHANGE' ? fieldsIn(row.fields) : null,
    };
  });
};

/** The beginning: one entry, with who made the record when a person or a program did. */
export const createdStream: TimelineStream = async (reader, window) => {
  if (!window.kinds.has('CREATED')) return [];
  const rows = await reader
    .selectFrom('customer')
    .leftJoin('audit_entry', (join) =>
      join.onRef('audit_entry.object_id', '=', 'customer.id').on('audit_entry.action', '=', 'customer.created'),
    )
    .select(['customer.id', 'customer.created_at as at', 'audit_entry.actor_name'])
    .where('customer.id', '=', window.customerKey)
    .where((eb) => eb.and(inWindow(window, 'customer.created_at', 'customer.id')))
    .limit(1)
    .execute();
  return rows.map((row) => ({ ...EMPTY, key: row.id, kind: 'CREATED', at: row.at, actorName: row.actor_name }));
};

/** The window as conditions; the bound on the time alone comes first, so that an index on it serves. */
function inWindow({ after, from, to }: TimelineWindow, at: string, key: string) {
  const time = sql.ref(at);
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`${time} >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`${time} <= ${to}`]),
    ...(after === undefined
      ? []
      : [
          sql<SqlBool>`${time} <= ${after.at}`,
          sql<SqlBool>`(${time} < ${after.at} or ${sql.ref(key)} < ${after.key})`,
        ]),
  ];
}

function fieldsIn(json: string): CustomerField[] {
  const names: unknown = JSON.parse(json);
  // Written as a list of names; those that are not customer fields (any more) are left out.
  return Array.isArray(names) ? names.filter((name): name is CustomerField => FIELDS.has(String(name))) : [];
}
