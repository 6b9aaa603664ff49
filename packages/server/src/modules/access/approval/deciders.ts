import { APPROVAL_ACTS, type ApprovalAct, DECIDING, NEVER_ALONE, type Permission } from '@dossier/shared/access';
import type { Queryable } from '../../../platform/database/tables.ts';
import { currentPolicy } from '../policy/policy.repository.ts';
import { readRoles } from '../user.repository.ts';
import type { ApprovalRecord } from './approval.repository.ts';

/**
 * How old the second factor of whoever approves is at least. An account that somebody has just made, or taken over by resetting
 * its password and factor, is no second person; in a day, whoever it belongs to finds out.
 */
export const FACTOR_AGE_MS = 24 * 3_600_000;

/** Who could approve each act: active, with a permission that it is about, and a second factor that is old enough. */
export type Deciders = ReadonlyMap<ApprovalAct, readonly number[]>;

/** See {@link Deciders}. Two statements, however many acts. */
export async function findDeciders(db: Queryable, now: number): Promise<Deciders> {
  const { policy } = await currentPolicy(db);
  const users = await db
    .selectFrom('staff_user')
    .select(['id', 'roles'])
    .where('status', '=', 'ACTIVE')
    .where('second_factor_since', '<=', now - FACTOR_AGE_MS)
    .execute();
  const known = users.map(({ id, roles }) => ({
    id,
    permissions: new Set(readRoles(roles).flatMap((role) => policy.roles[role]?.permissions ?? [])),
  }));
  return new Map(
    APPROVAL_ACTS.map((act) => [
      act,
      known.filter(({ permissions }) => isBusinessOf(act, permissions)).map(({ id }) => id),
    ]),
  );
}

/** Whether an act is the business of people with these permissions. */
export function isBusinessOf(act: ApprovalAct, permissions: ReadonlySet<Permission>): boolean {
  return DECIDING[act].some((permission) => permissions.has(permission));
}

/** Who could approve a request: not who asked, nor whom it would give rights. */
export function othersFor(
  deciders: Deciders,
  { act, asked_by, concerned_user }: Pick<ApprovalRecord, 'act' | 'asked_by' | 'concerned_user'>,
): readonly number[] {
  return (deciders.get(act) ?? []).filter((id) => id !== asked_by && id !== concerned_user);
}

/**
 * The acts that fewer than two people could decide about, so that somebody may find themselves without a second one and it is done
 * by waiting; not those that are never done so.
 */
export function actsAlone(deciders: Deciders): readonly ApprovalAct[] {
  return APPROVAL_ACTS.filter((act) => !NEVER_ALONE.has(act) && (deciders.get(act) ?? []).length < 2);
}
