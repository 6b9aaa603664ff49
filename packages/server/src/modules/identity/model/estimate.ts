import type { Comparison } from '../compare/comparison.ts';
import { levelsOf } from './pattern.ts';

/** Chances of each level of one comparison: `m` among pairs of one customer, `u` among pairs of two. */
export interface LevelChances {
  readonly m: readonly number[];
  readonly u: readonly number[];
}

/** What was learned. */
export interface Estimate {
  /** Chance that two customers taken at random are one. */
  readonly prior: number;
  readonly chances: readonly LevelChances[];
  readonly rounds: number;
}

/** What is learned from. */
export interface EstimateInput {
  readonly comparisons: readonly Comparison[];
  /** How many candidate pairs show each pattern. */
  readonly patterns: ReadonlyMap<number, number>;
  /** Chances among random pairs, by comparison. */
  readonly random: readonly (readonly number[])[];
  /** All pairs there are, compared or not. */
  readonly pairs: number;
}

const ROUNDS = 200;
const STILL = 1e-6;
/** Weight of what is assumed of `m` before the data speak, in pairs. */
const ASSUMED = 5;

/**
 * Learns the chances of agreement among pairs of one customer, and how many such pairs there are, from unlabelled candidate pairs:
 * expectation–maximisation for the Fellegi–Sunter model (Fellegi and Sunter 1969; Winkler 1988). Chances among pairs of two
 * customers are those of random pairs and stay fixed. Pairs that blocking left out count as two customers: its recall is
 * measured, and nearly all pairs of one customer are among the candidates.
 */
export function estimate({ comparisons, patterns, random, pairs }: EstimateInput): Estimate {
  const rows = [...patterns].map(([pattern, count]) => ({ count, levels: levelsOf(pattern, comparisons.length) }));
  const start = comparisons.map(({ levels }) => normalised(levels.map((level) => level.start)));
  let m = start;
  let prior = 1 / Math.sqrt(Math.max(pairs, 4));
  let round = 0;
  for (; round < ROUNDS; round += 1) {
    const sums = start.map((chances) => chances.map((chance) => chance * ASSUMED));
    let matches = 0;
    for (const { count, levels } of rows) {
      const weight = count * posterior(levels, m, random, prior);
      if (weight < 1e-12) continue;
      matches += weight;
      levels.forEach((level, place) => {
        const sum = sums[place];
        if (level >= 0 && sum) sum[level] = (sum[level] ?? 0) + weight;
      });
    }
    const next = sums.map(normalised);
    const nextPrior = Math.max(matches, 0.5) / pairs;
    const moved = Math.max(
      Math.abs(Math.log(nextPrior / prior)),
      ...next.flatMap((chances, place) => chances.map((chance, level) => Math.abs(chance - (m[place]?.[level] ?? 0)))),
    );
    m = next;
    prior = nextPrior;
    if (moved < STILL) break;
  }
  return {
    prior,
    rounds: round,
    chances: m.map((chances, place) => ({ m: chances, u: random[place] ?? [] })),
  };
}

function posterior(
  levels: readonly number[],
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
  prior: number,
): number {
  let odds = prior / (1 - prior);
  for (let place = 0; place < levels.length; place += 1) {
    const level = levels[place] ?? -1;
    if (level >= 0) odds *= (m[place]?.[level] ?? 1) / (u[place]?.[level] ?? 1);
  }
  return odds / (1 + odds);
}

function normalised(chances: readonly number[]): number[] {
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => chance / sum);
}
