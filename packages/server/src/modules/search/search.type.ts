import type { CustomerField } from '@dossier/shared/facts';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum.ts';
import { Aggregated, Filterable, Readable } from '../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { UserError } from '../../platform/graphql/user-error.type.ts';
import { Customer, CustomerFieldEnum, IdentifierInput } from '../customer/index.ts';
import { GROUPINGS, SENSITIVE_GROUPINGS } from './group-customers.ts';

/** A page of customers. */
export const CustomerConnection = connectionOf(Customer, 'Customer', { totalCount: true });

/** What customers can be counted by. */
export const CustomerGroupByEnum = enumOf(
  'CustomerGroupBy',
  'What customers can be counted by.',
  GROUPINGS,
  SENSITIVE_GROUPINGS,
);

/** How many customers one value has. */
@ObjectType({ description: 'How many customers one value has.' })
export class GroupCount {
  @Aggregated(
    () => String,
    'INTERNAL',
    'The value as filters take it: a code, a name or an id; null for customers without one.',
    { nullable: true },
  )
  key: string | null;
  @Aggregated(() => String, 'INTERNAL', 'What people call it, where that is not the key or a code of a list.', {
    nullable: true,
  })
  label: string | null;
  @Aggregated(() => Int, 'INTERNAL', 'How many customers.')
  count: number;
}

/** One thing that two customers have in common. */
@ObjectType({ description: 'One thing that a customer has in common with what was asked about.' })
export class DuplicateReason {
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Readable(() => String, 'PERSONAL', 'The value in common; for documents their type only.', { nullable: true })
  value: string | null;
}

/** A customer who may be the same. */
@ObjectType({ description: 'A customer who may be the same as the one asked about.' })
export class DuplicateCandidate {
  @Readable(() => Customer, 'INTERNAL', 'The customer.')
  customer: Customer;
  @Readable(() => [DuplicateReason], 'INTERNAL', 'What they have in common.')
  reasons: DuplicateReason[];
}

/** What a form holds of a customer who may exist already. */
@InputType({ description: 'What a form holds of a customer who may exist already.' })
export class CustomerDuplicateCheckInput {
  @Filterable(() => ID, 'INTERNAL', 'The customer being edited, who is no duplicate of itself.')
  excludeId?: string | null;
  @Filterable(() => String, 'PERSONAL', 'The name.')
  name?: string | null;
  @Filterable(() => [String], 'PERSONAL', 'The phones as typed.')
  phones?: string[] | null;
  @Filterable(() => [String], 'PERSONAL', 'The e-mail addresses as typed.')
  emails?: string[] | null;
  @Filterable(() => [IdentifierInput], 'SENSITIVE', 'The documents.', { as: 'lookUp' })
  identifiers?: IdentifierInput[] | null;
}

/** How well one field is filled. */
@ObjectType({ description: 'How well one field is filled among active customers.' })
export class DataQualityFigure {
  @Aggregated(() => CustomerFieldEnum, 'INTERNAL', 'The field.')
  field: CustomerField;
  @Aggregated(() => Int, 'INTERNAL', 'Customers with a usable value.')
  filled: number;
  @Aggregated(() => Int, 'INTERNAL', 'Customers with a value that could not be standardised.')
  invalid: number;
  @Aggregated(() => Int, 'INTERNAL', 'All active customers.')
  total: number;
}

/** The state of the data. */
@ObjectType({ description: 'Gaps and flaws in the data of all active customers; at most half a minute old.' })
export class DataQuality {
  @Aggregated(() => Int, 'INTERNAL', 'Active customers.')
  total: number;
  @Aggregated(() => [DataQualityFigure], 'INTERNAL', 'Field by field.')
  fields: readonly DataQualityFigure[];
  @Aggregated(() => Int, 'INTERNAL', 'Customers without any way to reach them.')
  withoutContact: number;
  @Aggregated(() => Int, 'INTERNAL', 'Phones and addresses that several customers have.')
  possibleDuplicates: number;
  @Aggregated(() => Int, 'INTERNAL', 'Orders that no customer is known for.')
  ordersWithoutCustomer: number;
  @Aggregated(() => DateTimeScalar, 'INTERNAL', 'When it was counted.')
  asOf: number;
}

/** Answer to tagging many customers. */
@ObjectType({ description: 'How many customers were tagged, or why none was.' })
export class CustomersTagPayload {
  @Readable(() => Int, 'INTERNAL', 'How many customers were gone through.')
  changed: number;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
