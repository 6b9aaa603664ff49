/** Two records and how sure it is that they are one customer. */
export interface Edge {
  readonly a: number;
  readonly b: number;
  /** Bits; see `pairWeigher`. */
  readonly weight: number;
}

/** How groups are made. */
export interface ClusterOptions {
  /** Mean weight that joins two groups; 0 unless told. */
  readonly least?: number;
  /** Records that no group may hold both of. */
  readonly apart?: readonly (readonly [number, number])[];
}

/** What a pair weighs that was not worth keeping: it speaks against, but one such pair does not outweigh a sure one. */
const UNKNOWN = -6;
/** No single pair counts for more than this, either way. */
const CAP = 12;

/**
 * Joins records into customers: the surest pairs first, and two groups only when all pairs between them, taken together, speak for it
 * (average linkage on the weights). So a chain of likenesses, or one weak link, does not pull different customers together. Returns the
 * group of each record, named by its smallest record.
 */
export function joinClusters(
  count: number,
  edges: readonly Edge[],
  { least = 0, apart = [] }: ClusterOptions = {},
): Uint32Array {
  const groupOf = Uint32Array.from({ length: count }, (_, place) => place);
  for (const component of componentsOf(count, edges, least, apart)) joinComponent(component, least, groupOf);
  return groupOf;
}

/** Records that hang together by pairs that speak for it: no group reaches further. */
interface Component {
  readonly edges: Edge[];
  readonly apart: (readonly [number, number])[];
}

/**
 * Splits the work into what hangs together. Groups are only ever joined over a pair that speaks for it, so what is found in each
 * component is what would be found in all at once, and only one of them is held as a graph at a time.
 */
function componentsOf(
  count: number,
  edges: readonly Edge[],
  least: number,
  apart: readonly (readonly [number, number])[],
): Iterable<Component> {
  const above = Uint32Array.from({ length: count }, (_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while ((above[root] ?? root) !== root) {
      above[root] = above[above[root] ?? root] ?? root;
      root = above[root] ?? root;
    }
    return root;
  };
  for (const { a, b, weight } of edges) if (weight > least) above[rootOf(a)] = rootOf(b);
  const components = new Map<number, Component>();
  for (const edge of edges) {
    const root = rootOf(edge.a);
    if (root !== rootOf(edge.b)) continue;
    const component = components.get(root);
    if (component) component.edges.push(edge);
    else components.set(root, { edges: [edge], apart: [] });
  }
  for (const pair of apart) {
    const root = rootOf(pair[0]);
    if (root === rootOf(pair[1])) components.get(root)?.apart.push(pair);
  }
  return components.values();
}

function joinComponent({ edges, apart }: Component, least: number, groupOf: Uint32Array): void {
  const members = new Map<number, number[]>();
  /** Sum and number of known pairs between groups. */
  const between = new Map<number, Map<number, { sum: number; known: number }>>();
  for (const { a, b, weight } of edges) {
    link(a, b, weight);
    link(b, a, weight);
  }
  for (const [a, b] of apart) {
    forbid(a, b);
    forbid(b, a);
  }
  const queue = edges.toSorted((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  for (let round = 0; round < 3; round += 1) {
    let joined = 0;
    for (const { a, b, weight } of queue) {
      if (weight <= least && round === 0) break;
      const [left, right] = [groupOf[a] ?? a, groupOf[b] ?? b];
      if (left === right) continue;
      if (linkage(left, right) > least) {
        join(Math.min(left, right), Math.max(left, right));
        joined += 1;
      }
    }
    if (joined === 0) break;
  }

  function link(from: number, to: number, weight: number): void {
    const known = between.get(from) ?? new Map<number, { sum: number; known: number }>();
    known.set(to, { sum: Math.max(-CAP, Math.min(CAP, weight)), known: 1 });
    between.set(from, known);
  }

  function forbid(from: number, to: number): void {
    const known = between.get(from) ?? new Map<number, { sum: number; known: number }>();
    known.set(to, { sum: Number.NEGATIVE_INFINITY, known: 1 });
    between.set(from, known);
  }

  function sizeOf(group: number): number {
    return members.get(group)?.length ?? 1;
  }

  function linkage(left: number, right: number): number {
    const pairs = sizeOf(left) * sizeOf(right);
    const { sum, known } = between.get(left)?.get(right) ?? { sum: 0, known: 0 };
    return (sum + (pairs - known) * UNKNOWN) / pairs;
  }

  function join(into: number, from: number): void {
    const moved = members.get(from) ?? [from];
    members.set(into, [...(members.get(into) ?? [into]), ...moved]);
    members.delete(from);
    for (const record of moved) groupOf[record] = into;
    const own = between.get(into) ?? new Map<number, { sum: number; known: number }>();
    for (const [other, { sum, known }] of between.get(from) ?? []) {
      const others = between.get(other);
      others?.delete(from);
      if (other === into) continue;
      const before = own.get(other) ?? { sum: 0, known: 0 };
      const after = { sum: before.sum + sum, known: before.known + known };
      own.set(other, after);
      others?.set(into, after);
    }
    own.delete(from);
    between.set(into, own);
    between.delete(from);
  }
}
