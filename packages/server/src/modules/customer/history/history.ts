import type { CustomerField } from '@dossier/shared/facts';
import type { RecordInForce } from '../survivorship/fold-records.ts';
import { type Difference, differences } from './differences.ts';
import { type Known, knownAt, type Past } from './past.ts';
import type { PastRecord } from './past-records.ts';

/** Why something is shown differently. */
export type HistoryReason =
  | 'NEW_WORD'
  | 'TAKEN_BACK'
  | 'GIVEN_AGAIN'
  | 'RULES'
  | 'MERGED'
  | 'UNMERGED'
  | 'SPLIT'
  | 'VERIFIED'
  | 'PINNED'
  | 'UNPINNED'
  | 'TAGGED'
  | 'STATUS';

/** One change of one field. */
export interface HistoryEntry extends Omit<Difference, 'aspect'> {
  readonly aspect: Difference['aspect'] | 'MARK';
  /** Place in the whole history, 0 being the oldest entry. */
  readonly place: number;
  readonly at: number;
  readonly reason: HistoryReason;
  /** Who did it; null: the system, or unknown. */
  readonly actorId: number | null;
  /** The version of the rules that was put in force. */
  readonly ruleSetVersion: number | null;
}

/** Something that happened, of which changes may follow. */
interface Happening {
  readonly at: number;
  readonly reason: HistoryReason;
  readonly actorId: number | null;
  readonly record?: PastRecord;
  readonly ruleSetVersion?: number;
}

/**
 * The history of a customer, the oldest entry first: every change of what was shown, with what it came from. Worked out by replaying
 * everything that happened, in order; records of the same millisecond one by one, so that nothing is joined.
 */
export function historyOf(past: Past): HistoryEntry[] {
  const entries: Omit<HistoryEntry, 'place'>[] = [];
  let known: Known | undefined;
  const happenings = happeningsOf(past);
  for (const [index, happening] of happenings.entries()) {
    const now = knownAfter(past, happenings, index);
    const changes = differences(known, now).map((one) => ({ ...one, ...causeOf(happening, one.field) }));
    entries.push(...changes, ...marksWithoutChange(happening, changes));
    known = now;
  }
  return entries.map((entry, place) => ({ ...entry, place }));
}

/** What is known once this has happened: without the records that come later in the same millisecond. */
function knownAfter(past: Past, happenings: readonly Happening[], index: number): Known | undefined {
  const at = happenings[index]?.at ?? 0;
  const later = happenings.slice(index + 1);
  const end = later.findIndex((one) => one.at > at);
  const pending = new Set(later.slice(0, end === -1 ? later.length : end).map(({ record }) => record?.record.id));
  return knownAt(past, at, pending);
}

function happeningsOf(past: Past): Happening[] {
  const { records, ruleSets, tagChanges, statusChanges, operations } = past;
  const turns = records.records.flatMap(({ retracted }) =>
    retracted.flatMap(({ from, to }) => [
      { at: from, reason: 'TAKEN_BACK' as const },
      ...(to === null ? [] : [{ at: to, reason: 'GIVEN_AGAIN' as const }]),
    ]),
  );
  const happenings: Happening[] = [
    ...ruleSets.map(({ at, actor_id, version }) => ({
      at,
      reason: 'RULES' as const,
      actorId: actor_id,
      ruleSetVersion: version,
    })),
    ...operations.map(({ at, kind, actorId }) => ({ at, reason: REASONS[kind], actorId })),
    ...unique(turns).map((turn) => ({ ...turn, actorId: null })),
    ...records.records.map((record) => ({
      at: record.record.recordedFrom,
      reason: 'NEW_WORD' as const,
      actorId: record.row.actor_id,
      record,
    })),
    ...tagChanges.map(({ at, actor_id }) => ({ at, reason: 'TAGGED' as const, actorId: actor_id })),
    ...statusChanges.map(({ at, actor_id }) => ({ at, reason: 'STATUS' as const, actorId: actor_id })),
  ];
  return happenings.toSorted((a, b) => a.at - b.at || (a.record?.record.id ?? 0) - (b.record?.record.id ?? 0));
}

const REASONS = { MERGE: 'MERGED', UNMERGE: 'UNMERGED', SPLIT: 'SPLIT' } as const;

function unique(turns: readonly { at: number; reason: 'TAKEN_BACK' | 'GIVEN_AGAIN' }[]) {
  return [...new Map(turns.map((turn) => [`${turn.at} ${turn.reason}`, turn])).values()];
}

function causeOf({ at, reason, actorId, record, ruleSetVersion }: Happening, field: CustomerField | null) {
  const document = record?.record.document;
  const pin = field === null ? undefined : document?.pins?.[field];
  const isChecked = document?.verified?.some((one) => one.field === field) ?? false;
  return {
    at,
    reason: pin === undefined ? (isChecked ? 'VERIFIED' : reason) : pin === null ? 'UNPINNED' : 'PINNED',
    actorId,
    ruleSetVersion: ruleSetVersion ?? null,
  } satisfies Pick<HistoryEntry, 'at' | 'reason' | 'actorId' | 'ruleSetVersion'>;
}

/** What people marked without changing what is shown is history as well. */
function marksWithoutChange(
  happening: Happening,
  changes: readonly { readonly field: CustomerField | null }[],
): Omit<HistoryEntry, 'place'>[] {
  const record: RecordInForce | undefined = happening.record?.record;
  if (!record) return [];
  const { pins = {}, verified = [] } = record.document;
  // Object.keys forgets that the keys are fields.
  const fields = new Set([...(Object.keys(pins) as CustomerField[]), ...verified.map(({ field }) => field)]);
  return [...fields]
    .filter((field) => !changes.some((change) => change.field === field))
    .map((field) => ({
      field,
      aspect: 'MARK' as const,
      before: null,
      after: null,
      recordId: record.id,
      ...causeOf(happening, field),
    }));
}
