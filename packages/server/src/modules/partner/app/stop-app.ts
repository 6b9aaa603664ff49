import type { AuditAction } from '@dossier/shared/audit';
import { PARTNER_LIMITS as LIMITS } from '@dossier/shared/partner';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { requireStepUp } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { KEYS_TO_REMOVE_ALL, removeDevelopersOf } from '../developer/manage-developers.ts';
import { type AppRow, appToChange, findApp, writeApp } from './partner-apps.ts';
import { reviewed } from './put-in-force.ts';

/** A reason in words. Refuses REQUIRED, TOO_LONG. */
export function checkReason(reason: string): string {
  const why = reason.trim();
  if (!why) refuse('REQUIRED', ['reason']);
  return why.length > LIMITS.reason ? refuse('TOO_LONG', ['reason'], { max: LIMITS.reason }) : why;
}

/**
 * The kill switch: from now on every request of the app is refused, and so are its tokens, in every process. It asks for no version
 * and no second proof, so that nothing is in its way. Refuses NOT_FOUND, WRONG_STATE, REQUIRED, TOO_LONG.
 */
export async function suspendApp(ctx: Ctx, id: number, reason: string): Promise<void> {
  const why = checkReason(reason);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    // Whoever changes it at this moment is waited for, so that no change is in the way either.
    await lockRows(trx, 'partner_app', [id]);
    const app = (await findApp(trx, id)) ?? refuse('NOT_FOUND', ['id']);
    if (app.state !== 'APPROVED') refuse('WRONG_STATE', ['id']);
    await stop(trx, ctx, app, 'SUSPENDED', why);
  });
}

/** Lets a suspended app go on. Refuses NOT_FOUND, STALE, WRONG_STATE, REQUIRED, TOO_LONG. @throws STEP_UP_REQUIRED */
export async function resumeApp(ctx: Ctx, id: number, version: number, reason: string): Promise<void> {
  requireStepUp(ctx);
  await changed(
    ctx,
    { id, version, state: 'SUSPENDED', action: 'partnerApp.resumed', reason },
    {
      state: 'APPROVED',
      stopped_at: null,
      stop_reason: null,
      ...reviewed(ctx),
    },
  );
}

/** Says that an app still needs what it gets: good for a quarter. Refuses as {@link resumeApp}. @throws STEP_UP_REQUIRED */
export async function reviewApp(ctx: Ctx, id: number, version: number, reason: string): Promise<void> {
  requireStepUp(ctx);
  await changed(ctx, { id, version, state: 'APPROVED', action: 'partnerApp.reviewed', reason }, reviewed(ctx));
}

/** Ends an app for good, its credentials, and the sign-ins of its people. Refuses NOT_FOUND, STALE, WRONG_STATE, REQUIRED, TOO_LONG. @throws STEP_UP_REQUIRED */
export async function endApp(ctx: Ctx, id: number, version: number, reason: string): Promise<void> {
  requireStepUp(ctx);
  const why = checkReason(reason);
  await ctx.db.ids.ensure(1 + KEYS_TO_REMOVE_ALL);
  await ctx.db.transaction(async (trx) => {
    await stop(trx, ctx, await appToChange(trx, id, version), 'ENDED', why);
    await trx
      .updateTable('partner_credential')
      .set({ revoked_at: ctx.now() })
      .where('app_id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
    await removeDevelopersOf(trx, ctx, id);
  });
}

/** Stops an app in the caller's transaction: its tokens are gone at once. */
export async function stop(
  trx: Trx,
  ctx: Ctx,
  app: AppRow,
  state: 'SUSPENDED' | 'ENDED',
  reason: string,
): Promise<void> {
  await writeApp(trx, app, { state, stopped_at: ctx.now(), stop_reason: reason });
  await trx.deleteFrom('partner_token').where('app_id', '=', app.id).execute();
  await recordAudit(trx, ctx, {
    action: state === 'ENDED' ? 'partnerApp.ended' : 'partnerApp.suspended',
    objectType: 'partnerApp',
    objectId: app.id,
    reason,
  });
}

async function changed(
  ctx: Ctx,
  of: {
    readonly id: number;
    readonly version: number;
    readonly state: AppRow['state'];
    readonly action: AuditAction;
    readonly reason: string;
  },
  change: Partial<AppRow>,
): Promise<void> {
  const reason = checkReason(of.reason);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const app = await appToChange(trx, of.id, of.version);
    if (app.state !== of.state) refuse('WRONG_STATE', ['id']);
    await writeApp(trx, app, change);
    await recordAudit(trx, ctx, { action: of.action, objectType: 'partnerApp', objectId: app.id, reason });
  });
}
