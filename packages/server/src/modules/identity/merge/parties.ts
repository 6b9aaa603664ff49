import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Row, Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { KEPT_STATUSES, requireCustomer } from '../../customer/index.ts';

/** So many customers are merged into one at once. */
export const MOST_MERGED = 100;
const LONGEST_REASON = 500;

/** A customer that somebody wants to do something with, as they saw it. */
export interface Party {
  readonly id: number;
  /** Refused when it is another one by now. */
  readonly version?: number | undefined;
  /** Where the input names it. */
  readonly field: readonly string[];
}

/**
 * Asks whether the actor may bring this customer's things elsewhere: they see it and may change everything of it. Refuses
 * NOT_FOUND, NOT_ALLOWED.
 */
export async function requireParty(db: Queryable, ctx: Ctx, { id, field }: Pick<Party, 'id' | 'field'>): Promise<void> {
  await requireCustomer(db, ctx, id, 'READ_FULL', ['INTERNAL', 'PERSONAL'], field);
  await requireCustomer(db, ctx, id, 'WRITE', ['INTERNAL', 'PERSONAL', 'SENSITIVE'], field);
}

/**
 * Holds the rows of the parties, in one order everywhere, and answers them as they are now. Refuses NOT_FOUND, NOT_ALLOWED, and
 * STALE for one that has another version by now.
 *
 * @param others keys of customers whose rows are held as well, whoever may see them
 */
export async function holdParties(
  trx: Trx,
  ctx: Ctx,
  parties: readonly Party[],
  others: readonly number[] = [],
): Promise<Map<number, Row<'customer'>>> {
  const ids = parties.map(({ id }) => id);
  await lockRows(trx, 'customer', [...ids, ...others]);
  for (const party of parties) await requireParty(trx, ctx, party);
  const rows = await trx.selectFrom('customer').selectAll().where('id', 'in', ids).execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const { id, version, field } of parties) {
    const row = found.get(id);
    if (!row) refuse('NOT_FOUND', field);
    if (version !== undefined && version !== row.version) refuse('STALE', field);
  }
  return found;
}

/** The survivor and the others, each once. Refuses REQUIRED, TOO_MANY, INVALID_CHOICE. */
export function checkParties(survivor: Party, customers: readonly Party[]): Party[] {
  if (customers.length === 0) refuse('REQUIRED', ['input', 'customers']);
  if (customers.length > MOST_MERGED) refuse('TOO_MANY', ['input', 'customers'], { max: MOST_MERGED });
  const parties = [survivor, ...customers];
  if (new Set(parties.map(({ id }) => id)).size < parties.length) refuse('INVALID_CHOICE', ['input', 'customers']);
  return parties;
}

/** Whether these may become one as they are now: nobody who was merged or withdrawn, into one who is active. Refuses WRONG_STATE. */
export function requireStates(
  rows: ReadonlyMap<number, { readonly status: string }>,
  survivor: Party,
  customers: readonly Party[],
): void {
  if (rows.get(survivor.id)?.status !== 'ACTIVE') refuse('WRONG_STATE', survivor.field);
  for (const { id, field } of customers)
    if (!KEPT_STATUSES.some((status) => status === rows.get(id)?.status)) refuse('WRONG_STATE', field);
}

/** Why somebody does it, as it is kept. Refuses TOO_LONG. */
export function reasonOf(given: string | null | undefined): string | null {
  const reason = given?.trim() ?? '';
  if (reason.length > LONGEST_REASON) refuse('TOO_LONG', ['input', 'reason'], { max: LONGEST_REASON });
  return reason === '' ? null : reason;
}
