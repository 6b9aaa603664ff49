import { PARTNER_LIMITS as LIMITS } from '@dossier/shared/partner';
import type { GraphQLSchema } from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { type AppDescription, checkApp } from './check-app.ts';
import type { PartnerAppInput } from './partner-app.input.ts';
import { type AppRow, appToChange, findTerms, writeApp } from './partner-apps.ts';
import { putInForce } from './put-in-force.ts';
import { isWider, readTerms, type Terms, writeTerms } from './terms.ts';

/** Enters an app and proposes its first terms. Refuses as {@link checkApp} does, TAKEN for the name, TOO_MANY. Returns its key. */
export async function registerApp(
  ctx: Ctx,
  schema: GraphQLSchema,
  input: PartnerAppInput,
  idempotencyKey?: string,
): Promise<number> {
  const { description, terms } = checkApp(schema, input);
  await ctx.db.ids.ensure(2);
  const request = { operation: 'partnerAppRegister', input };
  return await idempotent(ctx, idempotencyKey, request, async (trx) => {
    const { n } = await trx
      .selectFrom('partner_app')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) >= LIMITS.apps) refuse('TOO_MANY', ['input'], { max: LIMITS.apps });
    const id = ctx.db.ids.take();
    await trx
      .insertInto('partner_app')
      .values({
        id,
        ...columnsOf(description),
        state: 'DRAFT',
        in_force: null,
        proposed: 1,
        reviewed_at: null,
        review_due_at: null,
        stopped_at: null,
        stop_reason: null,
        created_at: ctx.now(),
        version: 1,
      })
      .execute();
    await addTerms(trx, ctx, id, 1, terms);
    await recordAudit(trx, ctx, { action: 'partnerApp.registered', objectType: 'partnerApp', objectId: id });
    return id;
  }).catch(taken);
}

/**
 * Changes an app to what the input says as a whole. Terms that allow nothing more than those in force count at once; others become
 * a proposal, and whoever had approved the one before has to do so again. Refuses as registering does, and NOT_FOUND, STALE,
 * WRONG_STATE when it has ended.
 */
export async function updateApp(
  ctx: Ctx,
  schema: GraphQLSchema,
  id: number,
  version: number,
  input: PartnerAppInput,
): Promise<void> {
  const { description, terms } = checkApp(schema, input);
  await ctx.db.ids.ensure(2);
  await ctx.db
    .transaction(async (trx) => {
      const app = await appToChange(trx, id, version);
      const change = await changeTerms(trx, ctx, schema, app, terms);
      const columns = columnsOf(description);
      await writeApp(trx, app, { ...columns, ...change });
      const fields = Object.entries(columns).flatMap(([name, value]) =>
        app[name as keyof typeof columns] === value ? [] : [name],
      );
      await recordAudit(trx, ctx, {
        action: 'partnerApp.updated',
        objectType: 'partnerApp',
        objectId: id,
        fields: [...fields, ...(change ? ['terms'] : [])],
      });
    })
    .catch(taken);
}

async function changeTerms(
  trx: Trx,
  ctx: Ctx,
  schema: GraphQLSchema,
  app: AppRow,
  terms: Terms,
): Promise<Partial<AppRow> | undefined> {
  const document = writeTerms(terms);
  const inForce = await findTerms(trx, app.id, app.in_force);
  const proposal = await findTerms(trx, app.id, app.proposed);
  if ((proposal ?? inForce)?.document === document) return undefined;
  if (proposal)
    await trx
      .deleteFrom('partner_approval')
      .where('app_id', '=', app.id)
      .where('number', '=', proposal.number)
      .execute();
  if (inForce && !isWider(terms, readTerms(inForce.document))) {
    const number = proposal?.number ?? (await nextNumber(trx, app.id));
    if (proposal) await rewriteTerms(trx, ctx, app.id, number, document);
    else await addTerms(trx, ctx, app.id, number, terms);
    return await putInForce(trx, ctx, schema, app, { number, document });
  }
  const state = inForce ? app.state : 'DRAFT';
  if (proposal) {
    await rewriteTerms(trx, ctx, app.id, proposal.number, document);
    return { state };
  }
  const number = await nextNumber(trx, app.id);
  await addTerms(trx, ctx, app.id, number, terms);
  return { state, proposed: number };
}

async function nextNumber(trx: Trx, appId: number): Promise<number> {
  const { last } = await trx
    .selectFrom('partner_terms')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('app_id', '=', appId)
    .executeTakeFirstOrThrow();
  return Number(last) + 1;
}

async function addTerms(trx: Trx, ctx: Ctx, appId: number, number: number, terms: Terms): Promise<void> {
  await trx
    .insertInto('partner_terms')
    .values({
      app_id: appId,
      number,
      state: 'DRAFT',
      document: writeTerms(terms),
      sdl: null,
      proposed_by: ctx.actor.userId,
      proposed_at: ctx.now(),
      submitted_by: null,
      submitted_at: null,
      decided_at: null,
    })
    .execute();
}

async function rewriteTerms(trx: Trx, ctx: Ctx, appId: number, number: number, document: string): Promise<void> {
  await trx
    .updateTable('partner_terms')
    .set({
      state: 'DRAFT',
      document,
      proposed_by: ctx.actor.userId,
      proposed_at: ctx.now(),
      submitted_by: null,
      submitted_at: null,
      decided_at: null,
    })
    .where('app_id', '=', appId)
    .where('number', '=', number)
    .execute();
}

function columnsOf({ name, contactName, contactEmail, note }: AppDescription) {
  return { name, contact_name: contactName, contact_email: contactEmail, note };
}

function taken(error: unknown): never {
  if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'name']);
  throw error;
}
