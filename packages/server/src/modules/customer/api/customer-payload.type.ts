import { ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Customer } from './customer.type.ts';

/** Answer to a change of a customer. */
@ObjectType({ description: 'The customer as it is now, or why nothing was changed.' })
export class CustomerPayload {
  @Readable(() => Customer, 'INTERNAL', 'The customer; null when refused.', { nullable: true })
  customer: Customer | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const NumberVerdictEnum = enumOf('NumberVerdict', 'What a typed customer number is.', {
  FOUND: 'A customer’s present number.',
  RETIRED: 'A number that was a customer’s once; see successorNumber.',
  RESERVED: 'Set aside, and nobody’s yet.',
  FROZEN: 'Set aside and made unusable.',
  MISTYPED: 'Its check character does not fit: a slip of the finger. See suggestions.',
  UNKNOWN: 'Well formed, but nobody has it.',
  NOT_A_NUMBER: 'Not of the form of customer numbers.',
});

/** Answer to looking up a customer number. */
@ObjectType({ description: 'What is known of a typed customer number.' })
export class CustomerNumberAnswer {
  @Readable(() => NumberVerdictEnum, 'INTERNAL', 'What the number is.')
  verdict: string;
  @Readable(() => String, 'INTERNAL', 'The number in its proper writing.')
  number: string;
  @Readable(() => Customer, 'INTERNAL', 'Whose it is, or was.', { nullable: true })
  customer: Customer | null;
  @Readable(() => String, 'INTERNAL', 'The number that took its place.', { nullable: true })
  successorNumber: string | null;
  @Readable(() => [String], 'INTERNAL', 'Existing numbers one slip away.')
  suggestions: string[];
}
