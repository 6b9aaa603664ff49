import { RELATIONSHIP_LIMITS as LIMITS } from '@dossier/shared/relationship';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Row, Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { type NewAuditEntry, recordAudit } from '../../audit/index.ts';
import { seenCustomer } from '../edge/edge-conditions.ts';
import { classesSaid, endVersion, keep, provenance, requireEnd, type Target } from '../versions.ts';
import type { DecisionMemberAddInput, DecisionMemberUpdateInput } from './decision-chain.input.ts';
import { presentChain, seenChain } from './keep-chain.ts';

const PERSONAL_INPUTS = ['attitude', 'influence', 'note'] as const;

/**
 * Adds somebody to a decision chain. The actor has to see and to be allowed to change the organisation and the person. Refuses
 * NOT_FOUND, NOT_ALLOWED, WRONG_STATE (a closed chain, a customer that is not in use), REQUIRED (no role), NOT_FOR_KIND (no person),
 * DUPLICATE (in the chain already), TOO_MANY, TOO_LONG, INVALID.
 *
 * @returns the chain's key
 */
export async function addMember(ctx: Ctx, input: DecisionMemberAddInput, idempotencyKey?: string): Promise<number> {
  const chainId = ctx.publicIds.decode('dch', input.chainId) ?? refuse('NOT_FOUND', ['input', 'chainId']);
  const personId = ctx.publicIds.decode('cus', input.personId) ?? refuse('NOT_FOUND', ['input', 'personId']);
  const said = checked(input);
  const { roles } = said;
  if (!roles) refuse('REQUIRED', ['input', 'roles']);
  const chain = (await seenChain(ctx, chainId)) ?? refuse('NOT_FOUND', ['input', 'chainId']);
  const by = await provenance(ctx);
  await ctx.db.ids.ensure(2);
  const id = ctx.db.ids.take();
  return await idempotent(ctx, idempotencyKey, { operation: 'decisionMemberAdd', input }, async (trx) => {
    await lockRows(trx, 'customer', [chain.customer_id, personId]);
    const classes = classesSaid(input, PERSONAL_INPUTS);
    await requireOpen(trx, ctx, chain, classes, ['input', 'chainId']);
    const person = await requireEnd(trx, ctx, personId, classes, ['input', 'personId']);
    if (person.kind !== 'PERSON') refuse('NOT_FOR_KIND', ['input', 'personId']);
    const present = await presentMembers(trx, chainId);
    if (present.some(({ customer_id }) => customer_id === personId)) refuse('DUPLICATE', ['input', 'personId']);
    if (present.length >= LIMITS.members) refuse('TOO_MANY', ['input', 'chainId'], { max: LIMITS.members });
    await insertMember(trx, {
      id,
      version: 1,
      chain_id: chainId,
      customer_id: personId,
      subject_id: person.subjectId,
      roles,
      attitude: said.attitude ?? null,
      influence: said.influence ?? null,
      note: said.note ?? null,
      verified_at: input.isVerified ? ctx.now() : null,
      verified_by: input.isVerified ? ctx.actor.userId : null,
      withdrawn: 0,
      ...by,
    });
    await audit(trx, ctx, chainId, { action: 'decisionMember.added', fields: Object.keys(input) });
    return chainId;
  });
}

/** Changes what is said of somebody in a chain, or says that it still holds. Refuses as {@link addMember} does, and STALE. */
export async function updateMember(ctx: Ctx, target: Target, input: DecisionMemberUpdateInput): Promise<number> {
  const said = checked(input);
  return await change(ctx, target, { operation: 'decisionMemberUpdate', input }, 'decisionMember.updated', (now) => ({
    roles: said.roles ?? now.roles,
    attitude: keep(said.attitude, now.attitude),
    influence: keep(said.influence, now.influence),
    note: keep(said.note, now.note),
    ...(input.isVerified ? { verified_at: ctx.now(), verified_by: ctx.actor.userId } : {}),
  }));
}

/**
 * Takes somebody out of a chain, with all that was said of them there before merging; it stays in the records. Refuses as
 * {@link updateMember} does.
 */
export async function removeMember(ctx: Ctx, target: Target): Promise<number> {
  const request = { operation: 'decisionMemberRemove', input: {} };
  return await change(ctx, target, request, 'decisionMember.removed', () => ({ withdrawn: 1 }));
}

