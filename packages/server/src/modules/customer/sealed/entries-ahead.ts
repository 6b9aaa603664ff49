import type { BlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { IncomingRecord } from '../incoming.ts';
import { withoutExtension } from './contents.ts';

/** What a blind index has for one value: what to look for (the entry to store is the first), and of a phone its last four. */
type Entries = readonly [candidates: readonly string[], lastFour?: string | null];

/** What a blind index has for all values of these records, as text for another thread. */
export function packEntries(records: readonly IncomingRecord[], blind: BlindIndex): string {
  const entries = indexedValues(records).map(([kind, value]): Entries => {
    const candidates = blind.candidatesOf(kind, value);
    return kind === 'PHONE' ? [candidates, blind.lastFourOf(kind, withoutExtension(value))] : [candidates];
  });
  return JSON.stringify(entries);
}

/** The blind index with what {@link packEntries} worked out for the same records at hand. */
export function withEntries(blind: BlindIndex, records: readonly IncomingRecord[], packed: string): BlindIndex {
  // Only packEntries makes such texts.
  const entries = JSON.parse(packed) as readonly Entries[];
  const candidates = new Map<string, readonly string[]>();
  const lastFours = new Map<string, string | null>();
  for (const [position, [kind, value]] of indexedValues(records).entries()) {
    const [found, lastFour] = entries[position] ?? [];
    if (found) candidates.set(keyOf(kind, value), found);
    if (lastFour !== undefined) lastFours.set(withoutExtension(value), lastFour);
  }
  return {
    ...blind,
    candidatesOf: (kind, value) => candidates.get(keyOf(kind, value)) ?? blind.candidatesOf(kind, value),
    entryOf: (kind, value) => candidates.get(keyOf(kind, value))?.[0] ?? blind.entryOf(kind, value),
    lastFourOf: (kind, value) => {
      const known = kind === 'PHONE' ? lastFours.get(value) : undefined;
      return known === undefined ? blind.lastFourOf(kind, value) : known;
    },
  };
}

/** Kind and value of everything in these records that is looked for, in their order. */
function indexedValues(records: readonly IncomingRecord[]): (readonly [kind: string, value: string])[] {
  const values: (readonly [string, string])[] = [];
  for (const { document } of records) {
    for (const list of [document.contactPoints, document.identifiers]) {
      for (const { type, matchKey } of list ?? [])
        if (matchKey !== undefined && type !== 'OTHER') values.push([type, matchKey]);
    }
  }
  return values;
}

// No kind has a zero byte.
function keyOf(kind: string, value: string): string {
  return `${kind}\0${value}`;
}
