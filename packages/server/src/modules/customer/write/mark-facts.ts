import type { AuditAction } from '@dossier/shared/audit';
import {
  type CustomerField,
  FIELD_CLASSES,
  PINNABLE_FIELDS,
  type PinnedFact,
  type SourceDocument,
  VERIFIABLE_FIELDS,
  type VerificationMethod,
} from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { requireCustomer } from '../scope/require-customer.ts';
import { beginSeals } from '../sealed/seals.ts';
import { fieldFacts, type Given, measureOf, saidOf } from '../source/list-facts.ts';
import { builtInSource, loadRules, STAFF_SOURCE } from '../source/sources.ts';
import { valuePlace } from '../source/value-ids.ts';
import { isUnusable } from '../survivorship/choose.ts';
import { foldRecords, type Said, type Statement } from '../survivorship/fold-records.ts';
import { type Marks, marksOf } from '../survivorship/marks.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { addRecords } from './add-records.ts';
import { loadStates } from './customer-state.ts';
import { KEYS_PER_RECOMPUTE, recompute } from './recompute.ts';
import { claimVersion } from './update-customer.ts';

const LONGEST_REASON = 300;

/** Which customer, on which version. */
export interface MarkTarget {
  readonly id: number;
  readonly version: number;
}

/** What is known of the customer when a mark is made. */
interface Known {
  readonly statements: readonly Statement[];
  readonly marks: Marks;
  readonly rules: SurvivorshipRules;
}

/**
 * Fixes one of the values that sources give for a field: it is shown, or of a list used, whatever the rules say and sources say later,
 * until the pin is taken away. A mark in staff's own record. Refuses INVALID_CHOICE for a field that has none to pin, NOT_FOUND for a value
 * that no source gives, INVALID for one that could not be standardised, REQUIRED and TOO_LONG for the reason, and what every change of a
 * customer does. Publishes `customer.updated`.
 */
export async function pinFact(
  ctx: Ctx,
  target: MarkTarget,
  input: { field: CustomerField; valueId: string; reason: string },
): Promise<void> {
  const { field, valueId } = input;
  if (!PINNABLE_FIELDS.includes(field)) refuse('INVALID_CHOICE', ['input', 'field']);
  const reason = checkedReason(input.reason);
  await markFact(ctx, target, { field, action: 'customer.pinned', reason }, (known) => {
    const { fact } = findValue(ctx, known, field, valueId);
    if (isUnusable({ ...fact }) || (fact.value === null && field !== 'ADDRESS'))
      refuse('INVALID', ['input', 'valueId']);
    // What `saidOf` gives is a fact of the field's kind; the text that it adds to addresses is not kept.
    const { value, ...address } = fact;
    const kept = (field === 'ADDRESS' ? address : { ...address, value }) as PinnedFact['fact'];
    return { fields: {}, pins: { [field]: { fact: kept, reason } } };
  });
}

/** Takes the pin of a field away: the rules choose again. Refuses WRONG_STATE when there is none, and what {@link pinFact} does. */
export async function unpinFact(
  ctx: Ctx,
  target: MarkTarget,
  input: { field: CustomerField; reason: string },
): Promise<void> {
  const reason = checkedReason(input.reason);
  await markFact(ctx, target, { field: input.field, action: 'customer.unpinned', reason }, ({ marks }) => {
    if (!marks.pinOf(input.field)) refuse('WRONG_STATE', ['input', 'field']);
    return { fields: {}, pins: { [input.field]: null } };
  });
}

/**
 * Says that somebody checked a value: the one shown, or another that sources give. Refuses INVALID_CHOICE for a field whose values cannot
 * be checked, NOT_FOUND for a value that no source gives, TOO_LARGE for a time to come, and what every change of a customer does. Publishes
 * `customer.updated`.
 */
export async function verifyFact(
  ctx: Ctx,
  target: MarkTarget,
  input: { field: CustomerField; valueId?: string | null; method: VerificationMethod; at?: number | null },
): Promise<void> {
  const { field, method } = input;
  if (!VERIFIABLE_FIELDS.includes(field)) refuse('INVALID_CHOICE', ['input', 'field']);
  const at = input.at ?? ctx.now();
  if (at > ctx.now()) refuse('TOO_LARGE', ['input', 'at']);
  await markFact(ctx, target, { field, action: 'customer.verified' }, (known) => {
    const { fact } = findValue(ctx, known, field, input.valueId ?? null);
    const { keyOf } = measureOf(field);
    const key = keyOf(fact);
    const given = known.statements
      .flatMap((one) => saidOf(one, field))
      .filter(({ record }) => record.recordedFrom <= at);
    const over = [...new Set(given.map((said) => keyOf(said.fact)))].filter((other) => other !== key);
    return { fields: {}, verified: [{ field, key, at, method, ...(over.length > 0 ? { over } : {}) }] };
  });
}

async function markFact(
  ctx: Ctx,
  { id, version }: MarkTarget,
  mark: { field: CustomerField; action: AuditAction; reason?: string },
  documentOf: (known: Known) => SourceDocument,
): Promise<void> {
  const classes = ['INTERNAL', FIELD_CLASSES[mark.field]] as const;
  await requireCustomer(ctx.db.read, ctx, id, 'WRITE', classes);
  const staff = await builtInSource(ctx, STAFF_SOURCE);
  const nextId = await ctx.db.ids.claim(KEYS_PER_RECOMPUTE + 1);
  const seals = await beginSeals(ctx, 'FACT_MARK');
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    await claimVersion(trx, id, version);
    await requireCustomer(trx, ctx, id, 'WRITE', classes);
    const state = (await loadStates(trx, [id], seals)).get(id) ?? refuse('NOT_FOUND', ['id']);
    if (state.row.status !== 'ACTIVE') refuse('WRONG_STATE', ['id']);
    const rules = await loadRules(trx);
    const statements = foldRecords(state.records);
    const document = documentOf({ statements, marks: marksOf(statements), rules });
    await addRecords(trx, ctx, [{ id: nextId(), state, sourceId: staff.id, document }], seals);
    await recompute(trx, [id], { rules, at: ctx.now(), nextId, seals });
    await recordAudit(trx, ctx, {
      action: mark.action,
      objectType: 'customer',
      objectId: id,
      fields: [mark.field],
      ...(mark.reason === undefined ? {} : { reason: mark.reason }),
    });
    await publish(trx, ctx, { type: 'customer.updated', objectId: id, payload: { fields: [mark.field] } });
  });
}

/** The value that an id names, or the one shown. */
function findValue(
  ctx: Ctx,
  { statements, marks, rules }: Known,
  field: CustomerField,
  id: string | null,
): Said<Given> {
  const { chosen, alternatives } = fieldFacts(statements, rules, marks, field);
  if (id === null) return chosen ?? refuse('NOT_FOUND', ['input', 'field']);
  const place = valuePlace(ctx, id);
  const all = [...(chosen ? [chosen] : []), ...alternatives, ...statements.flatMap((one) => saidOf(one, field))];
  const found = all.find(({ record, position }) => record.id === place?.recordId && position === place.position);
  return found ?? refuse('NOT_FOUND', ['input', 'valueId']);
}

function checkedReason(text: string): string {
  const reason = text.trim();
  if (reason === '') refuse('REQUIRED', ['input', 'reason']);
  if (reason.length > LONGEST_REASON) refuse('TOO_LONG', ['input', 'reason'], { max: LONGEST_REASON });
  return reason;
}
