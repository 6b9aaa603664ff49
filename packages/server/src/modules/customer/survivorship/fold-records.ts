import type { CustomerField, PinnedFact, SingleFact, SourceDocument, VerifiedValue } from '@dossier/shared/facts';
import { isLaterChecking, type Mark, verifiedKey } from './mark.ts';
import type { RecordInForce } from './record-in-force.ts';

export type { RecordInForce };

/** A fact with the record it came from. */
export interface Said<Fact> {
  readonly fact: Fact;
  readonly record: RecordInForce;
  /** Place in the record's own list; 0 for single facts. */
  readonly position: number;
}

/** What one source says now about a customer under one of its keys. */
export interface Statement {
  readonly sourceId: number;
  readonly fields: ReadonlyMap<string, Said<SingleFact>>;
  readonly contactPoints: readonly Said<NonNullable<SourceDocument['contactPoints']>[number]>[];
  readonly addresses: readonly Said<NonNullable<SourceDocument['addresses']>[number]>[];
  readonly identifiers: readonly Said<NonNullable<SourceDocument['identifiers']>[number]>[];
  readonly tags: readonly Said<string>[];
  readonly hidden: ReadonlySet<string>;
  /** By field; null where a pin was taken away. */
  readonly pins: ReadonlyMap<CustomerField, Mark<PinnedFact | null>>;
  /** By field and what equal values share. */
  readonly verified: ReadonlyMap<string, Mark<VerifiedValue>>;
}

/**
 * What the records of one thread (same source, same key of that source) have in common. Where the source has no keys, what it
 * says of two customers stays two threads when they are merged: neither takes the other's word back.
 */
export function threadOf(record: { sourceId: number; externalId: string | null; subjectId: number }): string {
  const { sourceId, externalId, subjectId } = record;
  return externalId === null ? `${sourceId}@${subjectId}` : `${sourceId}:${externalId}`;
}

/**
 * Reduces each source's records to what that source says now. A later record speaks only for the fields it has; what it
 * leaves out stays as said before. Lists are replaced by a later import and joined within one, since a file may spread a
 * customer over several lines.
 */
export function foldRecords(records: readonly RecordInForce[]): Statement[] {
  const threads = new Map<string, RecordInForce[]>();
  for (const record of records) {
    const thread = threadOf(record);
    const known = threads.get(thread);
    if (known) known.push(record);
    else threads.set(thread, [record]);
  }
  return [...threads.values()].map(foldThread);
}

function foldThread(records: RecordInForce[]): Statement {
  const ordered =
    records.length === 1 ? records : records.toSorted((a, b) => a.recordedFrom - b.recordedFrom || a.id - b.id);
  const fields = new Map<string, Said<SingleFact>>();
  const pins = new Map<CustomerField, Mark<PinnedFact | null>>();
  const verified = new Map<string, Mark<VerifiedValue>>();
  let hidden: readonly string[] = [];
  for (const record of ordered) {
    for (const [field, fact] of Object.entries(record.document.fields))
      fields.set(field, { fact, record, position: 0 });
    hidden = record.document.hidden ?? hidden;
    // Object.entries forgets that the keys are fields.
    for (const [field, content] of Object.entries(record.document.pins ?? {}))
      pins.set(field as CustomerField, { content, record });
    for (const content of record.document.verified ?? []) {
      const key = verifiedKey(content.field, content.key);
      const known = verified.get(key);
      if (!known || !isLaterChecking(known, { content, record })) verified.set(key, { content, record });
    }
  }
  return {
    sourceId: ordered[0]?.sourceId ?? 0,
    fields,
    contactPoints: foldList(ordered, (document) => document.contactPoints),
    addresses: foldList(ordered, (document) => document.addresses),
    identifiers: foldList(ordered, (document) => document.identifiers),
    tags: foldList(ordered, (document) => document.tags),
    hidden: new Set(hidden),
    pins,
    verified,
  };
}

function foldList<Fact>(
  records: readonly RecordInForce[],
  listOf: (document: SourceDocument) => readonly Fact[] | undefined,
): Said<Fact>[] {
  let said: Said<Fact>[] = [];
  let saidBy: RecordInForce | undefined;
  for (const record of records) {
    const list = listOf(record.document);
    if (list === undefined) continue;
    const joins = saidBy !== undefined && record.importId !== null && record.importId === saidBy.importId;
    const more = list.map((fact, position) => ({ fact, record, position }));
    said = joins ? [...said, ...more] : more;
    saidBy = record;
  }
  return said;
}
