import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchRecord } from '../record/match-record.ts';
import { toMatchRecord } from '../record/to-match-record.ts';
import { blocksOf } from './blocks.ts';
import { pairVisitor } from './candidate-pairs.ts';

/** A customer of whom only phones are known. */
function withPhones(id: number, phones: readonly string[]): MatchRecord {
  return { ...toMatchRecord(id, 'PERSON', []), phones };
}

describe('candidate pairs', () => {
  it('are those that share a phone, each once', () => {
    const phones = array(
      integer({ min: 0, max: 9 }).map((digit) => `+861380013800${digit}`),
      { maxLength: 3 },
    );
    assert(
      property(array(phones, { maxLength: 12 }), (all) => {
        const records = all.map((own, place) => withPhones(place, [...new Set(own)]));
        const met: string[] = [];
        // With shares of the keys, and by turns, as threads do.
        const shares = [0, 1, 2].map((part) => blocksOf(records, { part, of: 3 }));
        const visit = pairVisitor(shares, (a, b) => met.push(`${a} ${b}`));
        const pairs = visit(0, 3) + visit(3, Math.max(3, records.length));
        const expected = records.flatMap((a) =>
          records
            .filter((b) => b.id > a.id && b.phones.some((phone) => a.phones.includes(phone)))
            .map((b) => `${a.id} ${b.id}`),
        );
        expect(met.toSorted()).toEqual(expected.toSorted());
        expect(pairs).toBe(expected.length);
      }),
    );
  });

  it('leave out a number that hundreds share, and count it', () => {
    const records = Array.from({ length: 600 }, (_, place) => withPhones(place, ['+862012345678']));
    const blocks = blocksOf(records);
    expect(pairVisitor([blocks], () => {})(0, 600)).toBe(0);
    expect(blocks.report).toEqual({ blocks: 0, split: 4, leftOut: 2 });
  });
});
