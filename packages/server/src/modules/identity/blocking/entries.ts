/** Keys, each with whom it belongs to, that can be put in order. */
export interface Entries {
  readonly length: number;
  add(key: number, owner: number): void;
  /** In order of keys, those of one key in order of their owners. */
  sort(): void;
  keyAt(place: number): number;
  ownerAt(place: number): number;
  clear(): void;
}

/**
 * Entries of two 32-bit numbers, side by side in one buffer: as 64-bit numbers they are sorted by the engine itself, tens of millions
 * in seconds, without an object for any of them.
 */
export function createEntries(capacity: number): Entries {
  let words = new Uint32Array(capacity * 2);
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(key, owner) {
      if (length * 2 === words.length) {
        const larger = new Uint32Array(words.length * 2);
        larger.set(words);
        words = larger;
      }
      // The lower half of a 64-bit number comes first on all machines that Node runs on.
      words[length * 2] = owner;
      words[length * 2 + 1] = key;
      length += 1;
    },
    // oxlint-disable-next-line unicorn/no-array-sort -- in place: a copy of tens of millions would be made for nothing
    sort: () => void new BigUint64Array(words.buffer, 0, length).sort(),
    keyAt: (place) => words[place * 2 + 1] ?? 0,
    ownerAt: (place) => words[place * 2] ?? 0,
    clear: () => void (length = 0),
  };
}

/** Visits each stretch of sorted entries with one key: its first place, and the one behind its last. */
export function eachKey(entries: Entries, visit: (from: number, to: number) => void): void {
  let from = 0;
  while (from < entries.length) {
    const key = entries.keyAt(from);
    let to = from + 1;
    while (to < entries.length && entries.keyAt(to) === key) to += 1;
    visit(from, to);
    from = to;
  }
}
