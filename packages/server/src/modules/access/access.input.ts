import type { Role } from '@dossier/shared/access';
import { InputType, Int } from 'type-graphql';
import { AboutInstallation, Writable } from '../../platform/graphql/exposure.ts';
import type { UserStatus } from './user.repository.ts';
import { RoleEnum, UserStatusEnum } from './user.type.ts';

const given = { nullable: false };
const WHY = 'Why they get the roles, in at most 300 characters: shown to whoever approves it.';

/** Credentials. */
@AboutInstallation()
@InputType({ description: 'What a person signs in with.' })
export class SignInInput {
  @Writable(() => String, 'INTERNAL', 'The address of the account; case does not matter.', given)
  email: string;
  @Writable(() => String, 'SENSITIVE', 'The password.', given)
  password: string;
}

/** What the page behind a one-time link sends. */
@AboutInstallation()
@InputType({ description: 'Sets a password by a one-time link.' })
export class PasswordSetInput {
  @Writable(() => String, 'SENSITIVE', 'The token of the link: what stands behind the # of its address.', given)
  token: string;
  @Writable(() => String, 'SENSITIVE', 'The new password: 12 to 128 characters, not a common one.', given)
  password: string;
  @Writable(() => String, 'INTERNAL', 'The first administrator’s name; ignored otherwise.')
  name?: string | null;
  @Writable(() => String, 'INTERNAL', 'The first administrator’s address; ignored otherwise.')
  email?: string | null;
}

/** A new user. */
@AboutInstallation()
@InputType({ description: 'A new user.' })
export class UserInviteInput {
  @Writable(() => String, 'INTERNAL', 'What they will sign in with.', given)
  email: string;
  @Writable(() => String, 'INTERNAL', 'The name shown to colleagues.', given)
  name: string;
  @Writable(() => [RoleEnum], 'INTERNAL', 'Their roles, at least one.', given)
  roles: Role[];
  @Writable(() => String, 'INTERNAL', WHY)
  reason?: string | null;
}

/** A change of a user. */
@AboutInstallation()
@InputType({ description: 'What changes about a user; what is absent stays.' })
export class UserUpdateInput {
  @Writable(() => String, 'INTERNAL', 'The name shown to colleagues.')
  name?: string | null;
  @Writable(() => [RoleEnum], 'INTERNAL', 'All their roles; ends their sessions when they change.')
  roles?: Role[] | null;
  @Writable(() => String, 'INTERNAL', WHY)
  reason?: string | null;
  @Writable(() => UserStatusEnum, 'INTERNAL', 'ACTIVE or SUSPENDED.')
  status?: UserStatus | null;
  @Writable(() => String, 'INTERNAL', 'Their language: zh-CN or en; null goes back to the installation’s.')
  locale?: string | null;
}

/** A new token. */
@AboutInstallation()
@InputType({ description: 'A new personal token.' })
export class ApiTokenCreateInput {
  @Writable(() => String, 'INTERNAL', 'What you call it.', given)
  name: string;
  @Writable(() => Int, 'INTERNAL', 'Days until it ends by itself: 1 to 365.', given)
  expiresInDays: number;
}
