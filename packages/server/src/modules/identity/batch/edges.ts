import type { Edge } from '../cluster/join-clusters.ts';

/** Many edges as threads hand them on: their records' places and weights, each in an array of its own. */
export interface PackedEdges {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly weight: Float64Array;
}

/** Edges, packed. */
export function packEdges(edges: readonly Edge[]): PackedEdges {
  return {
    a: Uint32Array.from(edges, ({ a }) => a),
    b: Uint32Array.from(edges, ({ b }) => b),
    weight: Float64Array.from(edges, ({ weight }) => weight),
  };
}

/** The edges again. */
export function unpackEdges({ a, b, weight }: PackedEdges): Edge[] {
  return Array.from(a, (from, place) => ({ a: from, b: b[place] ?? 0, weight: weight[place] ?? 0 }));
}
