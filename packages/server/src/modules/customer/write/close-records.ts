import type { SourceDocument } from '@dossier/shared/facts';
import { type RecordInForce, threadOf } from '../survivorship/fold-records.ts';
import { verifiedKey } from '../survivorship/mark.ts';

const LISTS = [
  'contactPoints',
  'addresses',
  'identifiers',
  'tags',
  'other',
  'hidden',
] as const satisfies (keyof SourceDocument)[];

/**
 * Which of a customer's records no longer speak: later records of the same source and key say everything they say. Closed
 * records stay as history; choosing does not read them.
 */
export function closedBy(records: readonly RecordInForce[]): number[] {
  const threads = new Map<string, RecordInForce[]>();
  for (const record of records) threads.set(threadOf(record), [...(threads.get(threadOf(record)) ?? []), record]);
  return [...threads.values()].flatMap(closedInThread);
}

function closedInThread(records: readonly RecordInForce[]): number[] {
  if (records.length === 1) return [];
  const newestFirst = records.toSorted((a, b) => b.recordedFrom - a.recordedFrom || b.id - a.id);
  const saidBy = new Map<string, Set<number | null>>();
  const closed: number[] = [];
  for (const record of newestFirst) {
    const own = spoken(record);
    if (own.every((part) => isSaidAgain(record, part, saidBy.get(part)) && !standsBetween(record, part, newestFirst)))
      closed.push(record.id);
    for (const part of own) saidBy.set(part, (saidBy.get(part) ?? new Set()).add(record.importId));
  }
  return closed;
}

/** Lists of one import are joined, so only another import's list replaces one. */
function isSaidAgain(record: RecordInForce, part: string, by: ReadonlySet<number | null> | undefined): boolean {
  if (by === undefined) return false;
  if (!LISTS.some((list) => list === part) || record.importId === null) return true;
  return [...by].some((importId) => importId !== record.importId);
}

/**
 * Whether a list stands between two of one other import. Without it the two would be joined, so it is never closed: what the records
 * in force say has to be what all records say.
 */
function standsBetween(record: RecordInForce, part: string, newestFirst: readonly RecordInForce[]): boolean {
  if (!LISTS.some((list) => list === part)) return false;
  const place = newestFirst.indexOf(record);
  const importsIn = (records: readonly RecordInForce[]) =>
    new Set(records.filter((other) => spoken(other).includes(part)).map(({ importId }) => importId));
  const older = importsIn(newestFirst.slice(place + 1));
  return [...importsIn(newestFirst.slice(0, place))].some(
    (importId) => importId !== null && importId !== record.importId && older.has(importId),
  );
}

/** The parts of a document that a later record can replace. */
function spoken({ document }: RecordInForce): string[] {
  const lists = LISTS.filter((list) => document[list] !== undefined);
  const pins = Object.keys(document.pins ?? {}).map((field) => `pin of ${field}`);
  const verified = (document.verified ?? []).map(
    ({ field, key, at }) => `checking at ${at} of ${verifiedKey(field, key)}`,
  );
  return [...Object.keys(document.fields), ...lists, ...pins, ...verified];
}
