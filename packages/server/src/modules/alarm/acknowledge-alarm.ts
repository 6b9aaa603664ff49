import { LONGEST_ALARM_NOTE } from '@dossier/shared/audit';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';

/**
 * Says that somebody looked into an alarm, and what came of it. Refuses NOT_FOUND, WRONG_STATE (somebody has), NOT_ALLOWED (it is
 * about oneself), REQUIRED and TOO_LONG for the note.
 */
export async function acknowledgeAlarm(ctx: Ctx, id: number, note: string): Promise<void> {
  const said = note.trim();
  if (!said) refuse('REQUIRED', ['note']);
  if (said.length > LONGEST_ALARM_NOTE) refuse('TOO_LONG', ['note'], { max: LONGEST_ALARM_NOTE });
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const alarm = await trx
      .selectFrom('alarm')
      .select(['user_id', 'acknowledged_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!alarm) refuse('NOT_FOUND', ['id']);
    if (alarm.user_id === ctx.actor.userId) refuse('NOT_ALLOWED', ['id']);
    const { numUpdatedRows } = await trx
      .updateTable('alarm')
      .set({ acknowledged_by: ctx.actor.userId, acknowledged_at: ctx.now(), note: said })
      .where('id', '=', id)
      .where('acknowledged_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) refuse('WRONG_STATE', ['id']);
    await recordAudit(trx, ctx, {
      action: 'alarm.acknowledged',
      objectType: 'alarm',
      objectId: id,
      reason: said,
    });
  });
}
