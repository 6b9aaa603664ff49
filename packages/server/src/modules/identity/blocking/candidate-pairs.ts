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

/**
 * Visits every pair of records that share a blocking key, each once, and says how it went. Records are named by their place; those
 * of one side are not paired with each other when `isPairWanted` says so.
 */
export function eachCandidatePair(
  records: readonly MatchRecord[],
  visit: (a: number, b: number) => void,
  isPairWanted: (a: number, b: number) => boolean = () => true,
): BlockingReport {
  const { keysOf, split } = keysOfRecords(records);
  const { keys, records: owners } = spread(keysOf);
  const large = new Set<number>();
  eachBlock(keys, (from, to) => {
    const key = keys[from] ?? 0;
    if (to - from > largest(key)) large.add(key);
  });
  let pairs = 0;
  let blocks = 0;
  eachBlock(keys, (from, to) => {
    const key = keys[from] ?? 0;
    if (to - from < 2 || to - from > largest(key)) return;
    blocks += 1;
    for (let left = from; left < to; left += 1) {
      const a = owners[left] ?? 0;
      for (let right = left + 1; right < to; right += 1) {
        const b = owners[right] ?? 0;
        if (!isFirstShared(keysOf[a], keysOf[b], key, large) || !isPairWanted(a, b)) continue;
        pairs += 1;
        visit(Math.min(a, b), Math.max(a, b));
      }
    }
  });
  return { pairs, blocks, split, leftOut: large.size };
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

/** Whether the key is the smallest that two records share in a block that is compared: so that a pair is visited once. */
function isFirstShared(
  a: Uint32Array | undefined,
  b: Uint32Array | undefined,
  key: number,
  large: ReadonlySet<number>,
): boolean {
  if (a === undefined || b === undefined) return false;
  let left = 0;
  let right = 0;
  for (;;) {
    const one = a[left] ?? key;
    const other = b[right] ?? key;
    if (one >= key || other >= key) return true;
    if (one < other) left += 1;
    else if (one > other) right += 1;
    else if (large.has(one)) {
      left += 1;
      right += 1;
    } else return false;
  }
}

function hashes({ strong, weak }: BlockingKeys): Uint32Array {
  const hashed = [...strong].map((key) => (hashOf(key) | 1) >>> 0);
  for (const key of weak) hashed.push((hashOf(key) & ~1) >>> 0);
  return Uint32Array.from(new Set(hashed)).toSorted();
}

/** All keys of all records in order, each with its record. */
function spread(keysOf: readonly Uint32Array[]): { keys: Uint32Array; records: Uint32Array } {
  const total = keysOf.reduce((sum, keys) => sum + keys.length, 0);
  let keys = new Uint32Array(total);
  let records = new Uint32Array(total);
  let at = 0;
  keysOf.forEach((own, record) => {
    keys.set(own, at);
    records.fill(record, at, at + own.length);
    at += own.length;
  });
  // Radix sort by two halves: a sort that compares would take minutes for tens of millions of keys.
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65_537);
    for (const key of keys) {
      const bucket = ((key >>> shift) & 0xffff) + 1;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    for (let bucket = 1; bucket < starts.length; bucket += 1) {
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
    }
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
  return { keys, records };
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
