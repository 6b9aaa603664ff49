import type { RelationshipType } from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { type NewAuditEntry, recordAudit } from '../../audit/index.ts';
import { classesSaid, endVersion, keep, provenance, requireEnd, type Target } from '../versions.ts';
import { checkPlanned, checkTexts, isHierarchy } from './check-relationship.ts';
import { findRelationship } from './edge.loader.ts';
import { lockHierarchy } from './hierarchy.ts';
import { insertVersion, PERSONAL_INPUTS, type Version } from './record-relationship.ts';
import type { RelationshipUpdateInput } from './relationship.input.ts';

/**
 * Records what else is known of a relationship; how it was recorded before stays in its history. The actor has to see and to be
 * allowed to change both customers. Refuses NOT_FOUND, NOT_ALLOWED, STALE, WRONG_STATE (taken back, or a customer that is not in
 * use), TOO_LONG, and what `checkPlanned` does.
 */
export async function updateRelationship(ctx: Ctx, target: Target, input: RelationshipUpdateInput): Promise<void> {
  const said = checkTexts(input);
  await change(ctx, target, { operation: 'relationshipUpdate', input }, (now) => ({
    next: {
      title: keep(said.title, now.title),
      department: keep(said.department, now.department),
      note: keep(said.note, now.note),
      valid_from: keep(said.validFrom, now.valid_from),
      valid_to: keep(said.validTo, now.valid_to),
    },
    audit: { action: 'relationship.updated', fields: Object.keys(input) },
  }));
}

/** Says until which day, that day included, a relationship holds. Refuses as {@link updateRelationship} does. */
export async function endRelationship(ctx: Ctx, target: Target, on: string): Promise<void> {
  await change(ctx, target, { operation: 'relationshipEnd', input: { on } }, () => ({
    next: { valid_to: on },
    audit: { action: 'relationship.ended' },
  }));
}

/** Takes a relationship back that was never so; its history stays. Refuses as {@link updateRelationship} does, and REQUIRED. */
export async function withdrawRelationship(ctx: Ctx, target: Target, reason: string): Promise<void> {
  if (!reason.trim()) refuse('REQUIRED', ['reason']);
  await change(ctx, target, { operation: 'relationshipWithdraw', input: { reason } }, () => ({
    next: { withdrawn: 1 },
    audit: { action: 'relationship.withdrawn', reason: reason.trim() },
  }));
}

interface Change {
  readonly next: Partial<Version>;
  readonly audit: Pick<NewAuditEntry, 'action' | 'fields' | 'reason'>;
}

async function change(
  ctx: Ctx,
  { id, version, idempotencyKey }: Target,
  request: { readonly operation: string; readonly input: object },
  changeOf: (now: Version) => Change,
): Promise<void> {
  const seen = (await findRelationship(ctx, id)) ?? refuse('NOT_FOUND', ['id']);
  // Written from the enum's own values.
  const type = seen.type as RelationshipType;
  const by = await provenance(ctx);
  await ctx.db.ids.ensure(1);
  await idempotent(ctx, idempotencyKey, { ...request, input: { id, version, ...request.input } }, async (trx) => {
    if (isHierarchy(type)) await lockHierarchy(trx, ctx);
    await lockRows(trx, 'customer', [seen.fromKey, seen.toKey]);
    const classes = classesSaid(request.input, PERSONAL_INPUTS);
    const from = await requireEnd(trx, ctx, seen.fromKey, classes, ['id']);
    const to = await requireEnd(trx, ctx, seen.toKey, classes, ['id']);
    const now = await presentVersion(trx, id);
    // Merged or taken apart since: whoever changes it has to look again.
    if (now?.from_customer_id !== from.id || now.to_customer_id !== to.id) refuse('STALE', ['version']);
    if (now.version !== version) refuse('STALE', ['version']);
    if (now.withdrawn === 1) refuse('WRONG_STATE', ['id']);
    const { next, audit } = changeOf(now);
    const row = { ...now, ...next, version: version + 1, ...by };
    if (row.withdrawn === 0)
      await checkPlanned(trx, ctx, { id, type, from, to, validFrom: row.valid_from, validTo: row.valid_to });
    await endVersion(trx, ctx, 'relationship', { id, version });
    await insertVersion(trx, row);
    await recordAudit(trx, ctx, { ...audit, objectType: 'relationship', objectId: id });
    return null;
  });
}

async function presentVersion(db: Queryable, id: number): Promise<Version | undefined> {
  return await db
    .selectFrom('relationship')
    .selectAll()
    .where('id', '=', id)
    .where('recorded_to', 'is', null)
    .executeTakeFirst();
}
