import type { MatchClusterQuery } from '../../../gql/graphql.ts';

/** Everybody who hangs together with a pair. */
export type Cluster = NonNullable<MatchClusterQuery['matchCluster']>;

/** A customer as a point. */
export interface ClusterPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** A pair as a line between two points. */
export interface ClusterLine {
  readonly id: string;
  readonly from: ClusterPoint;
  readonly to: ClusterPoint;
  /** How thick it is drawn: the surer, the thicker. */
  readonly width: number;
  readonly isApart: boolean;
}

const THINNEST = 1;
const THICKEST = 6;

/** Points on a circle, the first at its top, the lines between them, and how high that is. */
export function layOut({ members, pairs }: Cluster, { size, margin }: { size: number; margin: number }) {
  const middle = size / 2;
  const radius = middle - margin;
  const points = members.map(({ id }, place): ClusterPoint => {
    const angle = (2 * Math.PI * place) / members.length - Math.PI / 2;
    return { id, x: middle + radius * Math.cos(angle), y: middle + radius * Math.sin(angle) };
  });
  const pointOf = new Map(points.map((point) => [point.id, point]));
  const lines = pairs.flatMap(({ id, customer, other, probability, state }): ClusterLine[] => {
    const from = pointOf.get(customer?.id ?? '');
    const to = pointOf.get(other?.id ?? '');
    if (!from || !to) return [];
    const width = THINNEST + (THICKEST - THINNEST) * probability;
    return [{ id, from, to, width, isApart: state === 'NOT_SAME' }];
  });
  const height = Math.max(0, ...points.map(({ y }) => y)) + margin;
  return { points, lines, height };
}