async function change(
  ctx: Ctx,
  { id, version, idempotencyKey }: Target,
  request: { readonly operation: string; readonly input: object },
  action: NewAuditEntry['action'],
  next: (now: Row<'decision_member'>) => Partial<Row<'decision_member'>>,
): Promise<number> {
  const seen = (await seenMember(ctx, id)) ?? refuse('NOT_FOUND', ['id']);
  const chain = (await seenChain(ctx, seen.chain_id)) ?? refuse('NOT_FOUND', ['id']);
  const by = await provenance(ctx);
  await ctx.db.ids.ensure(1);
  return await idempotent(
    ctx,
    idempotencyKey,
    { ...request, input: { id, version, ...request.input } },
    async (trx) => {
      await lockRows(trx, 'customer', [chain.customer_id, seen.customer_id]);
      const classes = classesSaid(request.input, PERSONAL_INPUTS);
      await requireOpen(trx, ctx, chain, classes, ['id']);
      await requireEnd(trx, ctx, seen.customer_id, classes, ['id']);
      const now = await presentMember(trx, id);
      // Another version, or merged or taken apart since: whoever changes it has to look again.
      if (now?.customer_id !== seen.customer_id) refuse('STALE', ['version']);
      if (now.withdrawn === 1) refuse('NOT_FOUND', ['id']);
      if (now.version !== version) refuse('STALE', ['version']);
      const row = { ...now, ...next(now) };
      // Merging can bring together what was said of somebody twice; what is not shown goes with what is.
      const others = row.withdrawn === 1 ? await presentMembers(trx, chain.id, seen.customer_id) : [];
      for (const one of [row, ...others.filter((other) => other.id !== id)]) {
        await endVersion(trx, ctx, 'decision_member', one);
        await insertMember(trx, { ...one, withdrawn: row.withdrawn, version: one.version + 1, ...by });
      }
      await audit(trx, ctx, chain.id, { action, fields: Object.keys(request.input) });
      return chain.id;
    },
  );
}

/** Asks whether the chain may be changed: see `requireEnd`; refuses WRONG_STATE when it is closed, STALE when it went to another customer. */
async function requireOpen(
  trx: Trx,
  ctx: Ctx,
  { id, customer_id: customerId }: Row<'decision_chain'>,
  classes: ReturnType<typeof classesSaid>,
  field: readonly string[],
): Promise<void> {
  await requireEnd(trx, ctx, customerId, classes, field);
  const chain = await presentChain(trx, id);
  if (chain?.customer_id !== customerId) refuse('STALE', field);
  if (chain.closed === 1) refuse('WRONG_STATE', field);
}

/** The present version of somebody in a chain, when the actor sees both the person and the organisation. */
async function seenMember(ctx: Ctx, id: number): Promise<Row<'decision_member'> | undefined> {
  const { read } = ctx.db;
  const chains = read
    .selectFrom('decision_chain')
    .select('decision_chain.id')
    .where(seenCustomer(ctx, 'decision_chain.customer_id'));
  return await membersNow(read, id)
    .where(seenCustomer(ctx, 'decision_member.customer_id'))
    .where('chain_id', 'in', chains)
    .executeTakeFirst();
}

async function presentMember(db: Queryable, id: number): Promise<Row<'decision_member'> | undefined> {
  return await membersNow(db, id).executeTakeFirst();
}

function membersNow(db: Queryable, id: number) {
  return db.selectFrom('decision_member').selectAll().where('id', '=', id).where('recorded_to', 'is', null);
}

/** What is said of those in a chain, or of one of them. */
async function presentMembers(db: Queryable, chainId: number, personId?: number): Promise<Row<'decision_member'>[]> {
  let query = db
    .selectFrom('decision_member')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('recorded_to', 'is', null)
    .where('withdrawn', '=', 0);
  if (personId !== undefined) query = query.where('customer_id', '=', personId);
  return await query.execute();
}

async function insertMember(trx: Trx, row: Row<'decision_member'>): Promise<void> {
  await trx.insertInto('decision_member').values(row).execute();
}

async function audit(trx: Trx, ctx: Ctx, chainId: number, entry: Pick<NewAuditEntry, 'action' | 'fields'>) {
  await recordAudit(trx, ctx, { ...entry, objectType: 'decisionChain', objectId: chainId });
}

function checked({ roles, influence, note, attitude }: DecisionMemberUpdateInput) {
  if (roles !== undefined && !roles?.length) refuse('REQUIRED', ['input', 'roles']);
  if (influence != null && (influence < 0 || influence > 100)) refuse('INVALID', ['input', 'influence']);
  const text = note?.trim();
  if (text && text.length > LIMITS.note) refuse('TOO_LONG', ['input', 'note'], { max: LIMITS.note });
  return {
    roles: roles ? JSON.stringify([...new Set(roles)]) : undefined,
    attitude,
    influence,
    note: note === undefined ? undefined : text || null,
  };
}
