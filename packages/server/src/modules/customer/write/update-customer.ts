import type { ContactPointFact, SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import type { CustomerUpdateInput } from '../api/customer.input.ts';
import { beginSeals } from '../sealed/seals.ts';
import { fieldsOf } from '../source/pack-record.ts';
import { API_SOURCE, builtInSource, loadRules, STAFF_SOURCE } from '../source/sources.ts';
import { keyOfAddress, keyOfContactPoint, keyOfIdentifier } from '../survivorship/value-keys.ts';
import { chooseGolden, type Golden } from '../survivorship/choose.ts';
import { setStaffTags } from '../tag/tag-customers.ts';
import { tagKeys } from '../tag/tags.ts';
import { foldRecords } from '../survivorship/fold-records.ts';
import { marksOf } from '../survivorship/marks.ts';
import { addRecords } from './add-records.ts';
import { refusePinned } from './refuse-pinned.ts';
import { checkInput } from './check-input.ts';
import { documentOf } from './create-customer.ts';
import { type CustomerState, loadStates } from './customer-state.ts';
import { KEYS_PER_RECOMPUTE, recompute } from './recompute.ts';
import { classesOf, requireHandOver, requireOwner } from '../scope/owner-rights.ts';
import { requireCustomer } from '../scope/require-customer.ts';

/**
 * Changes a customer: what the caller says becomes a record of the source "staff" ("api" for programs), which is believed as its rank says, and
 * the shown values are chosen anew. Values of other sources are never overwritten; those the caller took away are hidden.
 *
 * Refuses NOT_FOUND, NOT_ALLOWED, STALE when the version is not the present one, WRONG_STATE for archived and withdrawn customers, and what
 * `checkInput` does. Publishes `customer.updated`.
 */
export async function updateCustomer(
  ctx: Ctx,
  id: number,
  version: number,
  input: CustomerUpdateInput,
  idempotencyKey?: string,
): Promise<void> {
  await requireCustomer(ctx.db.read, ctx, id, 'WRITE', classesOf(input));
  if (input.ownerId !== undefined) await requireOwner(ctx, input.ownerId);
  const known =
    (await ctx.db.read.selectFrom('customer').select(['kind', 'subject_id']).where('id', '=', id).executeTakeFirst()) ??
    refuse('NOT_FOUND', ['id']);
  const kind = input.kind ?? (known.kind === 'ORGANISATION' ? 'ORGANISATION' : 'PERSON');
  const { tagIds, ...said } = input;
  const document = await documentOf(ctx, said, kind);
  await checkInput(ctx, input, kind, document);
  const tags = tagIds === undefined ? undefined : await tagKeys(ctx, tagIds ?? [], ['input', 'tagIds']);
  const staff = await builtInSource(ctx, ctx.actor.kind === 'token' ? API_SOURCE : STAFF_SOURCE);
  const nextId = await ctx.db.ids.claim(KEYS_PER_RECOMPUTE + 2);
  const seals = await beginSeals(ctx, 'CUSTOMER_UPDATE');
  await seals.load([known.subject_id]);
  await ctx.db.ids.ensure(2);

  await idempotent(ctx, idempotencyKey, { operation: 'customerUpdate', input: { id, version, input } }, async (trx) => {
    await claimVersion(trx, id, version);
    // Asked again where it counts: the customer may have changed hands since.
    await requireCustomer(trx, ctx, id, 'WRITE', classesOf(input));
    const state = (await loadStates(trx, [id], seals)).get(id) ?? refuse('NOT_FOUND', ['id']);
    if (state.row.status !== 'ACTIVE') refuse('WRONG_STATE', ['id']);
    if (handsOver(ctx, input, state)) await requireHandOver(trx, ctx, id, ['input', 'ownerId']);
    const rules = await loadRules(trx);
    if (staff.code === STAFF_SOURCE) refusePinned(document, marksOf(foldRecords(state.records)));
    const stored = againstShown(document, state, chooseGolden(state.records, rules), staff.id);
    await addRecords(trx, ctx, [{ id: nextId(), state, sourceId: staff.id, document: stored }], seals);
    if (tags) await setStaffTags(trx, id, tags, { at: ctx.now(), actorId: ctx.actor.userId });
    await recompute(trx, [id], { rules, at: ctx.now(), nextId, seals });
    const fields = [...fieldsOf(document), ...(tags ? ['TAGS'] : [])];
    await recordAudit(trx, ctx, { action: 'customer.updated', objectType: 'customer', objectId: id, fields });
    await publish(trx, ctx, { type: 'customer.updated', objectId: id, payload: { fields } });
    return null;
  });
}

/** Whether the customer goes to somebody else: a form sends the owner back as it was. */
function handsOver(ctx: Ctx, { ownerId }: CustomerUpdateInput, { row }: CustomerState): boolean {
  if (ownerId === undefined) return false;
  return row.owner_id !== (ownerId === null ? null : ctx.publicIds.decode('usr', ownerId));
}

/** Moves the customer to its next version, or refuses: whoever has the present version wins. */
export async function claimVersion(trx: Trx, id: number, version: number): Promise<void> {
  const claimed = await trx
    .updateTable('customer')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (claimed.numUpdatedRows === 0n) refuse('STALE', ['version']);
}

/**
 * What staff say in a list is only what differs from what is shown: equal items stay the other sources' word, missing ones
 * are hidden. So a later import can still correct what staff merely left as it was.
 */
function againstShown(document: SourceDocument, state: CustomerState, shown: Golden, staffId: number): SourceDocument {
  // What staff said of those who were merged into the customer stays said of them.
  const own = ({ sourceId, subjectId }: { sourceId: number; subjectId: number }) =>
    sourceId === staffId && subjectId === state.row.subject_id;
  const wasHidden = new Set(state.records.filter(own).flatMap((record) => record.document.hidden ?? []));
  const contactPoints = changedItems(
    sinceFirst(document.contactPoints, shown.contactPoints, keyOfContactPoint),
    shown.contactPoints,
    keyOfContactPoint,
    own,
    wasHidden,
    isSameContactPoint,
  );
  const addresses = changedItems(document.addresses, shown.addresses, keyOfAddress, own, wasHidden, () => true);
  const identifiers = changedItems(
    sinceFirst(document.identifiers, shown.identifiers, keyOfIdentifier),
    shown.identifiers,
    keyOfIdentifier,
    own,
    wasHidden,
    () => true,
  );
  return {
    ...document,
    ...(contactPoints ? { contactPoints } : {}),
    ...(addresses ? { addresses } : {}),
    ...(identifiers ? { identifiers } : {}),
    hidden: [...wasHidden],
  };
}

/** What was verified before stays verified since then: a form sends the whole list back. */
function sinceFirst<Fact extends { verifiedAt?: number }>(
  wanted: readonly Fact[] | undefined,
  shown: readonly { fact: Fact }[],
  keyOf: (fact: Fact) => string,
): readonly Fact[] | undefined {
  const known = new Map(shown.map(({ fact }) => [keyOf(fact), fact.verifiedAt]));
  return wanted?.map((fact) => {
    const before = known.get(keyOf(fact));
    return fact.verifiedAt === undefined || before === undefined ? fact : { ...fact, verifiedAt: before };
  });
}

function changedItems<Fact>(
  wanted: readonly Fact[] | undefined,
  shown: readonly { fact: Fact; primary: boolean; record: { sourceId: number; subjectId: number } }[],
  keyOf: (fact: Fact) => string,
  isOwn: (record: { sourceId: number; subjectId: number }) => boolean,
  hidden: Set<string>,
  isSame: (wanted: Fact, shown: Fact, wasPrimary: boolean) => boolean,
): Fact[] | undefined {
  if (!wanted) return undefined;
  const known = new Map(shown.map((item) => [keyOf(item.fact), item]));
  const keys = new Set(wanted.map(keyOf));
  for (const key of keys) hidden.delete(key);
  for (const key of known.keys()) if (!keys.has(key)) hidden.add(key);
  return wanted.filter((fact) => {
    const item = known.get(keyOf(fact));
    return item === undefined || isOwn(item.record) || !isSame(fact, item.fact, item.primary);
  });
}

function isSameContactPoint(wanted: ContactPointFact, shown: ContactPointFact, wasPrimary: boolean): boolean {
  const isEqual =
    wanted.label === shown.label && wanted.holderName === shown.holderName && wanted.holderTitle === shown.holderTitle;
  return isEqual && wanted.verifiedAt === shown.verifiedAt && (wanted.primary ?? false) === wasPrimary;
}
