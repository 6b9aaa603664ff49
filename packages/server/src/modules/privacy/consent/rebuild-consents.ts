import type { Ctx } from '../../../platform/context/context.ts';
import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { recordAudit } from '../../audit/index.ts';
import { compareWithLedger, refoldConsents } from './refold-consents.ts';

const CUSTOMERS_AT_ONCE = 500;

/** What rebuilding put right. */
export interface Rebuilt {
  readonly customers: number;
  readonly put: number;
  readonly removed: number;
}

/**
 * Makes the table of what stands anew from the ledger, some customers in each transaction; requests and imports go on
 * meanwhile. Rows that are right are left alone.
 */
export async function rebuildConsents(ctx: Ctx, signal?: AbortSignal): Promise<Rebuilt> {
  const total = { customers: 0, put: 0, removed: 0 };
  for (let after = 0; ;) {
    signal?.throwIfAborted();
    const customerIds = await nextCustomers(ctx.db.read, after);
    const last = customerIds.at(-1);
    if (last === undefined) break;
    const { put, removed } = await ctx.db.transaction(async (trx) => await refoldConsents(trx, ctx, customerIds));
    total.customers += customerIds.length;
    total.put += put.length;
    total.removed += removed.length;
    after = last;
  }
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(
    async (trx) =>
      await recordAudit(trx, ctx, { action: 'consent.rebuilt', objectType: 'installation', detail: total }),
  );
  return total;
}

/** `dossier doctor consents`: whether what stands is what the ledger says. */
export const consentsCheck: DoctorCheck = {
  name: 'consents',
  description: 'whether what stands is what the consent ledger says',
  run: async ({ db }) => {
    let wrong = 0;
    for (let after = 0; ;) {
      const customerIds = await nextCustomers(db.heavy, after);
      const last = customerIds.at(-1);
      if (last === undefined) break;
      const { put, removed } = await compareWithLedger(db.heavy, customerIds);
      // A decision that is written between the two statements looks like a difference once.
      if (put.length + removed.length > 0) {
        const again = await compareWithLedger(db.heavy, customerIds);
        wrong += again.put.length + again.removed.length;
      }
      after = last;
    }
    if (wrong === 0) return [];
    return [
      {
        level: 'ERROR',
        message: `${wrong} consents stand other than the ledger says: run \`dossier consents rebuild\`.`,
      },
    ];
  },
};

/** The next customers that the ledger or what stands speaks of. */
async function nextCustomers(db: Queryable, after: number): Promise<number[]> {
  const tables = ['consent_entry', 'consent_current'] as const;
  const found = await Promise.all(
    tables.map(
      async (table) =>
        await db
          .selectFrom(table)
          .select('customer_id')
          .distinct()
          .where('customer_id', '>', after)
          .orderBy('customer_id')
          .limit(CUSTOMERS_AT_ONCE)
          .execute(),
    ),
  );
  const ids = new Set(found.flat().map(({ customer_id }) => customer_id));
  return [...ids].toSorted((a, b) => a - b).slice(0, CUSTOMERS_AT_ONCE);
}
