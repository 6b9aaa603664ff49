import type { Comparison, Outcome } from '../compare/comparison.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** Enough for chances down to one in a hundred thousand; rarer agreement is told by how common texts are. */
const SAMPLE = 2_000_000;
/** Pairs added to each level, so that nothing seems impossible. */
const SMOOTHING = 0.5;

/**
 * Chances of each level among pairs of two different customers, from random pairs: all there are, or a fixed sample of them.
 * Repeatable: the sample follows from the number of records alone.
 */
export function randomChances(comparisons: readonly Comparison[], records: readonly MatchRecord[]): number[][] {
  const counts = comparisons.map(({ levels }) => levels.map(() => SMOOTHING));
  const total = (records.length * (records.length - 1)) / 2;
  const visit = (a: MatchRecord, b: MatchRecord) => {
    comparisons.forEach((comparison, place) => {
      comparison.compare(a, b, outcome);
      const count = counts[place];
      if (outcome.level >= 0 && count) count[outcome.level] = (count[outcome.level] ?? 0) + 1;
    });
  };
  if (total <= SAMPLE) eachPair(records, visit);
  else sample(records, visit);
  return counts.map((count) => {
    const sum = count.reduce((all, one) => all + one, 0);
    return count.map((one) => one / sum);
  });
}

const outcome: Outcome = { level: -1, shared: '' };

function eachPair(records: readonly MatchRecord[], visit: (a: MatchRecord, b: MatchRecord) => void): void {
  records.forEach((a, place) => {
    for (let other = place + 1; other < records.length; other += 1) {
      const b = records[other];
      if (b) visit(a, b);
    }
  });
}

function sample(records: readonly MatchRecord[], visit: (a: MatchRecord, b: MatchRecord) => void): void {
  let state = 0x9e3779b9;
  const next = () => {
    // xorshift32 (Marsaglia 2003).
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % records.length;
  };
  for (let made = 0; made < SAMPLE; made += 1) {
    const a = records[next()];
    const b = records[next()];
    if (a && b && a !== b) visit(a, b);
  }
}
