import type { Comparison, Outcome } from '../compare/comparison.ts';
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
