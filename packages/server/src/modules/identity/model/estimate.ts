import type { Comparison } from '../compare/comparison.ts';
import { levelsOf } from './pattern.ts';
import { chancesApart, chancesTogether, type RelatedKind, relatedKinds } from './related.ts';

/** Chances of each level of one comparison: `m` among pairs of one customer, `u` among pairs of two strangers. */
export interface LevelChances {
  readonly m: readonly number[];
  readonly u: readonly number[];
}

/** Pairs of two customers who have to do with each other. */
export interface RelatedEstimate {
  readonly name: RelatedKind['name'];
  /** Chance that two customers taken at random are such a pair. */
  readonly prior: number;
  /** Chances of each level, by comparison; undefined where they are those of strangers. */
  readonly chances: readonly (readonly number[] | undefined)[];
}

/** What was learned. */
export interface Estimate {
  /** Chance that two customers taken at random are one. */
  readonly prior: number;
  readonly chances: readonly LevelChances[];
  readonly related: readonly RelatedEstimate[];
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
  /** Pairs that people decided about. */
  readonly labelled?: readonly LabelledPair[];
}

/** A pair that somebody decided about. */
export interface LabelledPair {
  readonly pattern: number;
  /** Whether they are one; two customers may be related, or strangers. */
  readonly isSame: boolean;
}

/** One kind of pairs while it is learned: how many there are, and how they agree. */
interface PairClass {
  prior: number;
  chances: readonly (readonly number[])[];
  /** Where learning starts, by comparison; undefined where the chances stay as they are. */
  readonly start: readonly (readonly number[] | undefined)[];
}

const ROUNDS = 300;
const STILL = 1e-6;
/** Weight of what is assumed before the data speak, in pairs. */
const ASSUMED = 5;
/** So many related pairs of each kind are assumed to be there: where customers are few, relatives are not to be taken for one customer. */
const RELATED_ASSUMED = 1;
/** At the start there is one related pair for so many pairs of one customer. */
const RELATED_AT_START = 5;

/**
 * Learns the chances of agreement among pairs of one customer, and how many such pairs there are, from unlabelled candidate pairs:
 * expectation–maximisation for the Fellegi–Sunter model (Fellegi and Sunter 1969; Winkler 1988), with related customers as kinds of
 * pairs of their own (a latent class model with restricted classes, after Larsen and Rubin 2001). Chances among strangers are those of
 * random pairs and stay fixed. Pairs that blocking left out count as strangers: its recall is measured, and nearly all others are among
 * the candidates. Where people decided, each pair counts for what they said and no longer for what it looks like: which pairs they
 * were asked about follows from how these agree, so that the rest is not judged otherwise for it (Nigam et al. 2000).
 */
export function estimate({ comparisons, patterns, random, pairs, labelled = [] }: EstimateInput): Estimate {
  const rows = rowsOf(patterns, labelled, comparisons.length);
  const start = comparisons.map(({ levels }) => normalised(levels.map((level) => level.start)));
  const prior = 1 / Math.sqrt(Math.max(pairs, 4));
  const kinds = relatedKinds(comparisons);
  const same: PairClass = { prior, chances: start, start };
  const related = kinds.map((kind): PairClass => {
    const own = comparisons.map((comparison, place) =>
      kind.shared.has(comparison.field)
        ? chancesTogether(kind, comparison, start[place] ?? [], random[place] ?? [])
        : undefined,
    );
    return {
      prior: prior / RELATED_AT_START,
      chances: comparisons.map(({ field }, place) => own[place] ?? chancesApart(kind, field, random[place] ?? [])),
      start: own,
    };
  });
  const strangers: PairClass = { prior: 1, chances: amongStrangers(comparisons, random, same), start: [] };
  const classes = [same, ...related, strangers];
  let round = 0;
  for (; round < ROUNDS; round += 1) {
    const moved = improve(rows, classes, pairs);
    strangers.chances = amongStrangers(comparisons, random, same);
    related.forEach((one, at) => {
      one.chances = one.chances.map((chances, place) => {
        const [kind, comparison, apart = []] = [kinds[at], comparisons[place], strangers.chances[place]];
        if (kind === undefined || comparison === undefined) return chances;
        const isShared = one.start[place] !== undefined;
        return isShared
          ? chancesTogether(kind, comparison, chances, apart)
          : chancesApart(kind, comparison.field, apart);
      });
    });
    if (moved < STILL) break;
  }
  return {
    rounds: round,
    prior: same.prior,
    chances: same.chances.map((chances, place) => ({ m: chances, u: strangers.chances[place] ?? [] })),
    related: kinds.map((kind, at) => ({
      name: kind.name,
      prior: related[at]?.prior ?? 0,
      chances: comparisons.map(({ field }, place) =>
        kind.shared.has(field) || kind.sometimes[field] !== undefined ? related[at]?.chances[place] : undefined,
      ),
    })),
  };
}

