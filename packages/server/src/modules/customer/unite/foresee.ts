import { type CustomerField, FIELD_CLASSES, SINGLE_FIELDS } from '@dossier/shared/facts';
import type { Queryable, Row } from '../../../platform/database/tables.ts';
import { heldBy } from '../../custody/index.ts';
import { fieldOfContactPoint } from '../survivorship/value-keys.ts';
import { chooseField, chooseGolden } from '../survivorship/choose.ts';
import { foldRecords, type RecordInForce, type Said } from '../survivorship/fold-records.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import { addressText } from '../source/list-facts.ts';
import { loadRules } from '../source/sources.ts';
import { saidTags } from '../tag/said-tags.ts';

/** One value that would be shown, or lose. */
export interface ForeseenValue {
  /** Null for sensitive values, which stand in no preview. */
  readonly value: string | null;
  /** For whom it was collected. */
  readonly subjectId: number;
  /** Null for what staff put on. */
  readonly sourceId: number | null;
}

/** What a field would show, and over what. */
export interface ForeseenField {
  readonly field: CustomerField;
  readonly shown: readonly ForeseenValue[];
  readonly losing: readonly ForeseenValue[];
}

/** What a preview is made from. */
export interface Foreseeing {
  readonly records: readonly RecordInForce[];
  /** The tags of everybody concerned. */
  readonly tags: readonly Row<'customer_tag'>[];
  readonly tagNames: ReadonlyMap<number, string>;
  readonly rules: SurvivorshipRules;
}

/**
 * What a customer would show if these were its records: by the very functions that choose it when they are. Fields of which
 * nobody says anything are left out.
 */
export function foresee(customerId: number, subjects: ReadonlySet<number>, from: Foreseeing): ForeseenField[] {
  const { rules } = from;
  const records = from.records.filter(({ subjectId }) => subjects.has(subjectId));
  const statements = foldRecords(records);
  const golden = chooseGolden(records, rules);
  const fields: ForeseenField[] = [];
  for (const field of SINGLE_FIELDS) {
    const { chosen, alternatives } = chooseField(statements, field, rules);
    const hidden = FIELD_CLASSES[field] === 'SENSITIVE';
    const value = ({ fact, record }: Said<{ value: string | null }>) => of(record, hidden ? null : fact.value);
    if (chosen || alternatives.length > 0)
      fields.push({ field, shown: chosen ? [value(chosen)] : [], losing: alternatives.map(value) });
  }
  for (const [field, own] of Map.groupBy(golden.contactPoints, ({ fact }) => fieldOfContactPoint(fact.type)))
    fields.push({ field, shown: own.map(({ fact, record }) => of(record, fact.value)), losing: [] });
  const addresses = golden.addresses.map(({ fact, record }) => of(record, addressText(fact)));
  const identifiers = golden.identifiers.map(({ record }) => of(record, null));
  const tags = tagsOf(customerId, subjects, records, from);
  for (const [field, shown] of [
    ['ADDRESS', addresses],
    ['IDENTIFIER', identifiers],
    ['TAGS', tags],
  ] as const)
    if (shown.length > 0) fields.push({ field, shown, losing: [] });
  return fields;
}

function of({ subjectId, sourceId }: RecordInForce, value: string | null): ForeseenValue {
  return { value, subjectId, sourceId };
}

function tagsOf(
  customerId: number,
  subjects: ReadonlySet<number>,
  records: readonly RecordInForce[],
  { tags, tagNames }: Foreseeing,
): ForeseenValue[] {
  const ids = new Map([...tagNames].map(([id, name]) => [name, id]));
  const own = tags.filter((tag) => tag.customer_id === customerId);
  const others = tags.filter((tag) => tag.customer_id !== customerId && subjects.has(tag.customer_id));
  const said = saidTags(customerId, records, others, (name) => ids.get(name) ?? 0);
  for (const { tag_id, origin } of own) {
    if (origin === 'STAFF') said.set(tag_id, customerId);
    if (origin === 'REMOVED') said.delete(tag_id);
  }
  return [...said]
    .map(([tagId, subjectId]) => ({ value: tagNames.get(tagId) ?? null, subjectId, sourceId: null }))
    .toSorted((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
}

/** Reads what a preview about these customers, and those who were merged into them, is made from. */
export async function readForeseeing(
  db: Queryable,
  customerIds: readonly number[],
  records: readonly RecordInForce[],
): Promise<Foreseeing> {
  const held = await heldBy(db, customerIds);
  const tags = await db
    .selectFrom('customer_tag')
    .selectAll()
    .where('customer_id', 'in', [...customerIds, ...[...held.values()].flat()])
    .execute();
  const names = await db.selectFrom('tag').select(['id', 'name']).execute();
  return { records, tags, tagNames: new Map(names.map(({ id, name }) => [id, name])), rules: await loadRules(db) };
}
