import type { Comparison } from './comparison.ts';
import { editDistance } from './text-distance.ts';

/** Dates of birth, as digits. */
export const birthDate: Comparison = {
  field: 'BIRTH_DATE',
  levels: [
    { name: 'EXACT', start: 0.85, byRarity: true },
    { name: 'SLIP', start: 0.09 },
    { name: 'DAY_AND_MONTH', start: 0.02 },
    { name: 'PARTLY', start: 0.01 },
    { name: 'DIFFERENT', start: 0.03 },
  ],
  compare(a, b, into) {
    into.level = -1;
    into.shared = '';
    for (const left of a.births) {
      for (const right of b.births) {
        const level = levelOfDates(left, right);
        if (into.level !== -1 && into.level <= level) continue;
        into.level = level;
        into.shared = level === 0 ? left : '';
      }
    }
  },
  termsOf: ({ births }) => births,
};

/**
 * SLIP: one digit wrong, missing or exchanged with its neighbour, or day and month exchanged. DAY_AND_MONTH: all but the year.
 * PARTLY: the year and one more, or two digits wrong.
 */
function levelOfDates(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length !== 8 || b.length !== 8) return editDistance(a, b, 1) <= 1 ? 1 : 4;
  let wrong = 0;
  for (let place = 0; place < 8; place += 1) if (a.charCodeAt(place) !== b.charCodeAt(place)) wrong += 1;
  if (wrong === 1 || editDistance(a, b, 1) === 1) return 1;
  const sameYear = a.startsWith(b.slice(0, 4));
  const sameMonth = a.slice(4, 6) === b.slice(4, 6);
  const sameDay = a.slice(6) === b.slice(6);
  if (sameYear && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 1;
  if (sameMonth && sameDay) return 2;
  return (sameYear && (sameMonth || sameDay)) || wrong === 2 ? 3 : 4;
}
