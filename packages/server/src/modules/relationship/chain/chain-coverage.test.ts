import { DECISION_ROLES, type DecisionRole } from '@dossier/shared/relationship';
import { describe, expect, it } from 'vitest';
import { coverageOf, isVerified, type Standing } from './chain-coverage.ts';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const member = (roles: DecisionRole[], attitude: string | null = null, daysAgo: number | null = 1): Standing => ({
  roles,
  attitude,
  verifiedAt: daysAgo === null ? null : NOW - daysAgo * DAY,
});
const { codes } = DECISION_ROLES;

describe('how well a decision chain is known', () => {
  it.each([
    [[], { emptyRoles: codes, coverage: 0, overdueMembers: 0, hasSupportingDecider: null }],
    [
      [member(['DECIDER'], 'SUPPORTER')],
      {
        emptyRoles: codes.filter((one) => one !== 'DECIDER'),
        coverage: 16,
        overdueMembers: 0,
        hasSupportingDecider: true,
      },
    ],
    [
      [member([...codes], 'FAVOURABLE')],
      { emptyRoles: [], coverage: 100, overdueMembers: 0, hasSupportingDecider: true },
    ],
    // Known of once is not known any more: the role is had, and does not count.
    [
      [member([...codes], 'SCEPTIC', 90)],
      { emptyRoles: [], coverage: 0, overdueMembers: 1, hasSupportingDecider: false },
    ],
    // A role counts once, whoever has it.
    [
      [member(['USER'], null, null), member(['USER', 'BUYER'], 'OPPONENT', 89), member(['DECIDER'], null, null)],
      {
        emptyRoles: ['INITIATOR', 'INFLUENCER', 'GATEKEEPER'],
        coverage: 33,
        overdueMembers: 2,
        hasSupportingDecider: false,
      },
    ],
    // Whoever is for us without deciding does not decide.
    [
      [member(['DECIDER'], 'NEUTRAL'), member(['INFLUENCER'], 'SUPPORTER')],
      {
        emptyRoles: ['INITIATOR', 'USER', 'BUYER', 'GATEKEEPER'],
        coverage: 33,
        overdueMembers: 0,
        hasSupportingDecider: false,
      },
    ],
  ])('%j', (members, expected) => {
    expect(coverageOf(members, 90, NOW)).toEqual(expected);
  });

  it('looks again when the cycle is over, to the millisecond', () => {
    expect(isVerified(NOW - 7 * DAY, 7, NOW)).toBe(false);
    expect(isVerified(NOW - 7 * DAY + 1, 7, NOW)).toBe(true);
    expect(isVerified(null, 7, NOW)).toBe(false);
  });
});
