import type { CustomerField } from '@dossier/shared/facts';
import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { LEVEL_COLUMN } from '../../../platform/policy/guard-fields.ts';
import { loadUser } from '../../access/index.ts';
import { levelOfCustomer } from '../scope/row-levels.ts';
import { shieldedValue } from '../sealed/shown-text.ts';
import { sourceLoader } from '../source/source.loader.ts';
import { addressText } from '../source/list-facts.ts';
import { fieldOfContactPoint } from '../survivorship/value-keys.ts';
import { newState } from '../write/customer-state.ts';
import { goldenRow } from '../write/golden-row.ts';
import { ruleSetAt } from '../rules/rule-sets.ts';
import { type Difference, differences } from './differences.ts';
import { type HistoryEntry, historyOf, type HistoryReason } from './history.ts';
import type { CustomerAsOf, CustomerDifference, CustomerHistoryEntry } from './history.type.ts';
import { knownAt, type Past, readPast } from './past.ts';

/** Which part of a history is asked for. */
export interface HistoryFilter {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly fields?: readonly CustomerField[] | null;
  readonly reasons?: readonly HistoryReason[] | null;
  readonly from?: number | null;
  readonly to?: number | null;
}

/** What was known of a customer at an instant; null before it was known at all. */
export async function showAsOf(
  ctx: Ctx,
  customerId: number,
  at: number,
  validAt?: string | null,
): Promise<CustomerAsOf | null> {
  const past = await ctx.once(pastLoader).load(customerId);
  const known = past && knownAt(past, at);
  if (!past || !known) return null;
  const { golden } = known;
  const row = goldenRow({ ...newState({ id: customerId, number: past.number, at }).row, kind: past.kind }, golden);
  const own = { customerKey: customerId, ...(await levelOfPast(ctx, past)) };
  const isValid = ({ validFrom, validTo }: { validFrom?: string; validTo?: string }) =>
    validAt == null || ((validFrom ?? validAt) <= validAt && validAt <= (validTo ?? validAt));
  return {
    ...own,
    at,
    isPartial: past.records.isPartial,
    ruleSetVersion: ruleSetAt(past.ruleSets, at)?.version ?? 0,
    status: known.status,
    number: past.number,
    kind: row.kind,
    name: row.name,
    familyName: row.family_name,
    givenName: row.given_name,
    gender: row.gender,
    birthDate: row.birth_date,
    employer: row.employer,
    jobTitle: row.job_title,
    industry: row.industry,
    size: row.size,
    note: row.note,
    stage: row.stage,
    grade: row.grade,
    ownerName: row.owner_id === null ? null : await nameOf(ctx, row.owner_id),
    tags: known.tags,
    country: row.country,
    province: row.province,
    city: row.city,
    district: row.district,
    completeness: row.completeness,
    contactPoints: golden.contactPoints.map(({ fact, primary }) => ({
      ...own,
      field: fieldOfContactPoint(fact.type),
      type: fact.type,
      label: fact.label ?? null,
      value: shieldedValue(fieldOfContactPoint(fact.type), fact.value),
      isPrimary: primary,
      isValid: fact.matchKey !== undefined,
      verifiedAt: fact.verifiedAt ?? null,
      holderName: fact.holderName ?? null,
    })),
    addresses: golden.addresses.map(({ fact, primary }) => ({
      ...own,
      type: fact.type ?? null,
      text: addressText(fact),
      isPrimary: primary,
    })),
    identifiers: golden.identifiers
      .filter(({ fact }) => isValid(fact))
      .map(({ fact }) => ({
        type: fact.type,
        validFrom: fact.validFrom ?? null,
        validTo: fact.validTo ?? null,
        verifiedAt: fact.verifiedAt ?? null,
      })),
  };
}

