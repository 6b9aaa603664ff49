import {
  CUSTOMER_FIELDS,
  type CustomerField,
  FIELD_CLASSES,
  PINNABLE_FIELDS,
  type SourceDocument,
  VERIFIABLE_FIELDS,
} from '@dossier/shared/facts';
import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { loadUser } from '../../access/index.ts';
import type { Fact, FactValue, OtherData, SourceRecord, SourceRecordField } from '../api/fact.type.ts';
import { isUnusable } from '../survivorship/choose.ts';
import { confidence } from '../survivorship/confidence.ts';
import { foldRecords, type Said } from '../survivorship/fold-records.ts';
import { marksOf } from '../survivorship/marks.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { isSingle } from '../survivorship/value-keys.ts';
import { fieldsOf, toRecordInForce } from './pack-record.ts';
import { openDocuments } from '../sealed/open-contents.ts';
import { levelOfCustomer } from '../scope/row-levels.ts';
import { sourceLoader } from './source.loader.ts';
import { loadRules, STAFF_SOURCE } from './sources.ts';
import { addressText, fieldFacts, type FieldFacts, type Given } from './list-facts.ts';
import { valueId } from './value-ids.ts';

/** A record's row as provenance reads it. */
export type RecordRow = Awaited<ReturnType<typeof readRecords>>[number];

