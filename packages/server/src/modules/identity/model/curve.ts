import { probabilityOf } from './model.ts';

/** What a threshold is expected to give. */
export interface CurvePoint {
  /** Match weight from which pairs are taken, in bits. */
  readonly weight: number;
  readonly probability: number;
  /** Share of the taken pairs that are one customer, as the model expects. */
  readonly precision: number;
  /** Share of all pairs of one customer that are taken, as the model expects. */
  readonly recall: number;
  readonly pairs: number;
}

const WEIGHTS = [-6, -4, -2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20];

/** Expected precision and recall by threshold: the chances of the pairs themselves, added up. */
export function curveOf(weights: readonly number[]): CurvePoint[] {
  const all = weights.reduce((sum, weight) => sum + probabilityOf(weight), 0);
  return WEIGHTS.map((threshold) => {
    const taken = weights.filter((weight) => weight >= threshold);
    const right = taken.reduce((sum, weight) => sum + probabilityOf(weight), 0);
    return {
      weight: threshold,
      probability: probabilityOf(threshold),
      precision: taken.length === 0 ? 1 : right / taken.length,
      recall: all === 0 ? 1 : right / all,
      pairs: taken.length,
    };
  });
}
