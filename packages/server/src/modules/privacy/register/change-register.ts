import { isFieldSetCode, PRIVACY_LIMITS as LIMITS } from '@dossier/shared/privacy';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { type Refusal, refuse, Refused } from '../../../platform/graphql/refused.ts';
import { findUser } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { ensureFieldSets, fieldSetText } from '../field-set/field-sets.ts';
import { findProcessingActivity, type ProcessingActivityRow } from './processing-activities.ts';
import type { ProcessingActivityInput } from './processing-activity.type.ts';

const TEXTS = ['description', 'retentionNote', 'safeguards'] as const;

/**
 * Enters a processing activity into the register. Refuses REQUIRED, TOO_LONG, TOO_MANY, TOO_SMALL, TOO_LARGE, INVALID_CHOICE
 * (fields), NOT_FOUND (owner). Returns its key.
 */
export async function createProcessingActivity(
  ctx: Ctx,
  input: ProcessingActivityInput,
  idempotencyKey?: string,
): Promise<number> {
  const ownerId = await checkActivity(ctx, input);
  await ctx.db.ids.ensure(4);
  return await idempotent(ctx, idempotencyKey, { operation: 'processingActivityCreate', input }, async (trx) => {
    const id = ctx.db.ids.take();
    const now = ctx.now();
    await trx
      .insertInto('processing_activity')
      .values({
        id,
        ...(await columnsOf(trx, ctx, input, ownerId)),
        created_at: now,
        updated_at: now,
        retired_at: null,
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'processingActivity.created',
      objectType: 'processingActivity',
      objectId: id,
      fields: Object.keys(input),
    });
    return id;
  });
}

/** Changes an entry to what the input says as a whole. Refuses as creating does, and STALE, NOT_FOUND. */
export async function updateProcessingActivity(
  ctx: Ctx,
  id: number,
  version: number,
  input: ProcessingActivityInput,
): Promise<void> {
  const ownerId = await checkActivity(ctx, input);
  await ctx.db.ids.ensure(3);
  await ctx.db.transaction(async (trx) => {
    const before = (await findProcessingActivity(trx, id)) ?? refuse('NOT_FOUND', ['id']);
    const columns = await columnsOf(trx, ctx, input, ownerId);
    await replace(trx, before, version, { ...columns, updated_at: ctx.now() });
    // Stored under the same names as the input has, in another spelling.
    const changed = Object.entries(columns).filter(([name, value]) => before[name as keyof typeof before] !== value);
    await recordAudit(trx, ctx, {
      action: 'processingActivity.updated',
      objectType: 'processingActivity',
      objectId: id,
      fields: changed.map(([name]) => name),
    });
  });
}

/** Marks an entry as no longer done; it stays in the register. Refuses STALE, NOT_FOUND, ALREADY_DONE. */
export async function retireProcessingActivity(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const before = (await findProcessingActivity(trx, id)) ?? refuse('NOT_FOUND', ['id']);
    if (before.retired_at !== null) refuse('ALREADY_DONE', ['id']);
    const now = ctx.now();
    await replace(trx, before, version, { retired_at: now, updated_at: now });
    await recordAudit(trx, ctx, {
      action: 'processingActivity.retired',
      objectType: 'processingActivity',
      objectId: id,
    });
  });
}

async function replace(
  trx: Trx,
  before: ProcessingActivityRow,
  version: number,
  values: Partial<Awaited<ReturnType<typeof columnsOf>>> & { updated_at: number; retired_at?: number },
): Promise<void> {
  const updated = await trx
    .updateTable('processing_activity')
    .set({ ...values, version: version + 1 })
    .where('id', '=', before.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) refuse('STALE', ['version']);
}

async function columnsOf(trx: Trx, ctx: Ctx, input: ProcessingActivityInput, ownerId: number | null) {
  const text = fieldSetText(input.fields);
  const sets = await ensureFieldSets(trx, ctx, [text]);
  return {
    name: input.name.trim(),
    description: input.description?.trim() || null,
    purpose: input.purpose,
    basis: input.basis,
    field_set_id: sets.get(text) ?? 0,
    retention_months: input.retentionMonths ?? null,
    retention_note: input.retentionNote?.trim() || null,
    recipients: JSON.stringify(recipientsOf(input)),
    safeguards: input.safeguards?.trim() || null,
    owner_id: ownerId,
  };
}

function recipientsOf(input: ProcessingActivityInput): string[] {
  return (input.recipients ?? []).map((name) => name.trim()).filter((name) => name !== '');
}

/** Checks an input; answers the key of who is to answer for it. */
async function checkActivity(ctx: Ctx, input: ProcessingActivityInput): Promise<number | null> {
  const refusals: Refusal[] = [];
  const no = (code: Refusal['code'], name: string, params?: Refusal['params']) =>
    refusals.push({ code, field: ['input', name], ...(params ? { params } : {}) });
  if (input.name.trim() === '') no('REQUIRED', 'name');
  if (input.name.trim().length > LIMITS.activityName) no('TOO_LONG', 'name', { max: LIMITS.activityName });
  for (const name of TEXTS)
    if ((input[name] ?? '').length > LIMITS.activityNote) no('TOO_LONG', name, { max: LIMITS.activityNote });
  if (input.fields.length === 0) no('REQUIRED', 'fields');
  if (!input.fields.every(isFieldSetCode)) no('INVALID_CHOICE', 'fields');
  const months = input.retentionMonths ?? 1;
  if (months < 1) no('TOO_SMALL', 'retentionMonths', { min: 1 });
  if (months > LIMITS.retentionMonths) no('TOO_LARGE', 'retentionMonths', { max: LIMITS.retentionMonths });
  const recipients = recipientsOf(input);
  if (recipients.length > LIMITS.recipients) no('TOO_MANY', 'recipients', { max: LIMITS.recipients });
  if (recipients.some((name) => name.length > LIMITS.recipient))
    no('TOO_LONG', 'recipients', { max: LIMITS.recipient });
  const ownerId = input.ownerId == null ? null : (ctx.publicIds.decode('usr', input.ownerId) ?? 0);
  if (ownerId !== null && !(await findUser(ctx.db.read, ownerId))) no('NOT_FOUND', 'ownerId');
  if (refusals.length > 0) throw new Refused(refusals);
  return ownerId;
}
