import type { PairKey } from '../review/decisions.ts';
import { joinClusters } from './join-clusters.ts';

/** A pair of a run, as clusters are made of it. */
export interface ClusterPair {
  readonly kind: string;
  readonly customerId: number;
  readonly otherId: number;
  /** Thousandths of bits. */
  readonly weight: number;
}

/** Customers whom the run would join into one. */
export interface FoundCluster {
  readonly kind: string;
  /** At least two, in order of their keys. */
  readonly customerIds: readonly number[];
  /** Of the weakest pair inside; null when one of them was not worth keeping. */
  readonly weakest: number | null;
  readonly pairs: readonly ClusterPair[];
}

const THOUSANDTHS = 1_000;

/** Joins what a run found as it is joined everywhere; customers whom nobody joins are left out. */
export function findClusters(pairs: readonly ClusterPair[], apart: readonly PairKey[]): FoundCluster[] {
  const ids = [...new Set(pairs.flatMap(({ customerId, otherId }) => [customerId, otherId]))].toSorted((a, b) => a - b);
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const edges = pairs.map(({ customerId, otherId, weight }) => ({
    a: placeOf.get(customerId) ?? 0,
    b: placeOf.get(otherId) ?? 0,
    weight: weight / THOUSANDTHS,
  }));
  const forbidden = apart.flatMap(([one, other]): PairKey[] => {
    const [a, b] = [placeOf.get(one), placeOf.get(other)];
    return a === undefined || b === undefined ? [] : [[a, b]];
  });
  const groupOf = joinClusters(ids.length, edges, { apart: forbidden });
  const members = Map.groupBy(ids, (_, place) => groupOf[place] ?? place);
  const inside = Map.groupBy(
    pairs.filter((_, place) => {
      const { a = 0, b = 0 } = edges[place] ?? {};
      return groupOf[a] === groupOf[b];
    }),
    ({ customerId }) => groupOf[placeOf.get(customerId) ?? 0] ?? 0,
  );
  return [...members].flatMap(([group, customerIds]) => {
    const own = inside.get(group) ?? [];
    const [first] = own;
    if (first === undefined) return [];
    const isWhole = own.length === (customerIds.length * (customerIds.length - 1)) / 2;
    const weakest = isWhole ? own.reduce((least, { weight }) => Math.min(least, weight), first.weight) : null;
    return [{ kind: first.kind, customerIds, weakest, pairs: own }];
  });
}
