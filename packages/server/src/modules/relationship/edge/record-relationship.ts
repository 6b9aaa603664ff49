import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Row, Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { classesSaid, provenance, requireEnd } from '../versions.ts';
import { checkDays, checkPlanned, checkTexts, isHierarchy } from './check-relationship.ts';
import { lockHierarchy } from './hierarchy.ts';
import type { RelationshipCreateInput } from './relationship.input.ts';

/** What of a relationship is personal. */
export const PERSONAL_INPUTS = ['title', 'department', 'note'] as const;

/** A version of a relationship, as it is stored. */
export type Version = Row<'relationship'>;

/**
 * Records how one customer stands to another. The actor has to see and to be allowed to change both.
 *
 * Refuses NOT_FOUND, NOT_ALLOWED, WRONG_STATE (a customer that is not in use), TOO_LONG, PERIOD_REVERSED, and what
 * `checkPlanned` does.
 *
 * @returns its key
 */
export async function recordRelationship(
  ctx: Ctx,
  input: RelationshipCreateInput,
  idempotencyKey?: string,
): Promise<number> {
  const fromId = ctx.publicIds.decode('cus', input.fromId) ?? refuse('NOT_FOUND', ['input', 'fromId']);
  const toId = ctx.publicIds.decode('cus', input.toId) ?? refuse('NOT_FOUND', ['input', 'toId']);
  const { title, department, note, validFrom, validTo } = checkTexts(input);
  const { type } = input;
  const by = await provenance(ctx);
  await ctx.db.ids.ensure(2);
  const id = ctx.db.ids.take();
  return await idempotent(ctx, idempotencyKey, { operation: 'relationshipCreate', input }, async (trx) => {
    if (isHierarchy(type)) await lockHierarchy(trx, ctx);
    await lockRows(trx, 'customer', [fromId, toId]);
    const classes = classesSaid(input, PERSONAL_INPUTS);
    const from = await requireEnd(trx, ctx, fromId, classes, ['input', 'fromId']);
    const to = await requireEnd(trx, ctx, toId, classes, ['input', 'toId']);
    const days = { validFrom: validFrom ?? null, validTo: validTo ?? null };
    checkDays(days.validFrom, days.validTo, ['input', 'validTo']);
    await checkPlanned(trx, ctx, { id: 0, type, from, to, ...days });
    await insertVersion(trx, {
      id,
      version: 1,
      from_customer_id: from.id,
      from_subject_id: from.subjectId,
      to_customer_id: to.id,
      to_subject_id: to.subjectId,
      type,
      title: title ?? null,
      department: department ?? null,
      note: note ?? null,
      valid_from: days.validFrom,
      valid_to: days.validTo,
      withdrawn: 0,
      ...by,
    });
    await recordAudit(trx, ctx, {
      action: 'relationship.created',
      objectType: 'relationship',
      objectId: id,
      fields: Object.keys(input).filter((name) => name !== 'fromId' && name !== 'toId'),
    });
    return id;
  });
}

/** Writes a version of a relationship. */
export async function insertVersion(trx: Trx, row: Version): Promise<void> {
  await trx.insertInto('relationship').values(row).execute();
}
