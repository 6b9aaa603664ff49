import type { MatchRecord } from '../record/match-record.ts';
import { blockingKeys, splittingKeys } from './blocking-keys.ts';
import { createEntries, eachKey, type Entries } from './entries.ts';
import { hashOf } from './hash.ts';
import { createNumberList, type NumberList } from './number-list.ts';

/**
 * Blocks with more records are split by a second key, and by a third; what is larger even then is left out, and counted. Few share a
 * phone number; whole towns share a family name and a birth year, so blocks of weak keys are narrowed much earlier.
 */
const LARGEST = { strong: 500, weak: 15 } as const;
/**
 * From so many records on, weak blocks are narrowed earlier still: a block of that size holds more strangers the more customers there
 * are. Measured on 100,000: 9 instead of 15 saves two comparisons of five and misses one pair of a thousand.
 */
const MANY = 100_000;
const LEAST_WEAK = 8;

function largestWeak(records: number): number {
  return Math.max(LEAST_WEAK, Math.round(LARGEST.weak * Math.min(1, (MANY / records) ** 0.25)));
}

/** Keys of one record, as seen in most data. */
const USUAL_KEYS = 40;

/** What blocking did. */
export interface BlockingReport {
  readonly blocks: number;
  /** Blocks that were split because they held too many records. */
  readonly split: number;
  /** Blocks that were left out: they were too large, and no second and third key made them smaller. */
  readonly leftOut: number;
}

/** Groups of records to be compared with one another. Records are named by their place; buffers are shared between threads. */
export interface Blocks {
  readonly records: number;
  /** Members of all blocks, one block behind the other, in each in order. */
  readonly members: Uint32Array;
  /** For each entry of `members` the place behind its block's last. */
  readonly ends: Uint32Array;
  /** Where each record stands in `members`: those of record r from `starts[r]` to `starts[r + 1]`. */
  readonly places: Uint32Array;
  readonly starts: Uint32Array;
  readonly report: BlockingReport;
}

/** A share of the keys, when several threads make blocks: the first of two, say. */
export interface KeyShare {
  readonly part: number;
  readonly of: number;
}

/** Sorts records into blocks, those of a share of the keys: only records of one block are compared. */
export function blocksOf(records: readonly MatchRecord[], { part, of }: KeyShare = { part: 0, of: 1 }): Blocks {
  const entries = createEntries(Math.max(16, Math.ceil((records.length * USUAL_KEYS) / of)));
  const add = (key: number, place: number) => {
    if (of === 1 || (key >>> 1) % of === part) entries.add(key, place);
  };
  records.forEach((record, place) => {
    const { strong, weak } = blockingKeys(record);
    // Whether a key is a strong one, its last bit tells.
    for (const key of strong) add((hashOf(key) | 1) >>> 0, place);
    for (const key of weak) add((hashOf(key) & ~1) >>> 0, place);
  });
  entries.sort();
  const gathered = gatherer(records);
  const weak = largestWeak(records.length);
  eachKey(entries, (from, to) => {
    if (to - from < 2) return;
    const owners = distinctOwners(entries, from, to);
    gathered.add(owners, (entries.keyAt(from) & 1) === 1 ? LARGEST.strong : weak);
  });
  return gathered.done();
}

/** Owners of a stretch of entries, each once: two texts of one record may have one hash. */
function distinctOwners(entries: Entries, from: number, to: number): number[] {
  const owners: number[] = [];
  for (let place = from; place < to; place += 1) {
    const owner = entries.ownerAt(place);
    if (owner !== owners.at(-1)) owners.push(owner);
  }
  return owners;
}

/** Takes blocks, splits those that are too large, and keeps the rest. */
function gatherer(records: readonly MatchRecord[]) {
  const members = createNumberList();
  const ends = createNumberList();
  const seconds: (Uint32Array | undefined)[] = [];
  const byDepth = [createEntries(1_024), createEntries(1_024)];
  let [blocks, split, leftOut] = [0, 0, 0];
  return {
    add: (owners: readonly number[], largest: number) => add(owners, largest, -1, 0),
    done: (): Blocks => ({
      records: records.length,
      members: members.toShared(),
      ends: ends.toShared(),
      ...placesOf(members, records.length),
      report: { blocks, split, leftOut },
    }),
  };

  function add(owners: readonly number[], largest: number, after: number, depth: number): void {
    if (owners.length < 2) return;
    if (owners.length <= largest) {
      blocks += 1;
      const end = members.length + owners.length;
      for (const owner of owners) {
        members.push(owner);
        ends.push(end);
      }
      return;
    }
    const parts = byDepth[depth];
    if (parts === undefined) {
      leftOut += 1;
      return;
    }
    split += 1;
    parts.clear();
    // A block narrowed by one key and then by another is the same as the other way round: only keys behind the one before are tried.
    for (const owner of owners) for (const key of secondsOf(owner)) if (key > after) parts.add(key, owner);
    if (parts.length === 0) leftOut += 1;
    parts.sort();
    eachKey(parts, (from, to) => {
      if (to - from < 2) return;
      add(distinctOwners(parts, from, to), largest, parts.keyAt(from), depth + 1);
    });
  }

  function secondsOf(place: number): Uint32Array {
    const record = records[place];
    const known = seconds[place];
    if (known !== undefined || record === undefined) return known ?? new Uint32Array();
    return (seconds[place] = Uint32Array.from(splittingKeys(record), hashOf));
  }
}

/** Where each record stands, by counting (a counting sort of the places by their records). */
function placesOf(members: NumberList, records: number): { places: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(new SharedArrayBuffer((records + 1) * 4));
  for (let place = 0; place < members.length; place += 1) {
    const behind = members.at(place) + 1;
    starts[behind] = (starts[behind] ?? 0) + 1;
  }
  for (let record = 0; record < records; record += 1) {
    starts[record + 1] = (starts[record + 1] ?? 0) + (starts[record] ?? 0);
  }
  const next = starts.slice();
  const places = new Uint32Array(new SharedArrayBuffer(members.length * 4));
  for (let place = 0; place < members.length; place += 1) {
    const record = members.at(place);
    const to = next[record] ?? 0;
    places[to] = place;
    next[record] = to + 1;
  }
  return { places, starts };
}
