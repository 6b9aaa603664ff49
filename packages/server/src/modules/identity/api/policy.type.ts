import { Float, InputType, Int, ObjectType } from 'type-graphql';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';

/** What is done about customers who may be one. */
@AboutInstallation()
@ObjectType({ description: 'What is done about customers who may be one, by the chance that they are.' })
export class MatchPolicy {
  @Readable(() => Int, 'INTERNAL', 'Grows with every change; 0 is what holds before the first.')
  version: number;
  @Readable(() => Float, 'INTERNAL', 'From this chance on, groups are merged by themselves; null: never.', {
    nullable: true,
  })
  mergeFrom: number | null;
  @Readable(() => Float, 'INTERNAL', 'From this chance on, people are asked; what is below is in nobody’s queue.')
  reviewFrom: number;
  @Readable(() => Int, 'INTERNAL', 'Groups of more customers are never merged by themselves.')
  mostMembers: number;
  @Readable(
    () => Boolean,
    'INTERNAL',
    'Whether customers are compared by themselves after imports: soon up to 200,000 customers, more of them at night.',
  )
  runAfterImports: boolean;
  @Readable(
    () => Boolean,
    'INTERNAL',
    'Whether somebody looked at what merging by this comes to, and let it. Until then each run proposes it.',
  )
  confirmed: boolean;
}

/** A change of the policy. */
@AboutInstallation()
@InputType({ description: 'What changes about the policy; what is absent stays.' })
export class MatchPolicyInput {
  @Writable(() => Float, 'INTERNAL', 'From this chance on groups are merged, 0.9 to 0.999999; null: never.')
  mergeFrom?: number | null;
  @Writable(() => Float, 'INTERNAL', 'From this chance on people are asked, 0.001 to 0.99, not above mergeFrom.')
  reviewFrom?: number | null;
  @Writable(() => Int, 'INTERNAL', 'Most customers of a group that is merged by itself, 2 to 20.')
  mostMembers?: number | null;
  @Writable(() => Boolean, 'INTERNAL', 'Whether customers are compared by themselves after imports.')
  runAfterImports?: boolean | null;
}

/** Answer to a change of the policy. */
@AboutInstallation()
@ObjectType({ description: 'The policy as it is now, or why it was not changed.' })
export class MatchPolicyPayload {
  @Readable(() => MatchPolicy, 'INTERNAL', 'The policy; null when refused.', { nullable: true })
  matchPolicy: MatchPolicy | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
