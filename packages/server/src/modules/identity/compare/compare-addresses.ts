import type { AddressForm } from '../record/match-record.ts';
import type { Comparison } from './comparison.ts';
import { editDistance, jaroWinkler } from './text-distance.ts';

/** Street and house. NEAR: the house number and most words agree; PARTLY: most words, or the number and some. */
export const addressLine: Comparison = {
  field: 'ADDRESS',
  levels: [
    { name: 'EXACT', start: 0.55, byRarity: true },
    { name: 'NEAR', start: 0.2 },
    { name: 'PARTLY', start: 0.1 },
    { name: 'DIFFERENT', start: 0.15 },
  ],
  compare(a, b, into) {
    into.level = -1;
    into.shared = '';
    for (const left of a.addresses) {
      if (left.line === '') continue;
      for (const right of b.addresses) {
        if (right.line === '') continue;
        const level = levelOfLines(left, right);
        if (into.level !== -1 && into.level <= level) continue;
        into.level = level;
        into.shared = level === 0 ? left.line : '';
      }
    }
  },
  termsOf: ({ addresses }) => addresses.flatMap(({ line }) => (line === '' ? [] : [line])),
};

function levelOfLines(a: AddressForm, b: AddressForm): number {
  if (a.line === b.line) return 0;
  const words = likeness(a.words, b.words);
  const bothNumbered = a.numbers.length > 0 && b.numbers.length > 0;
  const sameNumber = bothNumbered && a.numbers.some((number) => b.numbers.includes(number));
  if (words >= 0.6 && (sameNumber || !bothNumbered)) return 1;
  if (words >= 0.3 && Math.min(a.line.length, b.line.length) > 7 && editDistance(a.line, b.line, 2) <= 2) return 1;
  return words >= 0.6 || (words >= 0.3 && sameNumber) ? 2 : 3;
}

/** Share of words both have, forgiving a slip in longer ones (Dice 1945). */
function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  let common = 0;
  for (const word of a) if (b.some((other) => isAlike(word, other))) common += 1;
  return (2 * common) / (a.length + b.length);
}

function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 4 || b.length < 4) return false;
  return editDistance(a, b, 1) === 1 || (a.length > 6 && b.length > 6 && jaroWinkler(a, b) > 0.92);
}

/** Postal code and town: they tell the same thing, so they are one comparison. */
export const place: Comparison = {
  field: 'PLACE',
  levels: [
    { name: 'BOTH', start: 0.6, byRarity: true },
    { name: 'ONE', start: 0.2, byRarity: true },
    { name: 'SLIP', start: 0.1 },
    { name: 'DIFFERENT', start: 0.1 },
  ],
  compare(a, b, into) {
    into.level = -1;
    into.shared = '';
    for (const left of a.addresses) {
      for (const right of b.addresses) {
        const level = levelOfPlaces(left, right);
        if (level === -1 || (into.level !== -1 && into.level <= level)) continue;
        into.level = level;
        into.shared = level < 2 ? (left.postalCode === right.postalCode ? left.postalCode : left.city) : '';
      }
    }
  },
  termsOf: ({ addresses }) =>
    addresses.flatMap(({ postalCode, city }) => [postalCode, city].filter((text) => text !== '')),
};

function levelOfPlaces(a: AddressForm, b: AddressForm): number {
  const codes = a.postalCode !== '' && b.postalCode !== '';
  const cities = a.city !== '' && b.city !== '';
  if (!codes && !cities) return -1;
  const sameCode = codes && a.postalCode === b.postalCode;
  const sameCity = cities && a.city === b.city;
  if (codes && cities && sameCode && (sameCity || editDistance(a.city, b.city, 2) <= 1)) return 0;
  if (sameCode || sameCity) return codes && cities ? 1 : sameCode ? 0 : 1;
  const likeCode = codes && editDistance(a.postalCode, b.postalCode, 1) === 1;
  const likeCity = cities && (editDistance(a.city, b.city, 1) === 1 || jaroWinkler(a.city, b.city) > 0.9);
  return likeCity || likeCode ? 2 : 3;
}
