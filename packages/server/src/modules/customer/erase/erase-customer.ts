import { forgetCustody, subjectsOf } from '../../custody/index.ts';
import type { Queryable, Tables, Trx } from '../../../platform/database/tables.ts';

/** Tables whose rows are about one customer and go with it. */
const PARTS = [
  'contact_point',
  'address',
  'identifier',
  'source_record',
  'search_token',
  'customer_tag',
  'customer_share',
  'support_case',
  'owner_change',
  'number_alias',
  'rule_flip',
  'discrepancy',
  'status_change',
  'tag_change',
] as const satisfies readonly (keyof Tables)[];

/** How many rows of each table there were of a customer. */
export type ErasedRows = Readonly<Record<(typeof PARTS)[number], number>>;

/** What has to be known of a customer before it is erased. */
export interface CustomerTraces {
  readonly number: string;
  /** Those who are part of it since a merge, and go with it. */
  readonly merged: readonly { readonly id: number; readonly number: string }[];
  /** Whose keys seal its values: more than one when customers were merged into it. */
  readonly subjectIds: readonly number[];
  /** The imports whose files told of it. */
  readonly importIds: readonly number[];
}

/** Where a customer has left traces; undefined when there is none with this key. */
export async function tracesOf(database: Queryable, customerId: number): Promise<CustomerTraces | undefined> {
  const customer = await database
    .selectFrom('customer')
    .select(['number', 'subject_id'])
    .where('id', '=', customerId)
    .executeTakeFirst();
  if (!customer) return undefined;
  const members = (await subjectsOf(database, customerId)).filter((id) => id !== customerId);
  const merged = await database
    .selectFrom('customer')
    .select(['id', 'number'])
    .where('id', 'in', [0, ...members])
    .orderBy('id')
    .execute();
  const subjects = new Set([customer.subject_id, ...members]);
  for (const table of ['source_record', 'contact_point', 'address', 'identifier'] as const) {
    const rows = await database
      .selectFrom(table)
      .select('subject_id')
      .distinct()
      .where('customer_id', '=', customerId)
      .execute();
    for (const { subject_id } of rows) subjects.add(subject_id);
  }
  const imports = await database
    .selectFrom('source_record')
    .select('import_id')
    .distinct()
    .where('customer_id', '=', customerId)
    .where('import_id', 'is not', null)
    .orderBy('import_id')
    .execute();
  return {
    number: customer.number,
    merged,
    subjectIds: [...subjects].toSorted((a, b) => a - b),
    importIds: imports.flatMap(({ import_id }) => import_id ?? []),
  };
}

/**
 * Removes a customer, and those who were merged into it, with everything this module keeps of them, in the caller's transaction. Nothing then tells it from one that
 * never was; its number is not given again. Repeated, it finds nothing.
 */
export async function eraseCustomer(trx: Trx, customerId: number): Promise<ErasedRows> {
  const ids = await subjectsOf(trx, customerId);
  const erased: [string, number][] = [];
  for (const table of PARTS) {
    const { numDeletedRows } = await trx.deleteFrom(table).where('customer_id', 'in', ids).executeTakeFirst();
    erased.push([table, Number(numDeletedRows)]);
  }
  await trx.deleteFrom('customer').where('id', 'in', ids).execute();
  await forgetCustody(trx, ids);
  // The entries are of exactly these tables.
  return Object.fromEntries(erased) as ErasedRows;
}