/** Of the chance at a level among random pairs at least this is left to strangers. */
const LEAST_LEFT = 0.2;
/** What is left to them where two customers agree by mistake only. */
const MISTAKEN = 0.02;

/**
 * The chances among strangers: those of random pairs without the pairs of one customer among them. Where customers are there many times,
 * or few customers are there at all, most of what agrees by that count agrees because it is one customer.
 */
function amongStrangers(
  comparisons: readonly Comparison[],
  random: readonly (readonly number[])[],
  { prior, chances }: PairClass,
): number[][] {
  return random.map((some, place) =>
    normalised(
      some.map((all, level) =>
        comparisons[place]?.levels[level]?.isUnique === true
          ? all * MISTAKEN
          : Math.max(all - prior * (chances[place]?.[level] ?? 0), all * LEAST_LEFT),
      ),
    ),
  );
}

/** Pairs that agree alike, and of which as much is known. */
interface PatternRow {
  readonly count: number;
  readonly levels: readonly number[];
  /** What people said of them; undefined when nobody did. */
  readonly isSame?: boolean;
}

function rowsOf(
  patterns: ReadonlyMap<number, number>,
  labelled: readonly LabelledPair[],
  fields: number,
): PatternRow[] {
  const said = Map.groupBy(labelled, ({ pattern }) => pattern);
  const decided = [...said].flatMap(([pattern, own]) =>
    [true, false].map((isSame) => ({
      count: own.filter((one) => one.isSame === isSame).length,
      levels: levelsOf(pattern, fields),
      isSame,
    })),
  );
  const undecided = [...patterns].map(([pattern, count]) => ({
    // Those that were decided are among the candidates, unless they were merged since.
    count: Math.max(0, count - (said.get(pattern)?.length ?? 0)),
    levels: levelsOf(pattern, fields),
  }));
  return [...undecided, ...decided].filter(({ count }) => count > 0);
}

/** One round: how likely each pattern is of each kind, then how each kind agrees. Returns how far the largest chance moved. */
function improve(rows: readonly PatternRow[], classes: readonly PairClass[], pairs: number): number {
  const learned = classes.slice(0, -1);
  const sums = learned.map(({ start }) => start.map((chances) => chances?.map((chance) => chance * ASSUMED)));
  const totals = learned.map(() => 0);
  const likelihoods = classes.map(() => 0);
  for (const { count, levels, isSame } of rows) {
    let all = 0;
    classes.forEach(({ prior, chances }, at) => {
      // The first is that of pairs of one customer.
      let likelihood = isSame === undefined || isSame === (at === 0) ? prior : 0;
      for (let place = 0; place < levels.length; place += 1) {
        const level = levels[place] ?? -1;
        if (level >= 0) likelihood *= chances[place]?.[level] ?? 1;
      }
      likelihoods[at] = likelihood;
      all += likelihood;
    });
    learned.forEach((_, at) => {
      const weight = (count * (likelihoods[at] ?? 0)) / all;
      if (weight < 1e-12) return;
      totals[at] = (totals[at] ?? 0) + weight;
      levels.forEach((level, place) => {
        const sum = sums[at]?.[place];
        if (level >= 0 && sum) sum[level] = (sum[level] ?? 0) + weight;
      });
    });
  }
  let moved = 0;
  learned.forEach((one, at) => {
    const next = one.chances.map((chances, place) => {
      const sum = sums[at]?.[place];
      return sum ? normalised(sum) : chances;
    });
    const prior = Math.max((totals[at] ?? 0) + (at === 0 ? 0 : RELATED_ASSUMED), 0.01) / pairs;
    if (at === 0) moved = Math.max(moved, Math.abs(Math.log(prior / one.prior)));
    next.forEach((chances, place) =>
      chances.forEach((chance, level) => {
        moved = Math.max(moved, Math.abs(chance - (one.chances[place]?.[level] ?? 0)));
      }),
    );
    one.chances = next;
    one.prior = prior;
  });
  return moved;
}

function normalised(chances: readonly number[]): number[] {
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => chance / sum);
}
