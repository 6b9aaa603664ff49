import type { RelationshipType } from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { type NewAuditEntry, recordAudit } from '../../audit/index.ts';
import { classesSaid, endVersion, keep, provenance, requireEnd, type Target } from '../versions.ts';
import { checkDays, checkPlanned, checkTexts, isHierarchy } from './check-relationship.ts';
import { endsAlike, isWithin, SAYS_THE_SAME, type Span } from './edge-conditions.ts';
import { findRelationship } from './edge.loader.ts';
import { lockHierarchy } from './hierarchy.ts';
import { insertVersion, PERSONAL_INPUTS, type Version } from './record-relationship.ts';
import type { RelationshipUpdateInput } from './relationship.input.ts';

/**
 * Records what else is known of a relationship; how it was recorded before stays in its history. The actor has to see and to be
 * allowed to change both customers. Refuses NOT_FOUND, NOT_ALLOWED, STALE, WRONG_STATE (taken back, or a customer that is not in
 * use), TOO_LONG, PERIOD_REVERSED, and, when it adds days, what `checkPlanned` does.
 */
export async function updateRelationship(ctx: Ctx, target: Target, input: RelationshipUpdateInput): Promise<void> {
  const said = checkTexts(input);
  await change(ctx, target, { operation: 'relationshipUpdate', input }, (now) => {
    const days = { valid_from: keep(said.validFrom, now.valid_from), valid_to: keep(said.validTo, now.valid_to) };
    checkDays(days.valid_from, days.valid_to, ['input', 'validTo']);
    return {
      next: {
        title: keep(said.title, now.title),
        department: keep(said.department, now.department),
        note: keep(said.note, now.note),
        ...days,
      },
      audit: { action: 'relationship.updated', fields: Object.keys(input) },
    };
  });
}

/** Says until which day, that day included, a relationship holds. Refuses as {@link updateRelationship} does. */
export async function endRelationship(ctx: Ctx, target: Target, on: string): Promise<void> {
  await change(ctx, target, { operation: 'relationshipEnd', input: { on } }, (now) => {
    checkDays(now.valid_from, on, ['on']);
    return { next: { valid_to: on }, audit: { action: 'relationship.ended' } };
  });
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
    const row = { ...now, ...next };
    // What merging brought together may not fit: whoever puts it right is not refused for what is there already.
    if (!isWithin(daysOf(row), daysOf(now))) await checkPlanned(trx, ctx, { id, type, from, to, ...daysOf(row) });
    for (const one of [row, ...(await othersOver(trx, type, now, row))]) {
      await endVersion(trx, ctx, 'relationship', one);
      await insertVersion(trx, { ...one, version: one.version + 1, ...by });
      await recordAudit(trx, ctx, { ...audit, objectType: 'relationship', objectId: one.id });
    }
    return null;
  });
}

const daysOf = ({ valid_from: validFrom, valid_to: validTo }: Version): Span => ({ validFrom, validTo });

/**
 * The other records of a relationship, which merging brought together with this one and which are not shown beside it, as they are
 * when it is over or taken back: otherwise one of them would take its place, as if nobody had said anything. One that began only
 * afterwards is another one from then on.
 */
async function othersOver(trx: Trx, type: RelationshipType, now: Version, next: Version): Promise<Version[]> {
  const { withdrawn, valid_to } = next;
  if (withdrawn === 0 && (valid_to === null || now.valid_to !== null)) return [];
  const ends = endsAlike(type, now.from_customer_id, now.to_customer_id);
  const others = await trx
    .selectFrom('relationship as other')
    .innerJoin('relationship as edge', (on) => on.on(SAYS_THE_SAME))
    .selectAll('other')
    .where('edge.id', '=', now.id)
    .where('edge.version', '=', now.version)
    .where('other.id', '<>', now.id)
    .where('other.from_customer_id', 'in', ends.from)
    .where('other.to_customer_id', 'in', ends.to)
    .whereRef('other.from_customer_id', '<>', 'other.to_customer_id')
    .execute();
  return others
    .filter(({ valid_from }) => valid_from === null || valid_to === null || valid_from <= valid_to)
    .map((other) => (withdrawn === 1 ? { ...other, withdrawn } : { ...other, valid_to }));
}

async function presentVersion(db: Queryable, id: number): Promise<Version | undefined> {
  return await db
    .selectFrom('relationship')
    .selectAll()
    .where('id', '=', id)
    .where('recorded_to', 'is', null)
    .executeTakeFirst();
}
