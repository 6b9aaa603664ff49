import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { NotReady } from '../../../platform/database/not-ready.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { makeFieldSets } from '../field-set/field-sets.ts';
import { CURRENT_COLUMNS, CURRENT_KEY, toCurrentRow, toStanding } from './consent-rows.ts';
import { consentKeyText, type StandingEntry } from './fold-consents.ts';
import { holdKeys } from './hold-keys.ts';
import { standingOfLedger } from './standing-of-ledger.ts';

/** How what stands differs from what the ledger says. */
export interface Difference {
  /** Written where nothing stood, or something else. */
  readonly put: readonly StandingEntry[];
  /** Taken away: nothing in the ledger says it. */
  readonly removed: readonly StandingEntry[];
}

/** What stands for some customers against what the ledger says of them. */
export async function compareWithLedger(
  db: Queryable,
  customerIds: readonly number[],
  onMissing: (fieldSets: readonly string[]) => void = () => undefined,
): Promise<Difference> {
  if (customerIds.length === 0) return { put: [], removed: [] };
  // First what stands: an entry that comes in between is then missing there, and never a row that seems to have none.
  const rows = await db
    .selectFrom('consent_current')
    .select(CURRENT_COLUMNS)
    .where('customer_id', 'in', [...customerIds])
    .execute();
  const { standing: should, missingSets } = await standingOfLedger(db, customerIds);
  onMissing(missingSets);
  const is = new Map(rows.map((row) => [consentKeyText(toStanding(row)), toStanding(row)]));
  return {
    put: [...should].filter(([key, entry]) => !isSame(is.get(key), entry)).map(([, entry]) => entry),
    removed: [...is].filter(([key]) => !should.has(key)).map(([, entry]) => entry),
  };
}

/**
 * Makes what stands for some customers what the ledger says, and tells what was wrong. At most a thousand customers at a time.
 */
export async function refoldConsents(trx: Trx, ctx: Ctx, customerIds: readonly number[]): Promise<Difference> {
  const needSets = (texts: readonly string[]) => {
    if (texts.length > 0) throw new NotReady(async () => await makeFieldSets(ctx, texts));
  };
  const held = new Map<string, StandingEntry>();
  for (;;) {
    const { put, removed } = await compareWithLedger(trx, customerIds, needSets);
    const unheld = [...put, ...removed].filter((entry) => !held.has(consentKeyText(entry)));
    // Only rows that are held against other writers are changed: what they wrote meanwhile is seen by another look.
    if (unheld.length > 0) {
      await holdKeys(trx, unheld);
      for (const entry of unheld) held.set(consentKeyText(entry), entry);
      continue;
    }
    await bulkUpsert(trx, 'consent_current', CURRENT_COLUMNS, CURRENT_KEY, put.map(toCurrentRow));
    const gone = new Set(removed.map(consentKeyText));
    for (const { customerId, purpose, recipientId } of removed) {
      await trx
        .deleteFrom('consent_current')
        .where('customer_id', '=', customerId)
        .where('purpose', '=', purpose)
        .where('recipient_id', '=', recipientId)
        .execute();
    }
    return { put: [...held.values()].filter((entry) => !gone.has(consentKeyText(entry))), removed };
  }
}

/** The decisions that a customer has for some subjects. */
export interface ConsentsOf {
  readonly from: number;
  readonly subjects: readonly number[];
}

/**
 * Gives the decisions that were collected for some subjects from one customer to another, and folds again what stands for both:
 * for merging and taking a merge back, once custody says who is with whom.
 *
 * @returns how many entries of the ledger there are
 */
export async function repointConsents(
  trx: Trx,
  ctx: Ctx,
  { from, to, subjects }: ConsentsOf & { readonly to: number },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('consent_entry')
    .set({ customer_id: to })
    .where('customer_id', '=', from)
    .where('subject_id', 'in', [...subjects])
    .executeTakeFirst();
  // Also where no decision went: what stands depends on who was never asked.
  await refoldConsents(trx, ctx, [from, to]);
  return Number(numUpdatedRows);
}

/** How many entries of the ledger {@link repointConsents} would give. */
export async function countConsents(db: Queryable, { from, subjects }: ConsentsOf): Promise<number> {
  const { n } = await db
    .selectFrom('consent_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', from)
    .where('subject_id', 'in', [...subjects])
    .executeTakeFirstOrThrow();
  return Number(n);
}

function isSame(one: StandingEntry | undefined, other: StandingEntry): boolean {
  if (!one) return false;
  const values = toCurrentRow(one);
  return toCurrentRow(other).every((value, place) => value === values[place]);
}
