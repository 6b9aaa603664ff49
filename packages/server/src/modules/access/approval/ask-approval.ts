import { type ApprovalAct, APPROVAL_LIMITS as LIMITS, NEVER_ALONE } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { type ApprovalPayload, digestOf } from './approval.repository.ts';
import { findDeciders, othersFor } from './deciders.ts';

const DAY_MS = 24 * 3_600_000;
/** How long something waits that nobody else could approve; anybody with the permission can stop it meanwhile. */
export const ALONE_WAIT_MS = DAY_MS;

/** Something that takes somebody else. */
export interface NewApproval extends ApprovalPayload {
  readonly act: ApprovalAct;
  /** The key of what it is about; 0 for the policy. */
  readonly subjectKey: number;
  /** Who would get more rights. */
  readonly concernedUser?: number;
  readonly reason?: string | null | undefined;
  /** How long (ms) it waits, if less than others do. */
  readonly waitsMs?: number;
}

/**
 * Asks for approval of exactly this, in the caller's transaction. Where nobody else could approve, it counts as approved after
 * {@link ALONE_WAIT_MS}, or cannot be asked for ({@link NEVER_ALONE}). Takes three keys. Refuses TOO_LONG for the reason,
 * ALREADY_DONE when the same waits already, NOBODY_TO_CONSENT.
 *
 * @returns the key of the request
 */
export async function askApproval(trx: Trx, ctx: Ctx, asked: NewApproval): Promise<number> {
  const { act, subjectKey, details, data, concernedUser = null, waitsMs = LIMITS.days * DAY_MS } = asked;
  const reason = asked.reason?.trim() || null;
  if ((reason ?? '').length > LIMITS.reason) refuse('TOO_LONG', ['input', 'reason'], { max: LIMITS.reason });
  const payload = JSON.stringify({ details, data } satisfies ApprovalPayload);
  const digest = digestOf(ctx, { act, subject_key: subjectKey, payload });
  const same = await trx
    .selectFrom('approval_request')
    .select('id')
    .where('act', '=', act)
    .where('subject_key', '=', subjectKey)
    .where('digest', '=', digest)
    .where('state', 'in', ['WAITING', 'APPROVED'])
    .executeTakeFirst();
  if (same) refuse('ALREADY_DONE', ['input']);
  const now = ctx.now();
  const askedBy = ctx.actor.userId;
  const others = othersFor(await findDeciders(trx, now), { act, asked_by: askedBy, concerned_user: concernedUser });
  const alone = others.length === 0;
  if (alone && NEVER_ALONE.has(act)) refuse('NOBODY_TO_CONSENT');
  const id = ctx.db.ids.take();
  await trx
    .insertInto('approval_request')
    .values({
      id,
      act,
      subject_key: subjectKey,
      payload,
      digest,
      concerned_user: concernedUser,
      reason,
      state: 'WAITING',
      asked_by: askedBy,
      asked_at: now,
      expires_at: now + waitsMs,
      opens_at: alone ? now + ALONE_WAIT_MS : null,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
    })
    .execute();
  await publish(trx, ctx, { type: 'approval.changed', objectId: id, payload: { askedBy } });
  await recordAudit(trx, ctx, {
    action: 'approval.asked',
    objectType: 'approval',
    objectId: id,
    detail: { act, subject: subjectKey, digest, alone },
    ...(reason ? { reason } : {}),
  });
  return id;
}
