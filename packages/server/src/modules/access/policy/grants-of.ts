import { BUILT_IN_POLICY, type GrantedRole, type Role } from '@dossier/shared/access';
import type { Database } from '../../../platform/database/database.ts';
import { type CompiledGrants, compileGrants } from '../../../platform/policy/compile-grants.ts';
import { policyEpoch } from '../access-epoch.ts';
import { standingOf, usesStanding } from '../team/standing.ts';
import { currentPolicy, type PolicyVersion } from './policy.repository.ts';

/** Grants are worked out once per person and epoch; more people than this take turns. */
const KEPT = 5_000;

interface Known {
  readonly epoch: number;
  readonly policy: Promise<PolicyVersion>;
  readonly grants: Map<string, Promise<CompiledGrants>>;
}
const known = new WeakMap<Database, Known>();

/**
 * What somebody may do now. `epoch` was read with their session or token: when it has moved on, everything that was worked out
 * before is forgotten, so a change of the policy, of teams or of regions counts from the next request on.
 */
export async function grantsOf(
  db: Database,
  userId: number,
  roles: readonly GrantedRole[],
  epoch: number,
): Promise<CompiledGrants> {
  let now = known.get(db);
  if (now?.epoch !== epoch) {
    now = { epoch, policy: currentPolicy(db.read), grants: new Map() };
    known.set(db, now);
    // A database that was away must not be remembered as having no policy.
    now.policy.catch(() => known.delete(db));
  }
  const key = `${userId} ${roles.join()}`;
  const before = now.grants.get(key);
  if (before) return await before;
  const { grants } = now;
  const [oldest] = grants.size >= KEPT ? grants.keys() : [];
  if (oldest !== undefined) grants.delete(oldest);
  const found = compiled(db, userId, roles, now.policy);
  grants.set(key, found);
  found.catch(() => grants.delete(key));
  return await found;
}

async function compiled(
  db: Database,
  userId: number,
  roles: readonly GrantedRole[],
  version: Promise<PolicyVersion>,
): Promise<CompiledGrants> {
  const { policy } = await version;
  const standing = usesStanding(policy, roles)
    ? await standingOf(db.read, userId)
    : { userId, teamMembers: [], territories: [] };
  return compileGrants(policy, roles, standing);
}

/** As {@link grantsOf}, for work that no session began: the epoch is read first. */
export async function presentGrants(db: Database, userId: number, roles: readonly Role[]): Promise<CompiledGrants> {
  return await grantsOf(db, userId, roles, await policyEpoch(db.read));
}

/** What roles may do where nobody changed the policy: for made-up users, who are in no team. */
export function grantsByDefault(roles: readonly Role[]): CompiledGrants {
  return compileGrants(BUILT_IN_POLICY, roles, { userId: 0, teamMembers: [], territories: [] });
}
