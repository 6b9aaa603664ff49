import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import { recordAudit } from '../../audit/index.ts';
import { ASSIGNED_AT_ONCE, assignOwner, prepareAssignment } from '../../customer/index.ts';
import { readPoolRules } from './pool-rules.ts';

const DAY_MS = 86_400_000;
/** The pool's memory: what no rule looks at any more is forgotten. */
const CLAIMS_KEPT_MS = 90 * DAY_MS;

interface Checkpoint {
  readonly afterId: number;
  readonly returned: number;
}

/**
 * Gives customers whose owner did nothing with them for as long as the rules say back to the public pool, and says so in the
 * audit log. Done with means: edited or assigned by staff, or an order placed; what imports say is none of it.
 */
export const returnIdleJob = defineJob<object>({
  kind: 'pool.returnIdle',
  run: async (step) => {
    const { ctx } = step;
    await ctx.db.transaction(
      async (trx) =>
        await trx
          .deleteFrom('customer_claim')
          .where('at', '<', ctx.now() - CLAIMS_KEPT_MS)
          .execute(),
    );
    const { idleDays } = await readPoolRules(ctx.db.read);
    if (idleDays === null) return;
    const before = ctx.now() - idleDays * DAY_MS;
    for (let isDone = false; !isDone;) {
      const { afterId } = step.checkpoint<Checkpoint>() ?? { afterId: 0 };
      const found = await idleCustomers(ctx.db.heavy, before, { afterId });
      isDone = found.length < ASSIGNED_AT_ONCE;
      const assignment = await prepareAssignment(ctx, found.length);
      await ctx.db.ids.ensure(found.length + 1);
      await step.commit(async (trx) => {
        const done = step.checkpoint<Checkpoint>() ?? { afterId: 0, returned: 0 };
        await lockRows(trx, 'customer', found);
        // Asked again where it counts: somebody may have done something meanwhile.
        const still = found.length === 0 ? [] : await idleCustomers(trx, before, { among: found });
        const returned = await assignOwner(trx, ctx, still, null, assignment);
        await noteReturn(trx, ctx, returned, idleDays);
        const checkpoint = { afterId: found.at(-1) ?? done.afterId, returned: done.returned + returned.length };
        return { checkpoint, note: `${checkpoint.returned} returned` };
      });
    }
  },
});

/** Customers fall back to the pool at night. */
export const returnIdleSchedule: Schedule = {
  name: 'pool.returnIdle',
  pattern: '40 2 * * *',
  kind: returnIdleJob.kind,
  payload: {},
};

async function noteReturn(trx: Parameters<typeof recordAudit>[0], ctx: Ctx, ids: number[], days: number) {
  for (const id of ids)
    await recordAudit(trx, ctx, {
      action: 'customer.returnedToPool',
      objectType: 'customer',
      objectId: id,
      fields: ['OWNER'],
      detail: { idleDays: days },
    });
}

async function idleCustomers(
  db: Queryable,
  before: number,
  of: { readonly afterId: number } | { readonly among: readonly number[] },
): Promise<number[]> {
  const rows = await db
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.owner_id', 'is not', null)
    .where('customer.status', '=', 'ACTIVE')
    .where('customer.created_at', '<', before)
    .where((eb) => ('among' in of ? eb('customer.id', 'in', [...of.among]) : eb('customer.id', '>', of.afterId)))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('owner_change')
            .select('owner_change.at')
            .whereRef('owner_change.customer_id', '=', 'customer.id')
            .where('owner_change.at', '>=', before),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('source_record')
            .select('source_record.id')
            .whereRef('source_record.customer_id', '=', 'customer.id')
            .where('source_record.recorded_from', '>=', before)
            .where('source_record.import_id', 'is', null)
            .where('source_record.actor_id', '>', 0),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('purchase_order')
            .select('purchase_order.id')
            .whereRef('purchase_order.customer_id', '=', 'customer.id')
            .where('purchase_order.retracted', '=', 0)
            .where('purchase_order.placed_at', '>=', before),
        ),
      ),
    )
    .orderBy('customer.id')
    .limit(ASSIGNED_AT_ONCE)
    .execute();
  return rows.map(({ id }) => id);
}
