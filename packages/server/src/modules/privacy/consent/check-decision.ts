import { isFieldSetCode, PRIVACY_LIMITS as LIMITS } from '@dossier/shared/privacy';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { type Refusal, Refused } from '../../../platform/graphql/refused.ts';
import { policyInForce } from '../policy/policies.ts';
import type { ConsentDecisionInput, ConsentEvidenceInput } from './consent.input.ts';
import type { NewConsent } from './record-consents.ts';

const ALL = ['ALL'];

/** A checked decision that still lacks whose it is. */
export type CheckedDecision = Omit<NewConsent, 'customerId' | 'subjectId'>;

/**
 * Checks decisions as people and programs give them, all at once.
 *
 * Refuses REQUIRED, TOO_LONG, TOO_MANY, INVALID_CHOICE (fields; WITHDRAWN), NOT_FOUND (recipient, policy version), DATE_FUTURE,
 * PERIOD_REVERSED, DUPLICATE (two decisions about the same purpose and recipient).
 *
 * @param at path of the list in the input
 */
export async function checkDecisions(
  ctx: Ctx,
  inputs: readonly ConsentDecisionInput[],
  at: (place: number) => readonly string[],
): Promise<CheckedDecision[]> {
  if (inputs.length > LIMITS.consentsAtOnce)
    throw new Refused([{ code: 'TOO_MANY', field: at(0).slice(0, -1), params: { max: LIMITS.consentsAtOnce } }]);
  const refusals: Refusal[] = [];
  const checked: CheckedDecision[] = [];
  for (const [place, input] of inputs.entries()) {
    const field = (...names: string[]) => [...at(place), ...names];
    const recipientId = recipientOf(ctx, input.recipientId);
    const fields = input.fields ?? ALL;
    const decidedAt = input.decidedAt ?? undefined;
    if (recipientId === undefined) refusals.push({ code: 'NOT_FOUND', field: field('recipientId') });
    if (fields.length === 0) refusals.push({ code: 'REQUIRED', field: field('fields') });
    if (!fields.every(isFieldSetCode)) refusals.push({ code: 'INVALID_CHOICE', field: field('fields') });
    if (input.decision === 'WITHDRAWN') refusals.push({ code: 'INVALID_CHOICE', field: field('decision') });
    if (decidedAt !== undefined && decidedAt > ctx.now())
      refusals.push({ code: 'DATE_FUTURE', field: field('decidedAt') });
    if (input.expiresAt != null && input.expiresAt <= (decidedAt ?? ctx.now()))
      refusals.push({ code: 'PERIOD_REVERSED', field: field('expiresAt') });
    refusals.push(...evidenceProblems(input.evidence, field('evidence', 'text')));
    const policyId = await policyOf(ctx.db.read, ctx, input);
    if (policyId === undefined) refusals.push({ code: 'NOT_FOUND', field: field('policyVersionId') });
    const isRepeated = checked.some((one) => one.purpose === input.purpose && one.recipientId === recipientId);
    if (isRepeated) refusals.push({ code: 'DUPLICATE', field: field('purpose') });
    checked.push({
      purpose: input.purpose,
      recipientId: recipientId ?? 0,
      fields,
      basis: input.basis ?? 'CONSENT',
      decision: input.decision,
      expiresAt: input.decision === 'GRANTED' ? (input.expiresAt ?? null) : null,
      policyId: policyId ?? null,
      evidence: { kind: input.evidence.kind, text: input.evidence.text.trim() },
      ...(decidedAt === undefined ? {} : { decidedAt }),
    });
  }
  if (refusals.length > 0) throw new Refused(refusals);
  return checked;
}

/** What is wrong with a proof. */
export function evidenceProblems(evidence: ConsentEvidenceInput, field: readonly string[]): Refusal[] {
  if (evidence.text.trim() === '') return [{ code: 'REQUIRED', field }];
  return evidence.text.length > LIMITS.evidence ? [{ code: 'TOO_LONG', field, params: { max: LIMITS.evidence } }] : [];
}

/** The key of a recipient, 0 for ourselves; undefined when there is none with this id. */
export function recipientOf(ctx: Ctx, publicId: string | null | undefined): number | undefined {
  return publicId == null ? 0 : ctx.publicIds.decode('app', publicId);
}

/** The key of the version that was shown, null when none was published by then; undefined when the one named is not there. */
async function policyOf(db: Queryable, ctx: Ctx, input: ConsentDecisionInput): Promise<number | null | undefined> {
  const at = input.decidedAt ?? ctx.now();
  if (input.policyVersionId == null) return (await policyInForce(db, at))?.id ?? null;
  const id = ctx.publicIds.decode('pol', input.policyVersionId);
  if (id === undefined) return undefined;
  const row = await db
    .selectFrom('policy_version')
    .select('id')
    .where('id', '=', id)
    .where('published_at', '<=', at)
    .executeTakeFirst();
  return row?.id;
}
