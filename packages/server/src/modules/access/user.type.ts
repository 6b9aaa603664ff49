import { PERMISSIONS, ROLES, type Permission as PermissionCode, type Role as RoleCode } from '@dossier/shared/access';
import { Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../platform/graphql/exposure.ts';
import { Node } from '../../platform/graphql/node.type.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { UserError } from '../../platform/graphql/user-error.type.ts';
import { ViewerGrant } from './policy/viewer-grant.type.ts';
import { SignInStep } from './second-factor/second-factor.type.ts';
import { USER_STATUSES, type UserRecord, type UserStatus as UserStatusCode } from './user.repository.ts';

const enumOf = <T extends string>(codes: readonly T[]) => Object.fromEntries(codes.map((code) => [code, code]));

/** GraphQL enum of roles. */
export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'A bundle of permissions.',
  valuesConfig: {
    SECURITY_ADMIN: { description: 'Users, roles, keys, settings; no customer.' },
    PRIVACY_OFFICER: { description: 'Consents and people’s requests; sees all customers masked.' },
    AUDITOR: { description: 'The audit log; sees all customers masked and changes nothing.' },
    DATA_STEWARD: { description: 'Keeps the data: edits, imports, exports all customers.' },
    MANAGER: { description: 'Works with the customers of their team.' },
    SALES: { description: 'Works with their own customers and the public pool.' },
    SUPPORT: { description: 'Sees the customers whose cases they have, as long as those are open.' },
    ANALYST: { description: 'Sees figures about customers, and no customer.' },
    VIEWER: { description: 'Sees all customers masked, and changes nothing.' },
    PARTNER_DEVELOPER: { description: 'Somebody of a partner: the page of their own app, and nothing else.' },
  },
});

/** GraphQL enum of permissions. */
export const PermissionEnum = enumOf(PERMISSIONS);
registerEnumType(PermissionEnum, { name: 'Permission', description: 'What a person or program may do.' });

/** GraphQL enum of user states. */
export const UserStatusEnum = enumOf(USER_STATUSES);
registerEnumType(UserStatusEnum, {
  name: 'UserStatus',
  description: 'Where a user stands.',
  valuesConfig: {
    INVITED: { description: 'Has not set a password yet.' },
    ACTIVE: { description: 'May sign in.' },
    SUSPENDED: { description: 'May not sign in; all their sessions have ended.' },
  },
});

/** A member of staff, as the API shows them. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'A member of staff who may sign in.' })
export class User extends Node {
  @Readable(() => String, 'INTERNAL', 'The name shown to colleagues and in histories.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'What they sign in with.')
  email: string;
  @Readable(() => [RoleEnum], 'INTERNAL', 'Their roles; the permissions of all of them add up.')
  roles: readonly RoleCode[];
  @Readable(() => UserStatusEnum, 'INTERNAL', 'Whether they may sign in.')
  status: UserStatusCode;
  @Readable(() => String, 'INTERNAL', 'The language they chose (BCP 47); null means the installation’s.', {
    nullable: true,
  })
  locale: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when they have a second factor; null while they have none.', {
    nullable: true,
  })
  secondFactorSince: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When they last signed in.', { nullable: true })
  lastSignInAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When they were invited.')
  createdAt: number;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; updates send it back.')
  version: string;
}

/** A user as the API shows them. */
export function toUser(ctx: Ctx, user: UserRecord): User {
  return {
    id: ctx.publicIds.encode('usr', user.id),
    name: user.name,
    email: user.email,
    roles: user.roles,
    status: user.status,
    locale: user.locale,
    secondFactorSince: user.secondFactorSince,
    lastSignInAt: user.lastSignInAt,
    createdAt: user.createdAt,
    version: ctx.publicIds.version(user.id, user.version),
  };
}

/** Who is signed in. */
@AboutInstallation()
@ObjectType({ description: 'Who is signed in, and what they may do.' })
export class Viewer {
  @Readable(() => User, 'INTERNAL', 'The user.')
  user: User;
  @Readable(() => [PermissionEnum], 'INTERNAL', 'What they may do, all roles together.')
  permissions: readonly PermissionCode[];
  @Readable(() => [ViewerGrant], 'INTERNAL', 'What they may do with values of customers, by class.')
  grants: readonly ViewerGrant[];
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the session ends at the latest; null for a token.', {
    nullable: true,
  })
  sessionExpiresAt: number | null;
  @Readable(() => Boolean, 'INTERNAL', 'Whether a second factor stands behind this session or token.')
  secondFactor: boolean;
  @Readable(
    () => String,
    'SENSITIVE',
    'With what their browser seals what they typed and did not save: 32 bytes as hexadecimal digits, the same at every sign-in; null for a token.',
    { nullable: true },
  )
  draftKey: string | null;
  @Readable(
    () => Boolean,
    'INTERNAL',
    'Whether their roles need a second factor that they do not have: until it is set up they may do nothing else.',
  )
  mustEnrol: boolean;
}

/** Answer to signing in. */
@AboutInstallation()
@ObjectType({ description: 'Who is signed in now, or why not.' })
export class ViewerPayload {
  @Readable(() => Viewer, 'INTERNAL', 'Who is signed in now; null when refused.', { nullable: true })
  viewer: Viewer | null;
  @Readable(() => SignInStep, 'INTERNAL', 'What is still to be shown; null when signed in or refused.', {
    nullable: true,
  })
  secondFactor: SignInStep | null;
  @Readable(
    () => Int,
    'INTERNAL',
    'How many of your earlier sessions ended because there are more at once than allowed; null when none did.',
    { nullable: true },
  )
  sessionsEnded?: number | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
