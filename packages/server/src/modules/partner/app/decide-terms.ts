import { PARTNER_LIMITS as LIMITS } from '@dossier/shared/partner';
import type { AuditAction } from '@dossier/shared/audit';
import type { GraphQLSchema } from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { requireStepUp } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { type AppRow, appToChange, findTerms, type TermsRow, writeApp } from './partner-apps.ts';
import { putInForce, reviewed } from './put-in-force.ts';
import { checkReason } from './stop-app.ts';

/** Asks others to approve what is proposed. Refuses NOT_FOUND, STALE, WRONG_STATE when nothing is being written. */
export async function submitTerms(ctx: Ctx, id: number, version: number): Promise<void> {
  await onProposal(ctx, { id, version, state: 'DRAFT' }, async (trx, app, terms) => {
    await trx
      .updateTable('partner_terms')
      .set({ state: 'IN_REVIEW', submitted_by: ctx.actor.userId, submitted_at: ctx.now() })
      .where('app_id', '=', id)
      .where('number', '=', terms.number)
      .execute();
    await writeApp(trx, app, app.in_force === null ? { state: 'IN_REVIEW' } : {});
    await audit(trx, ctx, 'partnerApp.submitted', app, terms);
  });
}

/**
 * Approves what is proposed. With the second approval it counts, from the app's next request on.
 *
 * Refuses NOT_FOUND, STALE, WRONG_STATE, OWN_PROPOSAL for whoever wrote or submitted it, ALREADY_DONE for whoever approved before.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function approveTerms(
  ctx: Ctx,
  schema: GraphQLSchema,
  id: number,
  version: number,
  note: string | null,
): Promise<void> {
  requireStepUp(ctx);
  if ((note ?? '').length > LIMITS.reason) refuse('TOO_LONG', ['note'], { max: LIMITS.reason });
  await onProposal(ctx, { id, version, state: 'IN_REVIEW' }, async (trx, app, terms) => {
    const { userId } = ctx.actor;
    if (userId === terms.proposed_by || userId === terms.submitted_by) refuse('OWN_PROPOSAL', ['id']);
    const before = await trx
      .selectFrom('partner_approval')
      .select('user_id')
      .where('app_id', '=', id)
      .where('number', '=', terms.number)
      .execute();
    if (before.some(({ user_id }) => user_id === userId)) refuse('ALREADY_DONE', ['id']);
    await trx
      .insertInto('partner_approval')
      .values({ app_id: id, number: terms.number, user_id: userId, note: note?.trim() || null, at: ctx.now() })
      .execute();
    await audit(trx, ctx, 'partnerApp.approved', app, terms);
    if (before.length + 1 < LIMITS.approvals) return await writeApp(trx, app, {});
    const change = await putInForce(trx, ctx, schema, app, terms);
    const state = app.state === 'SUSPENDED' ? app.state : 'APPROVED';
    await writeApp(trx, app, { ...change, ...reviewed(ctx), state });
  });
}

/** Sends back what is proposed, with a reason. Refuses NOT_FOUND, STALE, WRONG_STATE, REQUIRED, TOO_LONG. */
export async function rejectTerms(ctx: Ctx, id: number, version: number, reason: string): Promise<void> {
  const why = checkReason(reason);
  await onProposal(ctx, { id, version, state: 'IN_REVIEW' }, async (trx, app, terms) => {
    await trx
      .updateTable('partner_terms')
      .set({ state: 'REJECTED', decided_at: ctx.now() })
      .where('app_id', '=', id)
      .where('number', '=', terms.number)
      .execute();
    await writeApp(trx, app, app.in_force === null ? { state: 'DRAFT' } : {});
    await audit(trx, ctx, 'partnerApp.rejected', app, terms, why);
  });
}

async function onProposal(
  ctx: Ctx,
  of: { readonly id: number; readonly version: number; readonly state: TermsRow['state'] },
  work: (trx: Trx, app: AppRow, terms: TermsRow) => Promise<void>,
): Promise<void> {
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    const app = await appToChange(trx, of.id, of.version);
    const terms = await findTerms(trx, app.id, app.proposed);
    if (terms?.state !== of.state) refuse('WRONG_STATE', ['id']);
    await work(trx, app, terms);
  });
}

async function audit(
  trx: Trx,
  ctx: Ctx,
  action: AuditAction,
  app: AppRow,
  terms: TermsRow,
  reason?: string,
): Promise<void> {
  await recordAudit(trx, ctx, {
    action,
    objectType: 'partnerApp',
    objectId: app.id,
    detail: { terms: terms.number },
    ...(reason ? { reason } : {}),
  });
}
