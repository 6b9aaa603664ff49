import type { MatchRecord } from '../record/match-record.ts';
import { blockingKeys, splittingKeys } from './blocking-keys.ts';
import { hashOf } from './hash.ts';

/** Blocks with more records are split by a second key; what is larger even then is left out, and counted. */
export const LARGEST_BLOCK = 500;

/** What blocking did. */
export interface BlockingReport {
  readonly pairs: number;
  readonly blocks: number;
  /** Blocks that were split because they held more than {@link LARGEST_BLOCK} records. */
  readonly split: number;
  /** Blocks that were left out because a second key did not make them small enough. */
  readonly leftOut: number;
}

/**
 * Visits every pair of records that share a blocking key, each once, and says how it went. Records are named by their place; those
 * of one side are not paired with each other when `sideOf` says so.
 */
export function eachCandidatePair(
  records: readonly MatchRecord[],
  visit: (a: number, b: number) => void,
  isPairWanted: (a: number, b: number) => boolean = () => true,
): BlockingReport {
  const first = spread(records.map((record) => hashes(blockingKeys(record))));
  const crowded = new Set<number>();
  eachBlock(first, (from, to) => {
    if (to - from > LARGEST_BLOCK) crowded.add(first.keys[from] ?? 0);
  });
  const keysOf = records.map((record, place) => {
    const own = first.of(place);
    if (!own.some((key) => crowded.has(key))) return own;
    const seconds = splittingKeys(record);
    const keys = [...own].flatMap((key) =>
      crowded.has(key) ? seconds.map((second) => hashOf(`${key}${second}`)) : [key],
    );
    return Uint32Array.from(new Set(keys)).toSorted();
  });
  const sorted = spread(keysOf);
  let pairs = 0;
  let blocks = 0;
  let leftOut = 0;
  eachBlock(sorted, (from, to) => {
    if (to - from < 2) return;
    if (to - from > LARGEST_BLOCK) {
      leftOut += 1;
      return;
    }
    blocks += 1;
    const key = sorted.keys[from] ?? 0;
    for (let left = from; left < to; left += 1) {
      const a = sorted.records[left] ?? 0;
      for (let right = left + 1; right < to; right += 1) {
        const b = sorted.records[right] ?? 0;
        if (a === b || !isFirstShared(keysOf[a], keysOf[b], key, sizes) || !isPairWanted(a, b)) continue;
        pairs += 1;
        visit(Math.min(a, b), Math.max(a, b));
      }
    }
  });
  return { pairs, blocks, split: crowded.size, leftOut };

  function sizes(key: number): number {
    return sorted.sizeOf(key);
  }
}

/** Whether the key is the smallest that two records share in a block that is compared: so that a pair is visited once. */
function isFirstShared(
  a: Uint32Array | undefined,
  b: Uint32Array | undefined,
  key: number,
  sizeOf: (key: number) => number,
): boolean {
  if (a === undefined || b === undefined) return false;
  let right = 0;
  for (const one of a) {
    if (one >= key) return true;
    while (right < b.length && (b[right] ?? 0) < one) right += 1;
    if (b[right] === one && sizeOf(one) <= LARGEST_BLOCK) return false;
  }
  return true;
}

function hashes(keys: readonly string[]): Uint32Array {
  return Uint32Array.from(new Set(keys.map(hashOf))).toSorted();
}

/** All keys of all records in order, each with its record. */
interface Spread {
  readonly keys: Uint32Array;
  readonly records: Uint32Array;
  of(record: number): Uint32Array;
  sizeOf(key: number): number;
}

function spread(keysOf: readonly Uint32Array[]): Spread {
  const total = keysOf.reduce((sum, keys) => sum + keys.length, 0);
  let keys = new Uint32Array(total);
  let records = new Uint32Array(total);
  let at = 0;
  keysOf.forEach((own, record) => {
    keys.set(own, at);
    records.fill(record, at, at + own.length);
    at += own.length;
  });
  // Radix sort by two halves: comparing functions would take minutes for tens of millions of keys.
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65_537);
    for (const key of keys) starts[((key >>> shift) & 0xffff) + 1] = (starts[((key >>> shift) & 0xffff) + 1] ?? 0) + 1;
    for (let bucket = 1; bucket < starts.length; bucket += 1)
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
    const sortedKeys = new Uint32Array(total);
    const sortedRecords = new Uint32Array(total);
    for (let from = 0; from < total; from += 1) {
      const key = keys[from] ?? 0;
      const bucket = (key >>> shift) & 0xffff;
      const to = starts[bucket] ?? 0;
      starts[bucket] = to + 1;
      sortedKeys[to] = key;
      sortedRecords[to] = records[from] ?? 0;
    }
    keys = sortedKeys;
    records = sortedRecords;
  }
  const large = new Map<number, number>();
  const result: Spread = {
    keys,
    records,
    of: (record) => keysOf[record] ?? new Uint32Array(),
    sizeOf: (key) => large.get(key) ?? 0,
  };
  eachBlock(result, (from, to) => {
    if (to - from > LARGEST_BLOCK) large.set(keys[from] ?? 0, to - from);
  });
  return result;
}

function eachBlock({ keys }: Spread, visit: (from: number, to: number) => void): void {
  let from = 0;
  while (from < keys.length) {
    let to = from + 1;
    while (to < keys.length && keys[to] === keys[from]) to += 1;
    visit(from, to);
    from = to;
  }
}