/** What differs between what was known of a customer at two instants. */
export async function showDifferences(
  ctx: Ctx,
  customerId: number,
  from: number,
  to: number,
): Promise<CustomerDifference[]> {
  const past = await ctx.once(pastLoader).load(customerId);
  if (!past) return [];
  const own = { customerKey: customerId, ...(await levelOfPast(ctx, past)) };
  const found = differences(knownAt(past, from), knownAt(past, to));
  return await Promise.all(
    found.map(async (one) => ({ ...own, field: one.field, aspect: one.aspect, ...(await shownValues(ctx, one)) })),
  );
}

/** A page of a customer's history, the newest change first. */
export async function showHistory(
  ctx: Ctx,
  customerId: number,
  filter: HistoryFilter,
): Promise<Page<CustomerHistoryEntry> & { totalCount: number }> {
  const { first, after, fields, reasons, from, to } = filter;
  const scope = `history:${JSON.stringify([customerId, fields, reasons, from, to])}`;
  const request = pageRequest(ctx, scope, { first, after });
  const past = await ctx.once(pastLoader).load(customerId);
  const entries = (past ? historyOf(past) : [])
    .filter(
      (entry) =>
        (fields == null || (entry.field !== null && fields.includes(entry.field))) &&
        (reasons == null || reasons.includes(entry.reason)) &&
        (from == null || entry.at >= from) &&
        (to == null || entry.at < to),
    )
    .toReversed();
  const before = Number(request.after?.[0] ?? Infinity);
  const page = entries.filter(({ place }) => place < before).slice(0, request.first + 1);
  const shown = past ? await Promise.all(page.map(async (entry) => await showEntry(ctx, past, entry))) : [];
  const places = new Map(shown.map((one, index) => [one, page[index]?.place ?? 0]));
  return { ...toPage(ctx, request, shown, (one) => [places.get(one) ?? 0]), totalCount: entries.length };
}

async function showEntry(ctx: Ctx, past: Past, entry: HistoryEntry): Promise<CustomerHistoryEntry> {
  const { at, field, aspect, reason, recordId, ruleSetVersion, actorId } = entry;
  const row = past.records.records.find(({ record }) => record.id === recordId)?.row;
  return {
    customerKey: past.records.customerId,
    ...(await levelOfPast(ctx, past)),
    at,
    field,
    aspect,
    reason,
    ...(await shownValues(ctx, entry)),
    source: row ? await ctx.once(sourceLoader).load(row.source_id) : null,
    by: actorId === null ? null : await nameOf(ctx, actorId),
    recordId: recordId === null ? null : ctx.publicIds.encode('rec', recordId),
    importId: row?.import_id == null ? null : ctx.publicIds.encode('imp', row.import_id),
    ruleSetVersion,
  };
}

async function shownValues(ctx: Ctx, { field, before, after }: Pick<Difference, 'field' | 'before' | 'after'>) {
  const shown = async (text: string | null) => {
    // The status is no field of its own: it is as internal as the kind.
    if (field === null) return shieldedValue('KIND', text);
    return shieldedValue(field, field === 'OWNER' && text !== null ? await nameOf(ctx, Number(text)) : text);
  };
  return { before: await shown(before), after: await shown(after) };
}

/** How much of the values of a past may be seen: of what several customers have now, the least. */
async function levelOfPast(ctx: Ctx, { records }: Past): Promise<{ [LEVEL_COLUMN]?: number }> {
  const levels = await Promise.all(
    [records.customerId, ...records.others].map(async (id) => (await levelOfCustomer(ctx, id))[LEVEL_COLUMN]),
  );
  const known = levels.filter((level) => level !== undefined);
  return known.length === 0 ? {} : { [LEVEL_COLUMN]: Math.min(...known) };
}

function pastLoader(ctx: Ctx): DataLoader<number, Past | undefined> {
  return new DataLoader(async (ids) => await Promise.all(ids.map(async (id) => await readPast(ctx, id))));
}

async function nameOf(ctx: Ctx, userId: number): Promise<string | null> {
  return (await loadUser(ctx, userId))?.name ?? null;
}
