import { type Comparison, FILLER, type Outcome } from '../compare/comparison.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** The levels of all comparisons of one pair in one number: one digit for each comparison, 0 for "nothing to compare". */
export function patternOf(comparisons: readonly Comparison[], a: MatchRecord, b: MatchRecord): number {
  let pattern = 0;
  for (let place = 0; place < comparisons.length; place += 1) {
    const comparison = comparisons[place];
    if (comparison === undefined) continue;
    comparison.compare(a, b, outcome);
    pattern = pattern * RADIX + outcome.level + 1;
  }
  return pattern;
}

/** The pattern of a pair of which only the names of its levels are known; undefined when one of them is no level of these comparisons. */
export function patternFrom(
  comparisons: readonly Comparison[],
  levels: Readonly<Record<string, string>>,
): number | undefined {
  const compared = Object.keys(levels).filter((field) => field !== 'RELATED');
  if (!compared.every((field) => comparisons.some((comparison) => comparison.field === field))) return undefined;
  let pattern = 0;
  for (const comparison of comparisons) {
    const said = levels[comparison.field];
    const name = said === FILLER ? undefined : said;
    const level = name === undefined ? -1 : comparison.levels.findIndex((one) => one.name === name);
    if (name !== undefined && level === -1) return undefined;
    pattern = pattern * RADIX + level + 1;
  }
  return pattern;
}

/** Levels of a pattern, in the order of the comparisons; -1 where there was nothing to compare. */
export function levelsOf(pattern: number, count: number): number[] {
  const levels: number[] = [];
  let rest = pattern;
  for (let place = 0; place < count; place += 1) {
    levels.unshift((rest % RADIX) - 1);
    rest = Math.floor(rest / RADIX);
  }
  return levels;
}

/** More than the levels of any comparison, and small enough for eleven comparisons in 53 bits. */
const RADIX = 8;
const outcome: Outcome = { level: -1, shared: '' };
