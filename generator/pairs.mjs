// Counting pairs of rows that belong together. Groups are given as group by row; rows without a group stand alone.

/** All pairs within groups. @param {Map<string, string>} groupOf @returns {Generator<[string, string]>} */
export function* pairsOf(groupOf) {
  for (const rows of Map.groupBy(groupOf.keys(), (row) => groupOf.get(row)).values())
    for (let a = 0; a < rows.length; a++) for (let b = a + 1; b < rows.length; b++) yield [rows[a], rows[b]];
}

/**
 * Precision, recall and F1 of the pairs of `found` by the clusters of the truth.
 * @param {Map<string, string>} found
 * @param {Map<string, string>} clusterOf
 */
export function scoreOf(found, clusterOf) {
  let truePairs = 0;
  for (const _ of pairsOf(clusterOf)) truePairs++;
  let right = 0;
  let wrong = 0;
  for (const [a, b] of pairsOf(found))
    if (clusterOf.get(a) === clusterOf.get(b)) right++;
    else wrong++;
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = truePairs === 0 ? 1 : right / truePairs;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { truePairs, right, wrong, missed: truePairs - right, precision, recall, f1 };
}

/**
 * Wrongly joined pairs by the kind of their relation: what both rows are marked with ("twins-7" is of kind "twins"), or "unrelated".
 * @param {Map<string, { cluster: string, kinds: string[] }>} truth
 * @returns {Map<string, [string, string][]>}
 */
export function joinedByKind(found, truth) {
  const joined = new Map();
  for (const [a, b] of pairsOf(found)) {
    const [one, other] = [truth.get(a), truth.get(b)];
    if (one.cluster === other.cluster) continue;
    const common = one.kinds.find((kind) => other.kinds.includes(kind));
    const kind = common?.replace(/-\d+m?$/, '') ?? 'unrelated';
    joined.set(kind, [...(joined.get(kind) ?? []), [a, b]]);
  }
  return joined;
}

/** Pairs of one cluster that are not of one group. @returns {[string, string][]} */
export const missedPairs = (found, clusterOf) =>
  [...pairsOf(clusterOf)].filter(([a, b]) => found.get(a) !== found.get(b));

/** How many pairs of different ones there are of each kind. @returns {Map<string, number>} */
export function pairsByKind(truth) {
  const rows = [...truth].flatMap(([row, { kinds }]) => kinds.map((kind) => ({ row, kind })));
  const counts = new Map();
  for (const [kind, members] of Map.groupBy(rows, (entry) => entry.kind)) {
    const name = kind.replace(/-\d+m?$/, '');
    const clusters = new Map();
    for (const { row } of members) {
      const { cluster } = truth.get(row);
      clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
    }
    const sizes = [...clusters.values()];
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const same = sizes.reduce((sum, size) => sum + size * size, 0);
    counts.set(name, (counts.get(name) ?? 0) + (all * all - same) / 2);
  }
  return counts;
}
