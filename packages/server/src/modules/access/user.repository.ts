import { FORMER_ROLES, PARTNERS_ROLE, ROLES, type Role } from '@dossier/shared/access';
import { type Locale, LOCALES } from '@dossier/shared/error';
import { type ExpressionBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import type { Standing } from '../../platform/policy/compile-grants.ts';
import { teamMembers } from './team/standing.ts';
import type { Queryable, Tables, Trx } from '../../platform/database/tables.ts';

/** Where a user stands. */
export const USER_STATUSES = ['INVITED', 'ACTIVE', 'SUSPENDED'] as const;
/** See {@link USER_STATUSES}. */
export type UserStatus = (typeof USER_STATUSES)[number];

/** A user as the use cases see it. */
export interface UserRecord {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly status: UserStatus;
  readonly locale: Locale | null;
  readonly passwordHash: string | null;
  readonly lastSignInAt: number | null;
  /** Since when they have a second factor; null while they have none. */
  readonly secondFactorSince: number | null;
  readonly createdAt: number;
  readonly version: number;
}

/** One user, or undefined. */
export async function findUser(db: Queryable, id: number): Promise<UserRecord | undefined> {
  const row = await db.selectFrom('staff_user').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/** One member of staff, or undefined: people of partners are none. */
export async function findColleague(db: Queryable, id: number): Promise<UserRecord | undefined> {
  const user = await findUser(db, id);
  return user?.roles.includes(PARTNERS_ROLE) ? undefined : user;
}

/** The user with this address, or undefined. */
export async function findUserByEmail(db: Queryable, email: string): Promise<UserRecord | undefined> {
  const row = await db.selectFrom('staff_user').selectAll().where('email', '=', foldEmail(email)).executeTakeFirst();
  return row && toRecord(row);
}

/** Users by their keys, for batch loading. */
export async function findUsers(db: Queryable, ids: readonly number[]): Promise<readonly UserRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('staff_user')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(toRecord);
}

/** Users by name: all, or those with a text in their name or address, or in a team. */
export async function listUsers(
  db: Queryable,
  of: {
    limit: number;
    search?: string | undefined;
    teamId?: number | undefined;
    /** Only active members of staff: no people of partners. */
    areColleagues?: boolean;
    /** Only the person themselves and those whom their teams are about. */
    within?: Standing;
  },
): Promise<readonly UserRecord[]> {
  let query = db.selectFrom('staff_user').selectAll().orderBy('name').orderBy('id').limit(of.limit);
  if (of.search !== undefined) query = query.where((eb) => eb.or([contains(eb, 'name'), contains(eb, 'email')]));
  if (of.teamId !== undefined)
    query = query.where('id', 'in', db.selectFrom('team_member').select('user_id').where('team_id', '=', of.teamId));
  if (of.areColleagues) query = query.where('status', '=', 'ACTIVE').where('roles', '<>', PARTNERS_ROLE);
  const { within } = of;
  if (within) {
    const members = within.teamMembers === 'MANY' ? teamMembers(within.userId) : [within.userId, ...within.teamMembers];
    query = query.where((eb) => eb.or([eb('id', '=', within.userId), eb('id', 'in', members)]));
  }
  const rows = await query.execute();
  return rows.map(toRecord);

  function contains(eb: ExpressionBuilder<Tables, 'staff_user'>, column: 'name' | 'email') {
    // Not LIKE: what is typed may have its wildcards in it.
    return sql<SqlBool>`instr(lower(${eb.ref(column)}), ${of.search?.toLowerCase() ?? ''}) > 0`;
  }
}

/** How many of those who manage users can sign in. */
export async function countActiveAdministrators(db: Queryable): Promise<number> {
  const rows = await db.selectFrom('staff_user').select('roles').where('status', '=', 'ACTIVE').execute();
  return rows.filter(({ roles }) => readRoles(roles).includes('SECURITY_ADMIN')).length;
}

/**
 * Makes others who change administrators wait until this transaction ends: two administrators who remove each other at
 * the same moment must not both succeed. Writing their rows is the lock that every engine has.
 */
export async function lockAdministrators(trx: Trx): Promise<void> {
  await trx
    .updateTable('staff_user')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('roles', 'like', '%ADMIN%') // SECURITY_ADMIN, and ADMIN as it was called before
    .execute();
}

/** Writes a new user. */
export async function insertUser(
  trx: Trx,
  user: Pick<UserRecord, 'id' | 'name' | 'email' | 'roles' | 'status' | 'passwordHash' | 'createdAt'>,
): Promise<void> {
  await trx
    .insertInto('staff_user')
    .values({
      id: user.id,
      name: user.name,
      email: foldEmail(user.email),
      password_hash: user.passwordHash,
      roles: user.roles.join(','),
      status: user.status,
      locale: null,
      last_sign_in_at: null,
      second_factor_since: null,
      created_at: user.createdAt,
      version: 1,
    })
    .execute();
}

/** Changes a user and its version. */
export async function updateUser(
  trx: Trx,
  id: number,
  change: Partial<Pick<UserRecord, 'name' | 'roles' | 'status' | 'locale' | 'passwordHash'>>,
): Promise<void> {
  await trx
    .updateTable('staff_user')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.roles === undefined ? {} : { roles: change.roles.join(',') }),
      ...(change.status === undefined ? {} : { status: change.status }),
      ...(change.locale === undefined ? {} : { locale: change.locale }),
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
    }))
    .where('id', '=', id)
    .execute();
}

/** Remembers when a user last signed in; not a change of the user. */
export async function noteSignIn(trx: Trx, id: number, at: number): Promise<void> {
  await trx.updateTable('staff_user').set({ last_sign_in_at: at }).where('id', '=', id).execute();
}

/** Notes that a user has a second factor from now on; false when they had one before. */
export async function setSecondFactorSince(trx: Trx, id: number, at: number): Promise<boolean> {
  const result = await trx
    .updateTable('staff_user')
    .set({ second_factor_since: at })
    .where('id', '=', id)
    .where('second_factor_since', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Addresses are compared without case. */
export function foldEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

const rolesByText = new Map<string, readonly Role[]>();

/** The roles in a stored list: former ones as what they became; codes that are not roles any more are dropped. */
export function readRoles(stored: string): readonly Role[] {
  const known = rolesByText.get(stored);
  if (known) return known;
  const codes = stored.split(',').flatMap((code): readonly string[] => FORMER_ROLES[code] ?? [code]);
  const roles = ROLES.filter((role) => codes.includes(role));
  rolesByText.set(stored, roles);
  return roles;
}

/** A stored locale, or null when it is not one we speak. */
export function readLocale(stored: string | null): Locale | null {
  return LOCALES.find((locale) => locale === stored) ?? null;
}

function toRecord(row: Selectable<Tables['staff_user']>): UserRecord {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: readRoles(row.roles),
    status: USER_STATUSES.find((status) => status === row.status) ?? 'SUSPENDED',
    locale: readLocale(row.locale),
    passwordHash: row.password_hash,
    lastSignInAt: row.last_sign_in_at,
    secondFactorSince: row.second_factor_since,
    createdAt: row.created_at,
    version: row.version,
  };
}
