import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, constantFrom, integer, nat, property } from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openOccurrences, removeOccurrences } from './occurrences.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'lines.sqlite');

const linesOf = (keys: readonly string[], from: number) => keys.map((key, index) => ({ key, line: from + index }));

describe('openOccurrences', () => {
  it('counts identical lines within and over batches', () => {
    removeOccurrences(path);
    const counted = openOccurrences(path);
    expect(counted.count(linesOf(['a', 'b', 'a'], 2), 4)).toEqual([1, 1, 2]);
    expect(counted.count(linesOf(['a', 'b', 'c'], 5), 7)).toEqual([3, 2, 1]);
    counted.close();
  });

  it('gives a line that is counted again the same ordinal, also after it was closed', () => {
    const again = openOccurrences(path);
    expect(again.countedTo).toBe(7);
    expect(again.count(linesOf(['a', 'b', 'c'], 5), 7)).toEqual([3, 2, 1]);
    expect(again.count(linesOf(['a'], 8), 8)).toEqual([4]);
    again.restart();
    again.close();
    const anew = openOccurrences(path);
    expect(anew.countedTo).toBe(0);
    expect(anew.count(linesOf(['a'], 2), 2)).toEqual([1]);
    anew.close();
  });

  it('agrees with a plain count however a file is cut and wherever it is taken up again', () => {
    assert(
      property(
        array(constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 40 }),
        integer({ min: 1, max: 9 }),
        nat(3),
        (keys, size, back) => {
          removeOccurrences(path);
          const seen: Record<string, number> = {};
          const expected = keys.map((key) => (seen[key] = (seen[key] ?? 0) + 1));
          const got: number[] = [];
          for (let at = 0; at < keys.length; at += size) {
            const counted = openOccurrences(path);
            const from = Math.max(0, at - back);
            const ordinals = counted.count(linesOf(keys.slice(from, at + size), from + 2), at + size + 1);
            ordinals.forEach((ordinal, index) => (got[from + index] = ordinal));
            counted.close();
          }
          expect(got).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });
});
