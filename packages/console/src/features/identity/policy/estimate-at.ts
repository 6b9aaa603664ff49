import type { ModelFragment } from '../../../gql/graphql.ts';

type Curve = ModelFragment['curve'];

/** What a threshold, or what lies between two, is estimated to give. */
export interface ThresholdEstimate {
  readonly pairs: number;
  /** Share of right ones among these; undefined when there are none. */
  readonly right: number | undefined;
  /** Share of all duplicates. */
  readonly found: number;
}

interface Above {
  readonly pairs: number;
  readonly right: number;
  readonly found: number;
}

/** The match weight, in bits, that goes with a chance. */
export const weightOf = (chance: number): number => Math.log2(chance / (1 - chance));

/** What is at or above a chance, and below another: read off the curve, between whose points it is taken to be straight. */
export function estimateAt(curve: Curve, from: number, below?: number): ThresholdEstimate {
  const lower = aboveWeight(curve, weightOf(from));
  const upper = below === undefined ? { pairs: 0, right: 0, found: 0 } : aboveWeight(curve, weightOf(below));
  const pairs = Math.max(0, Math.round(lower.pairs - upper.pairs));
  const right = Math.max(0, lower.right - upper.right);
  return {
    pairs,
    right: pairs === 0 ? undefined : Math.min(1, right / (lower.pairs - upper.pairs)),
    found: Math.max(0, lower.found - upper.found),
  };
}

function aboveWeight(curve: Curve, weight: number): Above {
  const points = curve.map((point) => ({ weight: point.weight, above: toAbove(point) }));
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return { pairs: 0, right: 0, found: 0 };
  if (weight <= first.weight) return first.above;
  if (weight >= last.weight) return last.above;
  const after = points.findIndex((point) => point.weight > weight);
  const { [after - 1]: before, [after]: next } = points;
  if (!before || !next) return last.above;
  const part = (weight - before.weight) / (next.weight - before.weight);
  const between = (what: keyof Above): number => before.above[what] + part * (next.above[what] - before.above[what]);
  return { pairs: between('pairs'), right: between('right'), found: between('found') };
}

function toAbove({ pairs, precision, recall }: Curve[number]): Above {
  return { pairs, right: pairs * precision, found: recall };
}
