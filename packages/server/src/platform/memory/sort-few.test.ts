import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortFew } from './sort-few.ts';

it('sorts as toSorted does, equal ones in the order in which they came, short lists and long', () => {
  const rows = fc.array(fc.record({ rank: fc.nat(5), name: fc.nat() }), { maxLength: 40 });
  fc.assert(
    fc.property(rows, (list) => {
      const byRank = (a: { rank: number }, b: { rank: number }) => a.rank - b.rank;
      const expected = list.toSorted(byRank);
      expect(sortFew(list, byRank)).toEqual(expected);
    }),
  );
});
