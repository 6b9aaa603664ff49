import { openDocuments } from '../sealed/open-contents.ts';
import type { SealingOn } from '../sealed/seals.ts';
import { foldRecords, type Statement } from '../survivorship/fold-records.ts';
import { RECORD_COLUMNS, toRecordInForce } from './pack-record.ts';

/** A customer with what each of its sources says now. */
export interface CustomerStatements {
  readonly id: number;
  readonly kind: 'PERSON' | 'ORGANISATION';
  readonly statements: readonly Statement[];
}

/** The customers that recognition looks at. */
const LIVING = ['ACTIVE', 'ARCHIVED'];

/**
 * What every source says now of the next customers after a key, in order of keys: at most `limit` of them, fewer only at the end.
 * The values are opened for the named work; whether they may be, the caller has decided.
 */
export async function readStatements(
  on: SealingOn,
  purpose: string,
  after: number,
  limit: number,
): Promise<CustomerStatements[]> {
  const customers = await on.db.read
    .selectFrom('customer')
    .select(['id', 'kind'])
    .where('id', '>', after)
    .where('status', 'in', LIVING)
    .orderBy('id')
    .limit(limit)
    .execute();
  return await statementsOf(on, purpose, customers);
}

/** What every source says now of these customers. */
export async function statementsOf(
  on: SealingOn,
  purpose: string,
  customers: readonly { readonly id: number; readonly kind: string }[],
): Promise<CustomerStatements[]> {
  const statements = await statementsByCustomer(
    on,
    purpose,
    customers.map(({ id }) => id),
  );
  return customers.map(({ id, kind }) => ({
    id,
    kind: kind === 'ORGANISATION' ? 'ORGANISATION' : 'PERSON',
    statements: statements.get(id) ?? [],
  }));
}

/** As {@link statementsOf}, by key; customers of whom no source says anything are left out. */
export async function statementsByCustomer(
  on: SealingOn,
  purpose: string,
  ids: readonly number[],
): Promise<Map<number, readonly Statement[]>> {
  if (ids.length === 0) return new Map();
  const rows = await on.db.read
    .selectFrom('source_record')
    .select(RECORD_COLUMNS)
    .where('customer_id', 'in', [...ids])
    .where('recorded_to', 'is', null)
    .where('retracted', '=', 0)
    .execute();
  const opened = Map.groupBy(await openDocuments(on, purpose, rows), (row) => row.customer_id);
  return new Map([...opened].map(([id, own]) => [id, foldRecords(own.map(toRecordInForce))]));
}
