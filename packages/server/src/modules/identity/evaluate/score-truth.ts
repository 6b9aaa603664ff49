/** How well pairs were found, against the truth. */
export interface PairScore {
  readonly truePairs: number;
  /** Found and true. */
  readonly right: number;
  /** Found, but two customers. */
  readonly wrong: number;
  /** True, but not found. */
  readonly missed: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Counts pairs, each once, whichever way round it is named. */
export function scorePairs(
  found: Iterable<readonly [number, number]>,
  truth: readonly string[],
  truePairs: number,
): PairScore {
  const seen = new Set<number>();
  let right = 0;
  for (const [a, b] of found) {
    if (a === b) continue;
    const key = Math.min(a, b) * truth.length + Math.max(a, b);
    if (seen.has(key)) continue;
    seen.add(key);
    if (truth[a] === truth[b]) right += 1;
  }
  return toScore(right, seen.size - right, truePairs);
}

/** Pairs of members of the same group. */
export function* pairsOfGroups(groupOf: readonly number[]): Generator<[number, number]> {
  const members = new Map<number, number[]>();
  groupOf.forEach((group, place) => members.set(group, [...(members.get(group) ?? []), place]));
  for (const places of members.values())
    for (const [rank, a] of places.entries()) for (const b of places.slice(rank + 1)) yield [a, b];
}

/** Groups of the truth, of two or more, that were found with exactly their members. */
export function exactGroups(groupOf: readonly number[], truth: readonly string[]): { found: number; of: number } {
  const named = (groups: readonly (string | number)[]) => {
    const members = new Map<string | number, number[]>();
    groups.forEach((group, place) => members.set(group, [...(members.get(group) ?? []), place]));
    return new Set([...members.values()].map((places) => places.join(' ')));
  };
  const found = named(groupOf);
  const wanted = [...named(truth)];
  return { found: wanted.filter((group) => found.has(group)).length, of: wanted.length };
}

function toScore(right: number, wrong: number, truePairs: number): PairScore {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = truePairs === 0 ? 1 : right / truePairs;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { truePairs, right, wrong, missed: truePairs - right, precision, recall, f1 };
}
