import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Row, Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { requireCustomer } from '../../customer/index.ts';

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
 */
export async function holdParties(
  trx: Trx,
  ctx: Ctx,
  parties: readonly Party[],
): Promise<Map<number, Row<'customer'>>> {
  const ids = parties.map(({ id }) => id);
  await lockRows(trx, 'customer', ids);
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

/** Why somebody does it, as it is kept. Refuses TOO_LONG. */
export function reasonOf(given: string | null | undefined): string | null {
  const reason = given?.trim() ?? '';
  if (reason.length > LONGEST_REASON) refuse('TOO_LONG', ['input', 'reason'], { max: LONGEST_REASON });
  return reason === '' ? null : reason;
}
