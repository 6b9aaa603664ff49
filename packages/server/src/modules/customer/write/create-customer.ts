import type { SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { replayable } from '../../../platform/database/replay.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { type CheckedDecision, checkDecisions, recordConsents } from '../../privacy/index.ts';
import type { CustomerCreateInput, CustomerUpdateInput } from '../api/customer.input.ts';
import type { IncomingBatch } from '../incoming.ts';
import { findByNumber } from '../number/find-by-number.ts';
import { useReservedNumber } from '../number/reserve-numbers.ts';
import { fieldsOf } from '../source/pack-record.ts';
import { allSources, API_SOURCE, builtInSource, STAFF_SOURCE } from '../source/sources.ts';
import { tagNames } from '../tag/tags.ts';
import { applyIncoming, reserveIncoming } from './apply-incoming.ts';
import { checkInput } from './check-input.ts';
import { addressFact, contactPointFact, identifierFact, singleFacts } from './facts-of-input.ts';
import { withOwner } from '../scope/owner-rights.ts';

/**
 * Creates a customer with a new customer number from what a person or a program says, as a record of their source.
 *
 * Refuses what `checkInput` and `checkDecisions` do, TAKEN when the source already has this external id, NOT_FOUND for an unknown
 * source, owner or tag, NOT_ALLOWED for consents without the right to record them. Publishes `customer.created`. Returns the new customer's key.
 */
export async function createCustomer(ctx: Ctx, given: CustomerCreateInput, idempotencyKey?: string): Promise<number> {
  const input = await withOwner(ctx, given);
  const sourceId = await sourceOf(ctx, input.sourceId ?? null);
  const externalId = input.externalId?.trim() || undefined;
  const document = await documentOf(ctx, input, input.kind);
  await checkInput(ctx, input, input.kind, document);
  const consents = await consentsOf(ctx, input);

  const records = [{ line: 1, document, ...(externalId === undefined ? {} : { externalId }) }];
  const number = input.number?.trim() ? (await findByNumber(ctx, input.number)).number : undefined;
  const reserved = await reserveIncoming(ctx, records);
  const numbers = replayable(reserved.nextNumber);
  const customers = replayable(reserved.nextCustomer);
  const batch: IncomingBatch = {
    sourceId,
    channel: ctx.actor.kind === 'token' ? 'API' : 'CONSOLE',
    importId: null,
    actorId: ctx.actor.userId,
    at: ctx.now(),
    mode: 'CREATE_ONLY',
    keys: [],
    records,
    numberPatterns: [],
    dryRun: false,
  };
  // Each consent takes a key, its field set perhaps another.
  await ctx.db.ids.ensure(3 + 2 * consents.length);
  try {
    return await idempotent(ctx, idempotencyKey, { operation: 'customerCreate', input }, async (trx) => {
      // In here, so that the same request again finds its answer before it finds its own customer.
      if (externalId !== undefined) await refuseTaken(trx, sourceId, externalId);
      if (number !== undefined) await useReservedNumber(trx, number);
      numbers.rewind();
      customers.rewind();
      const keys = {
        ...reserved,
        nextCustomer: customers.next,
        nextNumber: number === undefined ? numbers.next : () => number,
      };
      const [made] = await applyIncoming(trx, keys, batch);
      if (made?.outcome !== 'created') refuse('TAKEN', ['input', 'externalId']);
      await recordAudit(trx, ctx, {
        action: 'customer.created',
        objectType: 'customer',
        objectId: made.customerId,
        fields: fieldsOf(document),
      });
      await recordFirstConsents(trx, ctx, made.customerId, consents);
      await publish(trx, ctx, { type: 'customer.created', objectId: made.customerId, payload: {} });
      return made.customerId;
    });
  } finally {
    reserved.release();
  }
}

async function consentsOf(ctx: Ctx, input: CustomerCreateInput): Promise<CheckedDecision[]> {
  if (!input.consents || input.consents.length === 0) return [];
  if (!ctx.actor.permissions.has('CONSENT_RECORD')) refuse('NOT_ALLOWED', ['input', 'consents']);
  return await checkDecisions(ctx, input.consents, (place) => ['input', 'consents', String(place)]);
}

async function recordFirstConsents(
  trx: Trx,
  ctx: Ctx,
  customerId: number,
  consents: readonly CheckedDecision[],
): Promise<void> {
  if (consents.length === 0) return;
  // A new customer is their own subject.
  const rows = consents.map((decision) => ({ ...decision, customerId, subjectId: customerId }));
  await recordConsents(trx, ctx, rows);
  await recordAudit(trx, ctx, {
    action: 'consent.recorded',
    objectType: 'customer',
    objectId: customerId,
    fields: consents.map(({ purpose }) => purpose),
  });
}

/** What a checked input says, as a source's document. */
export async function documentOf(
  ctx: Ctx,
  input: CustomerUpdateInput & { kind?: CustomerCreateInput['kind'] | null },
  kind: CustomerCreateInput['kind'],
): Promise<SourceDocument> {
  const options = { phoneRegion: (await ctx.settings()).defaultPhoneRegion, at: ctx.now() };
  const fields = { ...singleFacts(input, kind) };
  if (input.ownerId !== undefined)
    fields.OWNER = { value: input.ownerId === null ? null : String(await userOf(ctx, input.ownerId)) };
  return {
    fields,
    ...(input.contactPoints
      ? { contactPoints: input.contactPoints.map((point) => contactPointFact(point, options)) }
      : {}),
    ...(input.addresses ? { addresses: input.addresses.map(addressFact) } : {}),
    ...(input.identifiers
      ? { identifiers: input.identifiers.map((identifier) => identifierFact(identifier, options)) }
      : {}),
    ...(input.tagIds && input.tagIds.length > 0 ? { tags: await tagNames(ctx, input.tagIds) } : {}),
  };
}

async function sourceOf(ctx: Ctx, publicId: string | null): Promise<number> {
  if (publicId === null) return (await builtInSource(ctx, ctx.actor.kind === 'token' ? API_SOURCE : STAFF_SOURCE)).id;
  const id = ctx.publicIds.decode('src', publicId);
  return (
    (await allSources(ctx.db.read)).find((source) => source.id === id)?.id ?? refuse('NOT_FOUND', ['input', 'sourceId'])
  );
}

async function userOf(ctx: Ctx, publicId: string): Promise<number> {
  const id = ctx.publicIds.decode('usr', publicId) ?? refuse('NOT_FOUND', ['input', 'ownerId']);
  const user = await ctx.db.read.selectFrom('staff_user').select('id').where('id', '=', id).executeTakeFirst();
  return user?.id ?? refuse('NOT_FOUND', ['input', 'ownerId']);
}

async function refuseTaken(trx: Trx, sourceId: number, externalId: string): Promise<void> {
  const taken = await trx
    .selectFrom('source_record')
    .select('id')
    .where('current_key', '=', `${sourceId}:${externalId}`)
    .executeTakeFirst();
  if (taken) refuse('TAKEN', ['input', 'externalId']);
}
