import { describe, expect, it } from 'vitest';
import type { Comparison } from '../compare/comparison.ts';
import { estimate } from './estimate.ts';

const field = (name: Comparison['field']): Comparison => ({
  field: name,
  levels: [
    { name: 'SAME', start: 0.8 },
    { name: 'DIFFERENT', start: 0.2 },
  ],
  compare: () => {},
  termsOf: () => [],
});
const comparisons = [field('BIRTH_DATE'), field('IDENTIFIER'), field('EMPLOYER')];
const RADIX = 8;
const pattern = (...levels: number[]) => levels.reduce((all, level) => all * RADIX + level + 1, 0);

describe('learning without labels', () => {
  it('finds again how many pairs of one customer there are, and how they agree', () => {
    // 1,000 pairs of one customer that agree in each field nine times in ten, among 1,000,000; strangers agree once in a hundred.
    const patterns = new Map<number, number>();
    for (const a of [0, 1])
      for (const b of [0, 1])
        for (const c of [0, 1]) {
          const chance = (same: number, different: number) =>
            [a, b, c].reduce((all, level) => all * (level === 0 ? same : different), 1);
          patterns.set(pattern(a, b, c), 1_000 * chance(0.9, 0.1) + 999_000 * chance(0.01, 0.99));
        }
    const random = comparisons.map(() => [0.01, 0.99]);
    const learned = estimate({ comparisons, patterns, random, pairs: 1_000_000 });
    expect(learned.prior * 1_000_000).toBeGreaterThan(950);
    expect(learned.prior * 1_000_000).toBeLessThan(1_050);
    for (const { m } of learned.chances) expect(m[0]).toBeCloseTo(0.9, 1);
  });
});
