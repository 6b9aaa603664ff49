import { describe, expect, it } from 'vitest';
import { joinClusters } from './join-clusters.ts';

describe('joining records into customers', () => {
  it('joins what all pairs speak for', () => {
    const edges = [
      { a: 0, b: 1, weight: 12 },
      { a: 1, b: 2, weight: 9 },
      { a: 0, b: 2, weight: 8 },
    ];
    expect([...joinClusters(4, edges)]).toEqual([0, 0, 0, 3]);
  });

  it('does not let one weak link pull two groups together', () => {
    const edges = [
      { a: 0, b: 1, weight: 12 },
      { a: 2, b: 3, weight: 12 },
      { a: 1, b: 2, weight: 3 },
    ];
    expect([...joinClusters(4, edges)]).toEqual([0, 0, 2, 2]);
  });

  it('keeps apart whom people said are two, however sure it is, also through a third', () => {
    const edges = [
      { a: 0, b: 1, weight: 20 },
      { a: 0, b: 2, weight: 12 },
      { a: 1, b: 2, weight: 12 },
    ];
    const groups = [...joinClusters(3, edges, { apart: [[0, 1]] })];
    expect(groups[0]).not.toBe(groups[1]);
  });

  it('finds among many what it finds in each part that hangs together', () => {
    const chain = [
      { a: 0, b: 1, weight: 12 },
      { a: 1, b: 2, weight: 3 },
      { a: 2, b: 3, weight: 11 },
      { a: 0, b: 3, weight: -9 },
    ];
    const triangle = [
      { a: 4, b: 5, weight: 9 },
      { a: 5, b: 6, weight: 8 },
      { a: 4, b: 6, weight: 7 },
    ];
    const between = { a: 3, b: 4, weight: -2 };
    const mixed = [...triangle, between, ...chain];
    expect([...joinClusters(8, mixed)]).toEqual([0, 0, 2, 2, 4, 4, 4, 7]);
    expect([...joinClusters(8, mixed, { apart: [[5, 6]] })]).toEqual([0, 0, 2, 2, 4, 4, 6, 7]);
  });
});
