import { RELATIONSHIP_LIMITS as LIMITS } from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Row } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { seenCustomer } from '../edge/edge-conditions.ts';
import { endVersion, keep, provenance, requireEnd, type Target } from '../versions.ts';
import type { DecisionChainCreateInput, DecisionChainUpdateInput } from './decision-chain.input.ts';

/** Within so many days the people of a chain are looked at again, unless it says otherwise. */
const USUAL_CYCLE = 90;

/**
 * Begins a decision chain at an organisation. Refuses NOT_FOUND, NOT_ALLOWED, WRONG_STATE, NOT_FOR_KIND (a person), TOO_LONG, INVALID
 * (a cycle too short or too long).
 *
 * @returns its key
 */
export async function beginChain(ctx: Ctx, input: DecisionChainCreateInput, idempotencyKey?: string): Promise<number> {
  const customerId = ctx.publicIds.decode('cus', input.customerId) ?? refuse('NOT_FOUND', ['input', 'customerId']);
  const { about, cycleDays } = checked(input);
  const by = await provenance(ctx);
  await ctx.db.ids.ensure(2);
  const id = ctx.db.ids.take();
  return await idempotent(ctx, idempotencyKey, { operation: 'decisionChainCreate', input }, async (trx) => {
    await lockRows(trx, 'customer', [customerId]);
    const organisation = await requireEnd(trx, ctx, customerId, ['INTERNAL'], ['input', 'customerId']);
    if (organisation.kind !== 'ORGANISATION') refuse('NOT_FOR_KIND', ['input', 'customerId']);
    await trx
      .insertInto('decision_chain')
      .values({
        id,
        version: 1,
        customer_id: customerId,
        subject_id: organisation.subjectId,
        about: about ?? null,
        cycle_days: cycleDays ?? USUAL_CYCLE,
        closed: 0,
        ...by,
      })
      .execute();
    await recordAudit(trx, ctx, { action: 'decisionChain.created', objectType: 'decisionChain', objectId: id });
    return id;
  });
}

/** Changes what a chain is about, closes it or opens it again. Refuses as {@link beginChain} does, and STALE. */
export async function updateChain(
  ctx: Ctx,
  { id, version, idempotencyKey }: Target,
  input: DecisionChainUpdateInput,
): Promise<void> {
  const { about, cycleDays } = checked(input);
  const seen = (await seenChain(ctx, id)) ?? refuse('NOT_FOUND', ['id']);
  const by = await provenance(ctx);
  await ctx.db.ids.ensure(1);
  const request = { operation: 'decisionChainUpdate', input: { id, version, input } };
  await idempotent(ctx, idempotencyKey, request, async (trx) => {
    await lockRows(trx, 'customer', [seen.customer_id]);
    await requireEnd(trx, ctx, seen.customer_id, ['INTERNAL'], ['id']);
    const now = await presentChain(trx, id);
    if (now?.customer_id !== seen.customer_id) refuse('STALE', ['version']);
    await endVersion(trx, ctx, 'decision_chain', { id, version });
    await trx
      .insertInto('decision_chain')
      .values({
        ...now,
        version: version + 1,
        about: keep(about, now.about),
        cycle_days: cycleDays ?? now.cycle_days,
        closed: input.isClosed == null ? now.closed : Number(input.isClosed),
        ...by,
      })
      .execute();
    const fields = Object.keys(input);
    await recordAudit(trx, ctx, { action: 'decisionChain.updated', objectType: 'decisionChain', objectId: id, fields });
    return null;
  });
}

/** The present version of a chain at an organisation that the actor sees. */
export async function seenChain(ctx: Ctx, id: number): Promise<Row<'decision_chain'> | undefined> {
  return await chainsNow(ctx.db.read, id).where(seenCustomer(ctx, 'decision_chain.customer_id')).executeTakeFirst();
}

/** The present version of a chain. */
export async function presentChain(db: Queryable, id: number): Promise<Row<'decision_chain'> | undefined> {
  return await chainsNow(db, id).executeTakeFirst();
}

function chainsNow(db: Queryable, id: number) {
  return db.selectFrom('decision_chain').selectAll().where('id', '=', id).where('recorded_to', 'is', null);
}

function checked({ about, cycleDays }: Pick<DecisionChainUpdateInput, 'about' | 'cycleDays'>) {
  const text = about?.trim();
  if (text && text.length > LIMITS.chainSubject) refuse('TOO_LONG', ['input', 'about'], { max: LIMITS.chainSubject });
  if (cycleDays != null && (cycleDays < LIMITS.shortestCycle || cycleDays > LIMITS.longestCycle))
    refuse('INVALID', ['input', 'cycleDays']);
  return { about: about === undefined ? undefined : text || null, cycleDays };
}
