import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse, Refused } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { holdShown } from '../../custody/index.ts';
import { codesOf } from '../field-set/field-sets.ts';
import { checkDecisions, evidenceProblems, recipientOf } from './check-decision.ts';
import type { ConsentRecordInput, ConsentWithdrawInput } from './consent.input.ts';
import { CURRENT_COLUMNS, toStanding } from './consent-rows.ts';
import { type NewConsent, recordConsents } from './record-consents.ts';

/** Whose decision it is: the customer, and the record that it is collected for. */
export interface Subject {
  readonly customerId: number;
  readonly subjectId: number;
}

/** A decision in the form of the ledger and the mutation it came with. */
interface Deed {
  readonly operation: string;
  readonly input: ConsentRecordInput | ConsentWithdrawInput;
  readonly action: 'consent.recorded' | 'consent.withdrawn';
  readonly decide: (trx: Trx, subject: Subject) => Promise<NewConsent>;
}

/**
 * Whose decision it is, by the record that it is about. What is said of a merged customer counts for the one who is shown, and goes
 * back with the other: a refusal is never lost because it names a number of before.
 */
async function holdSubject(trx: Trx, subjectId: number): Promise<Subject> {
  const shown = await holdShown(trx, [subjectId]);
  return { customerId: shown(subjectId), subjectId };
}

/**
 * Records a decision of a customer with its proof; it counts from the next statement on. Refuses what `checkDecisions` does.
 * Publishes `consent.recorded`. Returns the key of the ledger's entry.
 */
export async function recordConsent(
  ctx: Ctx,
  subjectId: number,
  input: ConsentRecordInput,
  idempotencyKey?: string,
): Promise<number> {
  const [decision] = await checkDecisions(ctx, [input], () => ['input']);
  if (!decision) return refuse('REQUIRED', ['input']);
  const decide = async (_trx: Trx, subject: Subject): Promise<NewConsent> => ({ ...decision, ...subject });
  return await carryOut(
    ctx,
    { operation: 'consentRecord', input, action: 'consent.recorded', decide },
    subjectId,
    idempotencyKey,
  );
}

/**
 * Takes a granted consent back; it counts from the next statement on. Refuses NOT_FOUND for an unknown recipient, WRONG_STATE
 * when nothing is granted, REQUIRED and TOO_LONG for the proof. Publishes `consent.withdrawn`. Returns the key of the entry.
 */
export async function withdrawConsent(
  ctx: Ctx,
  subjectId: number,
  input: ConsentWithdrawInput,
  idempotencyKey?: string,
): Promise<number> {
  const recipientId = recipientOf(ctx, input.recipientId) ?? refuse('NOT_FOUND', ['input', 'recipientId']);
  const problems = evidenceProblems(input.evidence, ['input', 'evidence', 'text']);
  if (problems.length > 0) throw new Refused(problems);
  const decide = async (trx: Trx, subject: Subject): Promise<NewConsent> => {
    const row = await trx
      .selectFrom('consent_current')
      .innerJoin('field_set', 'field_set.id', 'consent_current.field_set_id')
      .select(CURRENT_COLUMNS.map((column) => `consent_current.${column}` as const))
      .select('field_set.codes')
      .where('customer_id', '=', subject.customerId)
      .where('purpose', '=', input.purpose)
      .where('recipient_id', '=', recipientId)
      .executeTakeFirst();
    if (row?.decision !== 'GRANTED') return refuse('WRONG_STATE', ['input', 'purpose']);
    const { basis, policyId } = toStanding(row);
    return {
      ...subject,
      purpose: input.purpose,
      recipientId,
      fields: codesOf(row.codes),
      basis,
      decision: 'WITHDRAWN',
      policyId,
      evidence: { kind: input.evidence.kind, text: input.evidence.text.trim() },
    };
  };
  return await carryOut(
    ctx,
    { operation: 'consentWithdraw', input, action: 'consent.withdrawn', decide },
    subjectId,
    idempotencyKey,
  );
}

async function carryOut(ctx: Ctx, deed: Deed, subjectId: number, idempotencyKey?: string): Promise<number> {
  await ctx.db.ids.ensure(4);
  return await idempotent(ctx, idempotencyKey, { operation: deed.operation, input: deed.input }, async (trx) => {
    const subject = await holdSubject(trx, subjectId);
    const { customerId } = subject;
    const decision = await deed.decide(trx, subject);
    const [entryId = 0] = await recordConsents(trx, ctx, [decision]);
    const { purpose, recipientId = 0 } = decision;
    await recordAudit(trx, ctx, {
      action: deed.action,
      objectType: 'customer',
      objectId: customerId,
      fields: [purpose],
      detail: { entry: entryId, recipient: recipientId, decision: decision.decision },
    });
    await publish(trx, ctx, { type: deed.action, objectId: customerId, payload: { purpose, recipientId } });
    return entryId;
  });
}
