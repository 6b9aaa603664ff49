import { ObjectType } from 'type-graphql';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Approval } from '../approval/approval.type.ts';
import { AccessPolicy } from './policy.type.ts';

/** Answer to a change of the policy. */
@AboutInstallation()
@ObjectType({ description: 'The policy as it is now, or why it was not changed.' })
export class AccessPolicyPayload {
  @Readable(() => AccessPolicy, 'INTERNAL', 'The policy; null when refused.', { nullable: true })
  policy: AccessPolicy | null;
  @Readable(() => Approval, 'INTERNAL', 'The change that waits for an approval; null when it counts.', {
    nullable: true,
  })
  approval?: Approval | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
