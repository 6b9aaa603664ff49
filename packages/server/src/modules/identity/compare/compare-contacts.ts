import type { Comparison } from './comparison.ts';
import { editDistance, jaroWinkler } from './text-distance.ts';

/** Phone numbers: the best pair of all that both have. */
export const phone: Comparison = {
  field: 'PHONE',
  levels: [
    { name: 'EXACT', start: 0.7, byRarity: true },
    { name: 'SLIP', start: 0.08 },
    { name: 'DIFFERENT', start: 0.22 },
  ],
  compare(a, b, into) {
    into.level = a.phones.length === 0 || b.phones.length === 0 ? -1 : 2;
    into.shared = '';
    for (const left of a.phones) {
      for (const right of b.phones) {
        if (left === right) {
          into.level = 0;
          into.shared = left;
          return;
        }
        if (into.level === 2 && isSlip(left, right)) into.level = 1;
      }
    }
  },
  termsOf: ({ phones }) => phones,
};

/** One digit wrong, missing or exchanged; or the same line without its area code. */
function isSlip(a: string, b: string): boolean {
  if (a.length < 7 || b.length < 7) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return long.endsWith(short.replace('+', ''));
  return editDistance(a, b, 1) === 1;
}

/** E-mail addresses. LOCAL_PART: the same before the @, as after a change of company or a slip in the domain. */
export const email: Comparison = {
  field: 'EMAIL',
  levels: [
    { name: 'EXACT', start: 0.7, byRarity: true },
    { name: 'LOCAL_PART', start: 0.08 },
    { name: 'SLIP', start: 0.08 },
    { name: 'SIMILAR', start: 0.04 },
    { name: 'DIFFERENT', start: 0.1 },
  ],
  compare(a, b, into) {
    into.level = -1;
    into.shared = '';
    for (const left of a.emails) {
      for (const right of b.emails) {
        const level = levelOfEmails(left, right);
        if (into.level !== -1 && into.level <= level) continue;
        into.level = level;
        into.shared = level === 0 ? left : '';
      }
    }
  },
  termsOf: ({ emails }) => emails,
};

function levelOfEmails(a: string, b: string): number {
  if (a === b) return 0;
  const left = localPart(a);
  const right = localPart(b);
  if (left === right) return left.length > 3 ? 1 : 3;
  if (editDistance(a, b, 2) <= 2) return 2;
  const shorter = Math.min(left.length, right.length);
  const sameDomain = a.slice(a.indexOf('@')) === b.slice(b.indexOf('@'));
  if (shorter > 4 && editDistance(left, right, 2) <= (sameDomain || shorter > 7 ? 2 : 1)) return 3;
  return shorter > 4 && jaroWinkler(left, right) >= (sameDomain ? 0.88 : 0.93) ? 3 : 4;
}

function localPart(email: string): string {
  const at = email.indexOf('@');
  return at === -1 ? email : email.slice(0, at);
}

/** Numbers of documents and memberships: only two of one type are compared. */
export const identifier: Comparison = {
  field: 'IDENTIFIER',
  levels: [
    { name: 'EXACT', start: 0.85, byRarity: true },
    { name: 'SLIP', start: 0.08 },
    { name: 'SIMILAR', start: 0.02 },
    { name: 'DIFFERENT', start: 0.05 },
  ],
  compare(a, b, into) {
    into.level = -1;
    into.shared = '';
    for (const left of a.identifiers) {
      const type = left.slice(0, left.indexOf(':') + 1);
      for (const right of b.identifiers) {
        if (!right.startsWith(type)) continue;
        const slips = editDistance(left, right, 2);
        const level = slips === 0 ? 0 : slips === 1 ? 1 : slips === 2 && left.length - type.length > 6 ? 2 : 3;
        if (into.level !== -1 && into.level <= level) continue;
        into.level = level;
        into.shared = level === 0 ? left : '';
      }
    }
  },
  termsOf: ({ identifiers }) => identifiers,
};

/** Genders that were said. */
export const gender: Comparison = {
  field: 'GENDER',
  levels: [
    { name: 'SAME', start: 0.97, byRarity: true },
    { name: 'DIFFERENT', start: 0.03 },
  ],
  compare(a, b, into) {
    into.level = a.genders.length === 0 || b.genders.length === 0 ? -1 : 1;
    into.shared = '';
    for (const said of a.genders) {
      if (!b.genders.includes(said)) continue;
      into.level = 0;
      into.shared = said;
    }
  },
  termsOf: ({ genders }) => genders,
};

/** Names of employers. */
export const employer: Comparison = {
  field: 'EMPLOYER',
  levels: [
    { name: 'EXACT', start: 0.7, byRarity: true },
    { name: 'CLOSE', start: 0.1 },
    { name: 'DIFFERENT', start: 0.2 },
  ],
  compare(a, b, into) {
    into.level = a.employers.length === 0 || b.employers.length === 0 ? -1 : 2;
    into.shared = '';
    for (const left of a.employers) {
      for (const right of b.employers) {
        if (left === right) {
          into.level = 0;
          into.shared = left;
          return;
        }
        const shorter = Math.min(left.length, right.length);
        if (shorter > 3 && (editDistance(left, right, 2) <= 2 || left.includes(right) || right.includes(left)))
          into.level = 1;
      }
    }
  },
  termsOf: ({ employers }) => employers,
};
