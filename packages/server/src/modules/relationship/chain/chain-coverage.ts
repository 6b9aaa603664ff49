import { DECISION_ROLES, type DecisionRole, isSupportive } from '@dossier/shared/relationship';

const DAY_MS = 86_400_000;

/** What of a member tells how well a chain is known. */
export interface Standing {
  readonly roles: readonly DecisionRole[];
  readonly attitude: string | null;
  readonly verifiedAt: number | null;
}

/** How well a decision chain is known, and what is missing. */
export interface Coverage {
  /** Roles that nobody has. */
  readonly emptyRoles: readonly DecisionRole[];
  /** Of all roles, those that somebody has who was looked at within the cycle: whole per cent, rounded down. */
  readonly coverage: number;
  /** How many members were not looked at within the cycle. */
  readonly overdueMembers: number;
  /** Whether one of the deciders is for us; null when there is no decider. */
  readonly hasSupportingDecider: boolean | null;
}

/** Whether somebody was looked at within the last days of the cycle. */
export function isVerified(verifiedAt: number | null, cycleDays: number, now: number): boolean {
  return verifiedAt !== null && verifiedAt > now - cycleDays * DAY_MS;
}

/** How well a decision chain of these members is known at an instant. */
export function coverageOf(members: readonly Standing[], cycleDays: number, now: number): Coverage {
  const verified = members.filter(({ verifiedAt }) => isVerified(verifiedAt, cycleDays, now));
  const rolesOf = (some: readonly Standing[]) => new Set(some.flatMap(({ roles }) => roles));
  const [had, known] = [rolesOf(members), rolesOf(verified)];
  const deciders = members.filter(({ roles }) => roles.includes('DECIDER'));
  return {
    emptyRoles: DECISION_ROLES.codes.filter((role) => !had.has(role)),
    coverage: Math.floor((100 * known.size) / DECISION_ROLES.codes.length),
    overdueMembers: members.length - verified.length,
    hasSupportingDecider: deciders.length === 0 ? null : deciders.some(({ attitude }) => isSupportive(attitude)),
  };
}
