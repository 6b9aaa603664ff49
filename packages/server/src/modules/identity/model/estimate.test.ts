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

/** Pairs of one customer who agree in each field nine times in ten, among strangers who hardly ever do. */
function patternsOf(same: number, agreeing: readonly number[], strangers = 999_000): Map<number, number> {
  const patterns = new Map<number, number>();
  for (const a of [0, 1])
    for (const b of [0, 1])
      for (const c of [0, 1]) {
        const one = [a, b, c].reduce((all, level, place) => {
          const chance = agreeing[place] ?? 0;
          return all * (level === 0 ? chance : 1 - chance);
        }, 1);
        const other = [a, b, c].reduce((all, level) => all * (level === 0 ? 0.01 : 0.99), 1);
        patterns.set(pattern(a, b, c), same * one + strangers * other);
      }
  return patterns;
}

/** How random pairs of a million agree: mostly strangers do, once in a hundred, and some are one customer. */
function randomOf(same: number, agreeing: readonly number[]): number[][] {
  return agreeing.map((chance) => {
    const all = (same * chance + (1_000_000 - same) * 0.01) / 1_000_000;
    return [all, 1 - all];
  });
}

describe('learning from what people decided', () => {
  // Three hundred pairs of one customer, and four hundred of one employer.
  const random = [0.95 * 300 + 400, 0.95 * 300, 0.5 * 300 + 400].map((pairs) => {
    const all = 0.01 + pairs / 1_000_000;
    return [all, 1 - all];
  });
  const learn = (patterns: Map<number, number>, labelled?: { pattern: number; isSame: boolean }[]) =>
    estimate({ comparisons, patterns, random, pairs: 1_000_000, ...(labelled ? { labelled } : {}) });
  const times = (count: number, one: { pattern: number; isSame: boolean }) => Array.from({ length: count }, () => one);

  it('changes nothing when nobody decided', () => {
    const patterns = patternsOf(1_000, [0.9, 0.9, 0.9]);
    expect(learn(patterns, [])).toEqual(learn(patterns));
  });

  it('moves the chances towards what people said, and the weight of the field with them', () => {
    // Two customers of one employer: they look like one to who knows only how fields agree, and people say they are two.
    const patterns = patternsOf(300, [0.95, 0.95, 0.5]);
    patterns.set(pattern(0, 1, 0), (patterns.get(pattern(0, 1, 0)) ?? 0) + 400);
    const before = learn(patterns);
    const after = learn(patterns, [
      ...times(150, { pattern: pattern(0, 1, 0), isSame: false }),
      ...times(150, { pattern: pattern(0, 0, 1), isSame: true }),
    ]);
    const agrees = (of: typeof before, place: number) => of.chances[place]?.m[0] ?? 0;
    expect(agrees(after, 1)).toBeGreaterThan(agrees(before, 1) + 0.05);
    expect(agrees(after, 2)).toBeLessThan(agrees(before, 2) - 0.05);
    // What they said of pairs hardly touches how strangers agree.
    for (const { u } of after.chances) expect(u[0]).toBeCloseTo(0.01, 3);
  });

  it('counts decided pairs once: deciding what the model thinks anyway hardly moves it', () => {
    const patterns = patternsOf(1_000, [0.9, 0.9, 0.9]);
    const before = learn(patterns);
    const after = learn(patterns, times(500, { pattern: pattern(0, 0, 0), isSame: true }));
    expect(after.prior / before.prior).toBeCloseTo(1, 2);
    for (const [place, { m }] of after.chances.entries()) expect(m[0]).toBeCloseTo(before.chances[place]?.m[0] ?? 0, 2);
  });

  it('takes in pairs that are no candidates any more, since they were merged', () => {
    const merged = times(500, { pattern: pattern(0, 0, 0), isSame: true });
    const learned = learn(patternsOf(0, [0.9, 0.9, 0.9]), merged);
    expect(learned.prior * 1_000_000).toBeGreaterThan(490);
    expect(learned.chances[0]?.m[0]).toBeGreaterThan(0.95);
  });
});

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
    const random = randomOf(1_000, [0.9, 0.9, 0.9]);
    const learned = estimate({ comparisons, patterns, random, pairs: 1_000_000 });
    expect(learned.prior * 1_000_000).toBeGreaterThan(950);
    expect(learned.prior * 1_000_000).toBeLessThan(1_050);
    for (const { m, u } of learned.chances) {
      expect(m[0]).toBeCloseTo(0.9, 1);
      expect(u[0]).toBeCloseTo(0.01, 3);
    }
  });

  it('tells strangers apart from customers who are there many times, however much of what agrees is one customer', () => {
    // One pair in twenty is one customer: of random pairs that agree, more are one customer than strangers.
    const random = comparisons.map(() => [0.05 * 0.9 + 0.95 * 0.01, 0.05 * 0.1 + 0.95 * 0.99]);
    const learned = estimate({ comparisons, patterns: patternsOf(50, [0.9, 0.9, 0.9], 950), random, pairs: 1_000 });
    for (const { u } of learned.chances) expect(u[0]).toBeLessThan(0.015);
  });
});

describe('names that registers keep apart', () => {
  const names: Comparison = {
    field: 'ORGANISATION_NAME',
    levels: [
      { name: 'REGISTERED', start: 0.5, isUnique: true },
      { name: 'NEAR', start: 0.4 },
      { name: 'DIFFERENT', start: 0.1 },
    ],
    compare: () => {},
    termsOf: () => [],
  };

  it('are evidence though nothing else is known: neither strangers nor branches have the same one', () => {
    // Five hundred pairs of a million have one registered name, two thousand a name that is like another.
    const patterns = new Map([
      [pattern(0), 500],
      [pattern(1), 2_000],
      [pattern(2), 50_000],
    ]);
    const random = [[500 / 1_000_000, 2_000 / 1_000_000, 1 - 2_500 / 1_000_000]];
    const learned = estimate({ comparisons: [names], patterns, random, pairs: 1_000_000 });
    expect(learned.prior * 1_000_000).toBeGreaterThan(450);
    const [{ m = [], u = [] } = {}] = learned.chances;
    // Of pairs with one registered name, one in fifty is taken for a mistake.
    expect(u[0]).toBeCloseTo(0.02 * (500 / 1_000_000), 6);
    expect((learned.prior * (m[0] ?? 0)) / ((1 - learned.prior) * (u[0] ?? 1))).toBeGreaterThan(20);
    for (const { chances } of learned.related) expect(chances[0]?.[0]).toBe(u[0]);
  });
});
