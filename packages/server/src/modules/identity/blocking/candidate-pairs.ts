import type { MatchRecord } from '../record/match-record.ts';
import { type BlockingKeys, blockingKeys, splittingKeys } from './blocking-keys.ts';
import { hashOf } from './hash.ts';

/**
 * Blocks with more records are split by a second key, and by a third; what is larger even then is left out, and counted. Few share a
 * phone number; whole towns share a family name and a birth year, so blocks of weak keys are narrowed much earlier.
 */
const LARGEST = { strong: 500, weak: 15 } as const;

/** What blocking did. */
export interface BlockingReport {
  readonly pairs: number;
  readonly blocks: number;
  /** Blocks that were split because they held too many records. */
  readonly split: number;
  /** Blocks that were left out because a second and a third key did not make them small enough. */
  readonly leftOut: number;
}

/** The candidate pairs of some records. */
export interface CandidatePairs {
  /** Visits every pair of records that share a blocking key, each once, and says how it went. Records are named by their place. */
  visit(each: (a: number, b: number) => void): BlockingReport;
}

/** Sorts records into blocks: only those of one block are compared. */
export function candidatePairs(records: readonly MatchRecord[]): CandidatePairs {
  const { keysOf, split } = keysOfRecords(records);
  const { keys, owners, placeOf } = spread(keysOf);
  // Where each entry's block ends, for entries of blocks that are compared; 0 for all others.
  const ends = new Uint32Array(keys.length);
  let blocks = 0;
  let leftOut = 0;
  eachBlock(keys, (from, to) => {
    if (to - from > largest(keys[from] ?? 0)) leftOut += 1;
    else if (to - from > 1) {
      blocks += 1;
      ends.fill(to, from, to);
    }
  });
  return { visit: (each) => ({ pairs: visit(each), blocks, split, leftOut }) };

  function visit(each: (a: number, b: number) => void): number {
    const metBy = new Int32Array(records.length).fill(-1);
    let pairs = 0;
    let entry = 0;
    keysOf.forEach((own, a) => {
      for (let left = own.length; left > 0; left -= 1, entry += 1) {
        const at = placeOf[entry] ?? 0;
        const end = ends[at] ?? 0;
        // Within a block records stand in their order: those behind are the ones not met yet.
        for (let next = at + 1; next < end; next += 1) {
          const b = owners[next] ?? 0;
          if (metBy[b] === a) continue;
          metBy[b] = a;
          pairs += 1;
          each(a, b);
        }
      }
    });
    return pairs;
  }
}

/** The hashed keys of each record, those of crowded blocks made narrower twice. */
function keysOfRecords(records: readonly MatchRecord[]): { keysOf: Uint32Array[]; split: number } {
  const keysOf = records.map((record) => hashes(blockingKeys(record)));
  let split = 0;
  for (let round = 0; round < 2; round += 1) {
    const { keys } = spread(keysOf);
    const crowded = new Set<number>();
    eachBlock(keys, (from, to) => {
      const key = keys[from] ?? 0;
      if (to - from > largest(key)) crowded.add(key);
    });
    if (crowded.size === 0) break;
    split += crowded.size;
    records.forEach((record, place) => {
      const own = keysOf[place];
      if (!own?.some((key) => crowded.has(key))) return;
      const seconds = splittingKeys(record).map(hashOf);
      const narrowed = new Set<number>();
      for (const key of own) {
        if (!crowded.has(key)) narrowed.add(key);
        else for (const second of seconds) narrowed.add(mix(key, second));
      }
      keysOf[place] = Uint32Array.from(narrowed).toSorted();
    });
  }
  return { keysOf, split };
}

/** A key made narrower; it stays as strong as it was. */
function mix(key: number, second: number): number {
  const mixed = Math.imul(key ^ (second >>> 15) ^ (second << 17), 0x9e3779b1);
  return ((mixed & ~1) | (key & 1)) >>> 0;
}

/** Whether a key is a strong one, its last bit tells. */
function largest(key: number): number {
  return (key & 1) === 1 ? LARGEST.strong : LARGEST.weak;
}

function hashes({ strong, weak }: BlockingKeys): Uint32Array {
  const hashed = [...strong].map((key) => (hashOf(key) | 1) >>> 0);
  for (const key of weak) hashed.push((hashOf(key) & ~1) >>> 0);
  return Uint32Array.from(new Set(hashed)).toSorted();
}

/** All keys of all records in order, each with its record, and where each entry came to stand. */
interface Spread {
  readonly keys: Uint32Array;
  readonly owners: Uint32Array;
  readonly placeOf: Uint32Array;
}

function spread(keysOf: readonly Uint32Array[]): Spread {
  const total = keysOf.reduce((sum, keys) => sum + keys.length, 0);
  const given = new Uint32Array(total);
  const ownerOf = new Uint32Array(total);
  let at = 0;
  keysOf.forEach((own, record) => {
    given.set(own, at);
    ownerOf.fill(record, at, at + own.length);
    at += own.length;
  });
  const order = sortedOrder(given);
  const placeOf = new Uint32Array(total);
  order.forEach((entry, place) => (placeOf[entry] = place));
  return { keys: order.map((entry) => given[entry] ?? 0), owners: order.map((entry) => ownerOf[entry] ?? 0), placeOf };
}

/** Entries in order of their keys, equal ones as they stood. A radix sort: one that compares would take minutes for tens of millions. */
function sortedOrder(keys: Uint32Array): Uint32Array {
  let order = Uint32Array.from(keys.keys());
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65_537);
    for (const key of keys) {
      const bucket = ((key >>> shift) & 0xffff) + 1;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    for (let bucket = 1; bucket < starts.length; bucket += 1) {
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
    }
    const sorted = new Uint32Array(keys.length);
    for (const entry of order) {
      const bucket = ((keys[entry] ?? 0) >>> shift) & 0xffff;
      const to = starts[bucket] ?? 0;
      starts[bucket] = to + 1;
      sorted[to] = entry;
    }
    order = sorted;
  }
  return order;
}

function eachBlock(keys: Uint32Array, visit: (from: number, to: number) => void): void {
  let from = 0;
  while (from < keys.length) {
    let to = from + 1;
    while (to < keys.length && keys[to] === keys[from]) to += 1;
    visit(from, to);
    from = to;
  }
}
