import {
  BUILT_IN_POLICY,
  type Capability,
  type DataClass,
  type Permission,
  type Role,
  type RolePolicy,
  type RowScope,
} from '@dossier/shared/access';
import type { Queryable } from '../../../platform/database/tables.ts';
import { currentPolicy } from './policy.repository.ts';

/** A role as it was entered. */
export interface RoleChange {
  readonly permissions: readonly Permission[];
  readonly grants: readonly {
    readonly dataClass: DataClass;
    readonly capability: Capability;
    readonly scopes: readonly RowScope[];
  }[];
}

/** A role as it shall be, on the policy that this was decided about. */
export interface NewRole {
  /** The version of the policy that the change was made on. */
  readonly version: number;
  readonly role: Role;
  /** Null: what the program comes with. */
  readonly change: RolePolicy | null;
  readonly reason: string;
}

/** A role that may do nothing. */
export const NOTHING: RolePolicy = { permissions: [], grants: {} };

/** What a role may do under the policy in force. */
export async function roleOf(db: Queryable, role: Role): Promise<RolePolicy> {
  return (await currentPolicy(db)).policy.roles[role] ?? NOTHING;
}

/** A role that was entered, as the policy has it. */
export function toRolePolicy(role: Role, { permissions, grants }: RoleChange): RolePolicy {
  const byClass: Partial<Record<DataClass, Partial<Record<Capability, readonly RowScope[]>>>> = {};
  for (const { dataClass, capability, scopes } of grants) {
    const known = (byClass[dataClass] ??= {});
    known[capability] = [...new Set([...(known[capability] ?? []), ...scopes])];
  }
  const isOfFigures = BUILT_IN_POLICY.roles[role]?.aggregatesOnly === true;
  return { permissions: [...new Set(permissions)], grants: byClass, ...(isOfFigures ? { aggregatesOnly: true } : {}) };
}
