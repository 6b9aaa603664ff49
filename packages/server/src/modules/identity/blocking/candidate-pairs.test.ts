import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchRecord } from '../record/match-record.ts';
import { toMatchRecord } from '../record/to-match-record.ts';
import { candidatePairs } from './candidate-pairs.ts';

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
        candidatePairs(records).visit((a, b) => met.push(`${a} ${b}`));
        const expected = records.flatMap((a) =>
          records
            .filter((b) => b.id > a.id && b.phones.some((phone) => a.phones.includes(phone)))
            .map((b) => `${a.id} ${b.id}`),
        );
        expect(met.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('leave out a number that hundreds share, and count it', () => {
    const records = Array.from({ length: 600 }, (_, place) => withPhones(place, ['+862012345678']));
    const report = candidatePairs(records).visit(() => {});
    expect(report.pairs).toBe(0);
    expect(report.leftOut).toBeGreaterThan(0);
  });
});
