import { ID, InputType, Int, ObjectType } from 'type-graphql';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';

/** The rules of the public pool, and how much of them one has used. */
@AboutInstallation()
@ObjectType({ description: 'The rules of the public pool (公海), and how much of its limits you have used.' })
export class PoolRules {
  @Readable(() => Int, 'INTERNAL', 'So many customers one person takes in a day; null: no limit.', { nullable: true })
  claimsPerDay: number | null;
  @Readable(() => Int, 'INTERNAL', 'Nobody takes more who looks after so many; null: no limit.', { nullable: true })
  mostHeld: number | null;
  @Readable(
    () => Int,
    'INTERNAL',
    'After so many days in which staff changed nothing and nothing was ordered, a customer falls back to the pool; null: never.',
    { nullable: true },
  )
  idleDays: number | null;
  @Readable(() => Int, 'INTERNAL', 'So many days the former owner waits before taking a customer again; null: none.', {
    nullable: true,
  })
  coolOffDays: number | null;
  @Readable(() => Int, 'INTERNAL', 'How many you took today.')
  claimedToday: number;
  @Readable(() => Int, 'INTERNAL', 'How many customers you look after.')
  held: number;
}

/** A change of the rules. */
@AboutInstallation()
@InputType({ description: 'What changes about the rules of the pool; what is absent stays, null lifts a limit.' })
export class PoolRulesInput {
  @Writable(() => Int, 'INTERNAL', 'So many customers one person takes in a day.')
  claimsPerDay?: number | null;
  @Writable(() => Int, 'INTERNAL', 'Nobody takes more who looks after so many.')
  mostHeld?: number | null;
  @Writable(() => Int, 'INTERNAL', 'After so many idle days a customer falls back to the pool.')
  idleDays?: number | null;
  @Writable(() => Int, 'INTERNAL', 'So many days the former owner waits.')
  coolOffDays?: number | null;
}

/** Answer to a change of the rules. */
@AboutInstallation()
@ObjectType({ description: 'The rules as they are now, or why they were not changed.' })
export class PoolRulesPayload {
  @Readable(() => PoolRules, 'INTERNAL', 'The rules; null when refused.', { nullable: true })
  poolRules: PoolRules | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Answer to giving customers to somebody. */
@ObjectType({ description: 'How many customers changed hands, or why none did.' })
export class CustomersAssignPayload {
  @Readable(() => Int, 'INTERNAL', 'How many customers have the new owner now and had another one before.')
  changed: number;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** Answer to taking customers from the pool. */
@ObjectType({ description: 'Which customers are yours now, and why others are not.' })
export class CustomersClaimPayload {
  @Readable(() => [ID], 'INTERNAL', 'The customers you took.')
  claimed: string[];
  @Readable(() => [UserError], 'PUBLIC', 'Why others were not given: `field` is ["ids", place in the list].')
  userErrors: UserError[];
}
