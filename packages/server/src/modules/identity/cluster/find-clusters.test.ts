import { describe, expect, it } from 'vitest';
import { findClusters } from './find-clusters.ts';
import { weakLinkOf } from './weak-links.ts';

const pair = (customerId: number, otherId: number, weight: number) => ({
  kind: 'PERSON',
  customerId,
  otherId,
  weight: weight * 1_000,
});

describe('groups of what a run found', () => {
  it('hold who would be joined, with the weakest pair inside; who is joined with nobody is in none', () => {
    const pairs = [pair(10, 20, 12), pair(10, 30, 9), pair(20, 30, 11), pair(30, 40, -4)];
    const [cluster, ...others] = findClusters(pairs, []);
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({ kind: 'PERSON', customerIds: [10, 20, 30], weakest: 9_000 });
    expect(cluster?.pairs).toHaveLength(3);
  });

  it('have no weakest pair when one inside was not worth keeping, and never hold two who are said to be two', () => {
    const pairs = [pair(10, 20, 12), pair(20, 30, 12)];
    expect(findClusters(pairs, [])).toMatchObject([{ customerIds: [10, 20, 30], weakest: null }]);
    expect(findClusters(pairs, [[10, 30]])).toMatchObject([{ customerIds: [10, 20], weakest: 12_000 }]);
  });
});

describe('the link that a group hangs on', () => {
  it('is the weakest of those without which it falls apart', () => {
    const weak = pair(20, 30, 1);
    expect(weakLinkOf([pair(10, 20, 12), weak, pair(30, 40, 12)])).toBe(weak);
  });

  it('is none in a triangle, nor between two', () => {
    expect(weakLinkOf([pair(10, 20, 12), pair(20, 30, 1), pair(10, 30, 3)])).toBeUndefined();
    expect(weakLinkOf([pair(10, 20, 1)])).toBeUndefined();
  });
});
