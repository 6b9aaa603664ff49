import type { Comparison, Outcome } from '../compare/comparison.ts';
import type { MatchRecord } from '../record/match-record.ts';
import type { Estimate } from './estimate.ts';
import type { TermFrequency } from './term-frequency.ts';

/** Everything a pair is scored with. */
export interface MatchModel {
  readonly comparisons: readonly Comparison[];
  readonly estimate: Estimate;
  readonly frequencies: readonly TermFrequency[];
}

/** What one field adds to the weight of a pair. */
export interface FieldWeight {
  readonly field: string;
  /** Name of the level of agreement; undefined where there was nothing to compare. */
  readonly level: string | undefined;
  /** Bits: twice as likely is 1. 0 where there was nothing to compare. */
  readonly weight: number;
  /** Part of the weight that comes from how rare the shared text is. */
  readonly rarity: number;
}

/** Makes the function that weighs pairs: in bits, log₂ of the odds that both are one customer. 0 is even chance. */
export function pairWeigher(model: MatchModel): (a: MatchRecord, b: MatchRecord) => number {
  const start = priorWeight(model);
  const steps = model.comparisons.map((comparison, place) => ({
    comparison,
    place,
    bits: comparison.levels.map((_, level) => bits(model, place, level)),
  }));
  const outcome: Outcome = { level: -1, shared: '' };
  return (a, b) => {
    let weight = start;
    for (const { comparison, place, bits: bitsOf } of steps) {
      comparison.compare(a, b, outcome);
      if (outcome.level < 0) continue;
      weight += bitsOf[outcome.level] ?? 0;
      if (outcome.shared !== '') weight += rarity(model, place, outcome.level, outcome.shared);
    }
    return weight;
  };
}

/** Bits that a prior chance stands for. */
export function priorWeight({ estimate: { prior } }: MatchModel): number {
  return Math.log2(prior / (1 - prior));
}

/** The weight of a pair field by field; with {@link priorWeight} they add up to its match weight. */
export function explainPair(model: MatchModel, a: MatchRecord, b: MatchRecord): FieldWeight[] {
  return model.comparisons.map((comparison, place) => {
    const { field, levels: names } = comparison;
    const outcome: Outcome = { level: -1, shared: '' };
    comparison.compare(a, b, outcome);
    const { level, shared } = outcome;
    if (level < 0) return { field, level: undefined, weight: 0, rarity: 0 };
    const rare = rarity(model, place, level, shared);
    return { field, level: names[level]?.name, weight: bits(model, place, level) + rare, rarity: rare };
  });
}

/** Chance that goes with a weight. */
export function probabilityOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

function bits({ estimate }: MatchModel, place: number, level: number): number {
  const chances = estimate.chances[place];
  return Math.log2((chances?.m[level] ?? 1) / (chances?.u[level] ?? 1));
}

/**
 * Two who share a rare text are more likely one than two who share a common one: the chance that a stranger has it is its own share,
 * not the mean over all texts (term frequency adjustment, Winkler 1989).
 */
function rarity(
  { comparisons, estimate, frequencies }: MatchModel,
  place: number,
  level: number,
  text: string,
): number {
  if (text === '' || comparisons[place]?.levels[level]?.byRarity !== true) return 0;
  const share = frequencies[place]?.shareOf(text) ?? 1;
  return Math.log2((estimate.chances[place]?.u[level] ?? share) / share);
}
