import { commonFieldSet } from '@dossier/shared/privacy';
import { consentKeyText, type StandingEntry, standsOver } from './fold-consents.ts';

/** Since when what a customer decides is said for another, who was merged into it. */
export interface SpeaksFor {
  readonly speakerId: number;
  readonly subjectId: number;
  readonly since: number;
}

/** What stands for several together: an entry, with the fields that all of them agreed to. */
export interface JoinedStanding {
  readonly entry: StandingEntry;
  readonly fields: readonly string[];
}

/**
 * What stands for a customer whom others were merged into: for each purpose and recipient the most restrictive of what stands for
 * each of them. A no of one is a no; a yes is one when all said it, for the fields that all agreed to, until the first of them
 * ends. What was decided after they were joined is said for all of them.
 */
export function foldJoined(
  entries: readonly StandingEntry[],
  subjects: readonly number[],
  speaksFor: readonly SpeaksFor[],
  fieldsOf: (entry: StandingEntry) => readonly string[],
): Map<string, JoinedStanding> {
  const standing = new Map<string, JoinedStanding>();
  for (const [key, own] of Map.groupBy(entries, consentKeyText)) {
    const words = subjects.map((subject) => latest(own.filter((entry) => isWordOf(entry, subject, speaksFor))));
    const joined = mostRestrictive(words, fieldsOf);
    if (joined) standing.set(key, joined);
  }
  return standing;
}

function isWordOf(entry: StandingEntry, subject: number, speaksFor: readonly SpeaksFor[]): boolean {
  if (entry.subjectId === subject) return true;
  return speaksFor.some(
    ({ speakerId, subjectId, since }) =>
      speakerId === entry.subjectId && subjectId === subject && entry.decidedAt >= since,
  );
}

function mostRestrictive(
  words: readonly (StandingEntry | undefined)[],
  fieldsOf: (entry: StandingEntry) => readonly string[],
): JoinedStanding | undefined {
  const said = words.filter((word) => word !== undefined);
  const no = latest(said.filter(({ decision }) => decision !== 'GRANTED'));
  if (no) return { entry: no, fields: fieldsOf(no) };
  const [first, ...others] = said.toSorted(soonest);
  if (!first || said.length < words.length) return undefined;
  const fields = others.reduce((common, entry) => commonFieldSet(common, fieldsOf(entry)), fieldsOf(first));
  return fields.length === 0 ? undefined : { entry: first, fields };
}

/** The yes that ends first, and among those that end together the one that others would stand over. */
function soonest(a: StandingEntry, b: StandingEntry): number {
  const ends = (entry: StandingEntry) => entry.expiresAt ?? Number.MAX_SAFE_INTEGER;
  return ends(a) - ends(b) || (standsOver(a, b) ? 1 : -1);
}

function latest(entries: readonly StandingEntry[]): StandingEntry | undefined {
  return entries.reduce<StandingEntry | undefined>(
    (before, entry) => (before && !standsOver(entry, before) ? before : entry),
    undefined,
  );
}
