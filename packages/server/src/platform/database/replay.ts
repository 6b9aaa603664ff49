/** A giver of keys that can start over. */
export interface Replay<T> {
  readonly next: () => T;
  /** Give the same keys again, from the first. */
  readonly rewind: () => void;
}

/** Lets a transaction that is run again use the keys that were taken for it: the first try left nothing behind. */
export function replayable<T>(take: () => T): Replay<T> {
  const given: T[] = [];
  let at = 0;
  return {
    next: () => {
      if (at === given.length) given.push(take());
      const value = given[at++];
      if (value === undefined) throw new Error('a key was given that is none');
      return value;
    },
    rewind: () => {
      at = 0;
    },
  };
}