/** Explains, field by field, what is shown for a customer and over what it was chosen. */
export async function explainFacts(
  ctx: Ctx,
  customerId: number,
  wanted: readonly CustomerField[] | null,
): Promise<Fact[]> {
  const rows = (await ctx.once(recordsLoader).load(customerId)).filter(
    (row) => row.retracted === 0 && row.recorded_to === null,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const statements = foldRecords(rows.map(toRecordInForce));
  const marks = marksOf(statements);
  const rules = await ctx.once(rulesInForce);
  const level = await levelOfCustomer(ctx, customerId);
  const facts: Fact[] = [];
  for (const field of wanted ?? CUSTOMER_FIELDS) {
    const known = fieldFacts(statements, rules, marks, field);
    const { chosen, chosenBy, alternatives, pin } = known;
    if (!chosen && alternatives.length === 0) continue;
    const shown = async (said: Said<Given>) => await factValue(ctx, field, said, byId.get(said.record.id), known);
    const value = chosen ? await shown(chosen) : null;
    const isStaff = value?.source.code === STAFF_SOURCE && chosenBy === 'SOURCE_PRIORITY';
    const pinRow = pin && byId.get(pin.record.id);
    facts.push({
      ...level,
      customerKey: customerId,
      field,
      chosen: value,
      chosenBy: isStaff ? 'STAFF_EDIT' : (chosenBy ?? null),
      alternatives: await Promise.all(alternatives.map(shown)),
      pin: pin
        ? {
            reason: pin.content.reason,
            at: pin.record.recordedFrom,
            by: pinRow ? await actorName(ctx, pinRow) : null,
          }
        : null,
      isPinnable: PINNABLE_FIELDS.includes(field),
      isVerifiable: VERIFIABLE_FIELDS.includes(field),
    });
  }
  return facts;
}

/** Every record of a customer, newest first. */
export async function listSourceRecords(
  ctx: Ctx,
  customerId: number,
  includeRetracted: boolean,
): Promise<SourceRecord[]> {
  const rows = await ctx.once(recordsLoader).load(customerId);
  const wanted = rows.filter((row) => includeRetracted || row.retracted === 0);
  return await Promise.all(wanted.map(async (row) => await toSourceRecord(ctx, row)));
}

/** The columns of files that are mapped to nothing, as the records in force have them. */
export async function listOtherData(ctx: Ctx, customerId: number): Promise<OtherData[]> {
  const rows = await ctx.once(recordsLoader).load(customerId);
  const speaking = rows.filter((row) => row.retracted === 0 && row.recorded_to === null);
  return (await Promise.all(speaking.map(async (row) => await otherDataOf(ctx, row)))).flat();
}

/** Read once for a request, for however many customers. */
async function rulesInForce(ctx: Ctx): Promise<SurvivorshipRules> {
  return await loadRules(ctx.db.read);
}

function recordsLoader(ctx: Ctx): DataLoader<number, RecordRow[]> {
  return new DataLoader(async (customerIds) => {
    const byCustomer = Map.groupBy(await readRecords(ctx, customerIds), ({ customer_id }) => customer_id);
    return customerIds.map((id) => byCustomer.get(id) ?? []);
  });
}

async function readRecords(ctx: Ctx, customerIds: readonly number[]) {
  const rows = await ctx.db.read
    .selectFrom('source_record')
    .select([
      'customer_id',
      'id',
      'subject_id',
      'source_id',
      'external_id',
      'channel',
      'import_id',
      'line_number',
      'actor_id',
      'recorded_from',
      'recorded_to',
      'retracted',
      'sealed',
    ])
    .where('customer_id', 'in', [...customerIds])
    .orderBy('recorded_from', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return await openDocuments(ctx, 'PROVENANCE', rows);
}

async function factValue(
  ctx: Ctx,
  field: CustomerField,
  said: Said<Given>,
  row: RecordRow | undefined,
  known: FieldFacts,
): Promise<FactValue> {
  const { fact } = said;
  if (!row) throw new Error('a fact stands in a record that was read');
  const source = await sourceOf(ctx, row);
  return {
    ...(await levelOfCustomer(ctx, row.customer_id)),
    ...(await readable(ctx, field, fact)),
    source,
    channel: row.channel,
    recordId: ctx.publicIds.encode('rec', row.id),
    importId: row.import_id === null ? null : ctx.publicIds.encode('imp', row.import_id),
    actorName: await actorName(ctx, row),
    recordedAt: row.recorded_from,
    isValid: !isUnusable({ ...fact }),
    problem: fact.problem ?? null,
    valueId: valueId(ctx, { recordId: row.id, position: said.position }),
    verifiedAt: known.verifiedAt(said) ?? null,
    verifiedBy: known.verification(said)?.content.method ?? null,
    confidence: await confidenceOf(ctx, known, said),
    lostBy: said === known.chosen ? null : (known.lostBy(said) ?? null),
  };
}

async function confidenceOf(ctx: Ctx, known: FieldFacts, said: Said<Given>): Promise<number> {
  const sources = await Promise.all([...known.agreeing(said)].map(async (id) => await ctx.once(sourceLoader).load(id)));
  return confidence(
    sources.map((source) => (source?.trust ?? 0) / 100),
    known.verifiedAt(said) !== undefined,
  );
}

async function toSourceRecord(ctx: Ctx, row: RecordRow): Promise<SourceRecord> {
  const level = await levelOfCustomer(ctx, row.customer_id);
  return {
    ...level,
    id: ctx.publicIds.encode('rec', row.id),
    source: await sourceOf(ctx, row),
    externalId: row.external_id,
    channel: row.channel,
    importId: row.import_id === null ? null : ctx.publicIds.encode('imp', row.import_id),
    lineNumber: row.line_number,
    actorName: await actorName(ctx, row),
    recordedAt: row.recorded_from,
    supersededAt: row.recorded_to,
    isRetracted: row.retracted === 1,
    fields: (await recordFields(ctx, row)).map((one) => ({ ...level, ...one })),
    otherData: await otherDataOf(ctx, row),
  };
}

async function recordFields(
  ctx: Ctx,
  { customer_id: customerKey, document }: { readonly customer_id: number; readonly document: SourceDocument },
): Promise<SourceRecordField[]> {
  const { contactPoints = [], addresses = [], identifiers = [], tags = [] } = document;
  const item = async (field: CustomerField, fact: Given): Promise<SourceRecordField> => ({
    customerKey,
    field,
    ...(await readable(ctx, field, fact)),
    isValid: !isUnusable({ ...fact }),
    problem: fact.problem ?? null,
  });
  return await Promise.all([
    ...fieldsOf(document)
      .filter(isSingle)
      .flatMap((field) => (document.fields[field] ? [item(field, document.fields[field])] : [])),
    ...contactPoints.map((point) => item(point.type === 'OTHER' ? 'OTHER_CONTACT' : point.type, point)),
    ...addresses.map((address) => item('ADDRESS', { ...address, value: addressText(address) })),
    ...identifiers.map((identifier) => item('IDENTIFIER', identifier)),
    ...tags.map((tag) => item('TAGS', { value: tag })),
  ]);
}

/** A value as people read it: an owner is kept as the key of a user, which means nothing outside, and is shown by name. */
async function readable(
  ctx: Ctx,
  field: CustomerField,
  fact: Given,
): Promise<{ value: string | null; raw: string | null }> {
  // A sensitive value stands in no list: revealing it is a question of its own.
  if (FIELD_CLASSES[field] === 'SENSITIVE') return { value: null, raw: null };
  const { value, raw = value } = fact;
  if (field !== 'OWNER' || value === null) return { value, raw };
  const name = (await loadUser(ctx, Number(value)))?.name ?? null;
  return { value: name, raw: name };
}

async function otherDataOf(ctx: Ctx, row: RecordRow): Promise<OtherData[]> {
  const source = await sourceOf(ctx, row);
  const other = row.document.other ?? {};
  const level = await levelOfCustomer(ctx, row.customer_id);
  return Object.entries(other).map(([column, value]) => ({
    ...level,
    customerKey: row.customer_id,
    column,
    value,
    source,
    recordedAt: row.recorded_from,
  }));
}

async function sourceOf(ctx: Ctx, row: RecordRow) {
  const source = await ctx.once(sourceLoader).load(row.source_id);
  if (!source) throw new Error(`source ${row.source_id} of record ${row.id} is missing`);
  return source;
}

async function actorName(ctx: Ctx, row: RecordRow): Promise<string | null> {
  return row.actor_id ? ((await loadUser(ctx, row.actor_id))?.name ?? null) : null;
}
