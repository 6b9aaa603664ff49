import { type Comparison, type ExplainedField, FILLER, type Outcome } from '../compare/comparison.ts';
import type { MatchRecord } from '../record/match-record.ts';
import type { Estimate } from './estimate.ts';
import { type Looked, type TermCounts, termFrequency, type TermFrequency } from './term-frequency.ts';

/** Everything a pair is scored with. */
export interface MatchModel {
  readonly comparisons: readonly Comparison[];
  readonly estimate: Estimate;
  readonly frequencies: readonly TermFrequency[];
}

/** What one field adds to the weight of a pair. */
export interface FieldWeight {
  readonly field: ExplainedField;
  /** Name of the level of agreement, {@link FILLER} among them; undefined where there was nothing to compare. */
  readonly level: string | undefined;
  /** Bits: twice as likely is 1. 0 where there was nothing to compare. */
  readonly weight: number;
  /** Part of the weight that comes from how rare the shared text is. */
  readonly rarity: number;
}

/** How common texts are, as seen with what was learned. */
export function frequenciesOf(
  { chances, prior }: Estimate,
  terms: readonly Looked<TermCounts>[],
  comparisons: readonly Comparison[],
): TermFrequency[] {
  return terms.map((counted, place) => {
    const { m = [], u = [] } = chances[place] ?? {};
    // Those levels at which a text is shared.
    const shared = (of: readonly number[]) =>
      of.reduce((sum, chance, level) => sum + (comparisons[place]?.levels[level]?.byRarity === true ? chance : 0), 0);
    return termFrequency(counted, { strangers: Math.max(shared(u), 1e-9), own: prior * counted.filled * shared(m) });
  });
}

/** Makes the function that weighs pairs: in bits, log₂ of the odds that both are one customer. 0 is even chance. */
export function pairWeigher(model: MatchModel): (a: MatchRecord, b: MatchRecord) => number {
  const weigh = weigher(model);
  return (a, b) => weigh(a, b).weight;
}

/** What a pair weighs, and the part of it that comes from customers who only have to do with each other. */
interface Weighed {
  weight: number;
  /** Bits, never above 0. */
  related: number;
  /** The likeliest kind of related customers. */
  kind: number;
}

function weigher(model: MatchModel): (a: MatchRecord, b: MatchRecord) => Weighed {
  const { comparisons, estimate } = model;
  const start = priorWeight(model);
  const log = (chances: readonly number[] | undefined) => chances?.map((chance) => Math.log2(chance));
  const steps = comparisons.map((comparison, place) => ({
    comparison,
    place,
    same: log(estimate.chances[place]?.m) ?? [],
    strangers: log(estimate.chances[place]?.u) ?? [],
    related: estimate.related.map(({ chances }) => log(chances[place])),
  }));
  const priors = estimate.related.map(({ prior }) => Math.log2(prior));
  const sums = priors.map(() => 0);
  const outcome: Outcome = { level: -1, shared: '' };
  const weighed: Weighed = { weight: 0, related: 0, kind: 0 };
  return (a, b) => {
    let weight = start;
    // How much likelier than among strangers the agreement is among each kind of related customers.
    for (let kind = 0; kind < sums.length; kind += 1) sums[kind] = priors[kind] ?? 0;
    for (const { comparison, place, same, strangers, related } of steps) {
      comparison.compare(a, b, outcome);
      const { level, shared } = outcome;
      if (level < 0) continue;
      const rare = shared === '' ? 0 : rarity(model, place, level, shared);
      const chance = (strangers[level] ?? 0) - rare;
      weight += (same[level] ?? 0) - chance;
      for (let kind = 0; kind < sums.length; kind += 1) {
        const own = related[kind]?.[level];
        if (own !== undefined) sums[kind] = (sums[kind] ?? 0) + own - chance;
      }
    }
    let others = 1;
    weighed.kind = 0;
    for (let kind = 0; kind < sums.length; kind += 1) {
      others += 2 ** (sums[kind] ?? 0);
      if ((sums[kind] ?? 0) > (sums[weighed.kind] ?? 0)) weighed.kind = kind;
    }
    weighed.related = -Math.log2(others);
    weighed.weight = weight + weighed.related;
    return weighed;
  };
}

/** Bits that a prior chance stands for. */
export function priorWeight({ estimate: { prior } }: MatchModel): number {
  return Math.log2(prior / (1 - prior));
}

/** The weight of a pair field by field; with {@link priorWeight} they add up to its match weight. */
export function explainPair(model: MatchModel, a: MatchRecord, b: MatchRecord): FieldWeight[] {
  const fields = model.comparisons.map((comparison, place): FieldWeight => {
    const { field, levels: names } = comparison;
    const outcome: Outcome = { level: -1, shared: '' };
    comparison.compare(a, b, outcome);
    const { level, shared } = outcome;
    if (level < 0) {
      const isFiller = a.fillers?.includes(field) === true || b.fillers?.includes(field) === true;
      return { field, level: isFiller ? FILLER : undefined, weight: 0, rarity: 0 };
    }
    const rare = rarity(model, place, level, shared);
    return { field, level: names[level]?.name, weight: bits(model, place, level) + rare, rarity: rare };
  });
  const { related, kind } = weigher(model)(a, b);
  const level = model.estimate.related[kind]?.name;
  return related > -0.01 ? fields : [...fields, { field: 'RELATED', level, weight: related, rarity: 0 }];
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
