import { ObjectType } from 'type-graphql';
import { AboutInstallation, Readable } from '../../platform/graphql/exposure.ts';
import { UserError } from '../../platform/graphql/user-error.type.ts';
import { Approval } from './approval/approval.type.ts';
import { User } from './user.type.ts';

/** Answer to a change of a user. */
@AboutInstallation()
@ObjectType({ description: 'The changed user, or why not.' })
export class UserPayload {
  @Readable(() => User, 'INTERNAL', 'The user; null when refused.', { nullable: true })
  user: User | null;
  @Readable(() => Approval, 'INTERNAL', 'The roles that wait for an approval; null when none do.', { nullable: true })
  approval?: Approval | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Answer to an invitation or a reset. */
@AboutInstallation()
@ObjectType({ description: 'The user and their link, or why not.' })
export class UserInvitePayload {
  @Readable(() => User, 'INTERNAL', 'The user; null when refused.', { nullable: true })
  user: User | null;
  @Readable(() => String, 'INTERNAL', 'Address to pass on to the user; works once, within an hour. Shown only here.', {
    nullable: true,
  })
  link: string | null;
  @Readable(() => Approval, 'INTERNAL', 'The roles that wait for an approval; null when none do.', { nullable: true })
  approval?: Approval | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
