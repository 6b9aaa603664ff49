import { BREAK_GLASS_LIMITS as LIMITS } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { fieldsOf } from '../../../platform/policy/seen-fields.ts';
import { recordAudits } from '../../audit/index.ts';
import { type BreakGlassRecord, findBreakGlass, isHeld } from './break-glass.repository.ts';

/**
 * Writes to the audit log whom an answer under break-glass shows, one entry for each customer, with the personal fields that are in
 * it in full. The answer waits for it, and does not leave when it cannot be written, when break-glass has ended meanwhile, or
 * when it would have shown more customers than it may.
 *
 * @param operation what was asked: the name of the console's document
 * @throws FORBIDDEN
 */
export async function noteBreakGlassReads(ctx: Ctx, operation: string): Promise<void> {
  const { breakGlass, seen } = ctx.access;
  if (!breakGlass) return;
  const keys = [...breakGlass.met.union(new Set(seen.keys()))];
  if (keys.length === 0) return;
  await ctx.db.ids.ensure(keys.length);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'break_glass', [breakGlass.id]);
    const record = await findBreakGlass(trx, breakGlass.id);
    if (!record || !isHeld(record, ctx.now())) throw failure('FORBIDDEN', 'Break-glass has ended.');
    const { size } = (await shownBefore(trx, record)).union(new Set(keys));
    if (size > LIMITS.customers) throw failure('FORBIDDEN', `Break-glass shows ${LIMITS.customers} customers at most.`);
    await trx.updateTable('break_glass').set({ customers: size }).where('id', '=', record.id).execute();
    await recordAudits(
      trx,
      ctx,
      keys.map((key) => ({
        action: 'breakGlass.read',
        objectType: 'customer',
        objectId: key,
        fields: fieldsOf(seen.get(key) ?? 0),
        detail: { operation },
      })),
    );
  });
}

async function shownBefore(trx: Trx, { user_id, began_at }: BreakGlassRecord): Promise<Set<number>> {
  const rows = await trx
    .selectFrom('audit_entry')
    .select('object_id')
    .distinct()
    .where('actor_id', '=', user_id)
    .where('at', '>=', began_at)
    .where('action', '=', 'breakGlass.read')
    .execute();
  return new Set(rows.flatMap(({ object_id }) => object_id ?? []));
}
