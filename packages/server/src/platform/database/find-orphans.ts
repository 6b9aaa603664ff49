import { sql } from 'kysely';
import type { Database } from './database.ts';
import { readTableShapes, type TableShape } from './table-shapes.ts';

/** Rows that point at something which is not there. */
export interface Orphans {
  readonly table: string;
  readonly column: string;
  readonly count: number;
  /** One of the keys pointed at in vain. */
  readonly example: number;
}

/** What columns that hold another row's key point at. Also keyed by the child's customer where the parent is. */
const TARGETS: Readonly<Record<string, string>> = {
  customer_id: 'customer',
  holder_id: 'customer',
  operation_id: 'custody_operation',
  named_customer_id: 'customer',
  from_customer_id: 'customer',
  to_customer_id: 'customer',
  chain_id: 'decision_chain',
  owner_id: 'staff_user',
  user_id: 'staff_user',
  source_id: 'source',
  record_id: 'source_record',
  tag_id: 'tag',
  trial_id: 'rule_trial',
  other_id: 'customer',
  run_id: 'match_run',
  cluster_id: 'match_cluster',
  team_id: 'team',
  parent_id: 'team',
  ancestor_id: 'team',
  descendant_id: 'team',
  order_id: 'purchase_order',
  product_id: 'product',
  import_id: 'import_run',
  file_id: 'uploaded_file',
  field_set_id: 'field_set',
  policy_id: 'policy_version',
  entry_id: 'consent_entry',
  credential_id: 'partner_credential',
  approval_id: 'approval_request',
  break_glass_id: 'break_glass',
};

/** Columns that end in `_id` and point at nothing that must be there: whose row may be gone, or which name no row. */
const FREE: ReadonlySet<string> = new Set([
  // The record something was collected for, which merging and purging may end.
  'subject_id',
  'from_subject_id',
  'to_subject_id',
  // Who or what an entry of a log is about; logs outlive it.
  'actor_id',
  'object_id',
  'request_id',
  // Of other systems.
  'external_id',
  'next_id',
  // Ended jobs and templates are removed.
  'job_id',
  'template_id',
  // Partner apps: ledgers outlive them, and 0 stands for ourselves.
  'recipient_id',
  'app_id',
  // Sessions end, and what held for them is kept.
  'session_id',
  // An app, or a member of staff, or 0 for the command line.
  'reader_id',
]);

/** Ledgers that outlive the customers they speak of: there, one who was erased is not missing. */
const OUTLIVING: ReadonlySet<string> = new Set(['consent_entry', 'consent_current', 'disclosure']);

/**
 * Looks through every table for rows that point at missing ones: the engine does not watch over this, so every suite and
 * `dossier doctor` do. 0 and null point at nothing.
 *
 * @throws Error when a column ends in `_id` and it is not known what it points at: say so above
 */
export async function findOrphans(db: Database): Promise<readonly Orphans[]> {
  const shapes = await readTableShapes(db.heavy, db.address.engine);
  const found: Orphans[] = [];
  for (const child of shapes) {
    for (const { name: column } of child.columns) {
      if (!column.endsWith('_id') || FREE.has(column)) continue;
      const parent = shapes.find((shape) => shape.name === TARGETS[column]);
      if (!parent) throw new Error(`nobody says what ${child.name}.${column} points at`);
      const orphans = await orphansOf(db, child, column, parent);
      if (orphans) found.push(orphans);
    }
  }
  return found;
}

async function orphansOf(
  db: Database,
  child: TableShape,
  column: string,
  parent: TableShape,
): Promise<Orphans | undefined> {
  // A row of several versions is there as long as one of them is.
  const key = parent.primaryKey.includes('id') ? 'id' : (parent.primaryKey.at(-1) ?? '');
  const matches = [sql`p.${sql.ref(key)} = c.${sql.ref(column)}`];
  if (parent.primaryKey.includes('customer_id')) matches.push(sql`p.customer_id = c.customer_id`);
  const erased = sql`and not exists (select 1 from erasure e where e.customer_key = c.${sql.ref(column)} and e.state = 'DONE')`;
  const unlessErased = parent.name === 'customer' && OUTLIVING.has(child.name) ? erased : sql``;
  const { rows } = await sql<{ count: number; example: number | null }>`
    select count(*) as count, min(c.${sql.ref(column)}) as example
    from ${sql.table(child.name)} c
    left join ${sql.table(parent.name)} p on ${sql.join(matches, sql` and `)}
    where c.${sql.ref(column)} > 0 and p.${sql.ref(key)} is null ${unlessErased}`.execute(db.heavy);
  const count = Number(rows[0]?.count ?? 0);
  return count === 0 ? undefined : { table: child.name, column, count, example: Number(rows[0]?.example ?? 0) };
}
