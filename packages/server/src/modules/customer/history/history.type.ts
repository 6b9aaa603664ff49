import { type CustomerField, fieldsBehind } from '@dossier/shared/facts';
import { ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import type { Shielded } from '../../../platform/policy/shielded.ts';
import { Source } from '../source/source.type.ts';
import {
  AddressTypeEnum,
  ContactPointLabelEnum,
  ContactPointTypeEnum,
  CustomerFieldEnum,
  CustomerKindEnum,
  CustomerStatusEnum,
  GenderEnum,
  IdentifierTypeEnum,
} from '../api/customer-enums.ts';
import type { HistoryEntry as Entry, HistoryReason } from './history.ts';

/** Why something is shown differently. */
export const HistoryReasonEnum = enumOf<HistoryReason>('HistoryReason', 'Why something is shown differently.', {
  NEW_WORD: 'A source, or staff, said something new.',
  TAKEN_BACK: 'An import was taken back.',
  GIVEN_AGAIN: 'An import that had been taken back was given again.',
  RULES: 'Other rules were put in force.',
  MERGED: 'Customers were merged.',
  UNMERGED: 'A merged customer was given back.',
  SPLIT: 'Something was split off into a customer of its own.',
  VERIFIED: 'Somebody checked the value.',
  PINNED: 'Somebody pinned the value.',
  UNPINNED: 'Somebody took the pin away.',
  TAGGED: 'Staff put a tag on, or took it off.',
  STATUS: 'It was archived, taken out of the archive, withdrawn or restored.',
});

const HistoryAspectEnum = enumOf<Entry['aspect']>('HistoryAspect', 'What of a field changed.', {
  VALUE: 'The value; of a list, one that came or went.',
  PRIMARY: 'Which of several values is the one to use.',
  DETAILS: 'What is said beside the value: label, holder, validity.',
  MARK: 'Nothing that is shown: a person only marked the value.',
});

/** What differs between two instants. */
@ObjectType({ description: 'What of a field differs between two instants.' })
export class CustomerDifference {
  customerKey: number;
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field; null: the status.', { nullable: true })
  field: CustomerField | null;
  @Readable(() => HistoryAspectEnum, 'INTERNAL', 'What of it.')
  aspect: Entry['aspect'];
  @Readable(() => String, 'PERSONAL', 'What was shown before; null: nothing, or one may not see it.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
    mask: 'contact',
  })
  before: Shielded;
  @Readable(() => String, 'PERSONAL', 'What was shown then; null: nothing, or one may not see it.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
    mask: 'contact',
  })
  after: Shielded;
}

/** One change of one field. */
@ObjectType({ description: 'One change of what is shown of a customer: when, who, from what to what, and why.' })
export class CustomerHistoryEntry {
  customerKey: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.')
  at: number;
  @Readable(() => CustomerFieldEnum, 'INTERNAL', 'The field; null: the status.', { nullable: true })
  field: CustomerField | null;
  @Readable(() => HistoryAspectEnum, 'INTERNAL', 'What of it.')
  aspect: Entry['aspect'];
  @Readable(() => HistoryReasonEnum, 'INTERNAL', 'Why.')
  reason: HistoryReason;
  @Readable(() => String, 'PERSONAL', 'What was shown before; null: nothing, or one may not see it.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
    mask: 'contact',
  })
  before: Shielded;
  @Readable(() => String, 'PERSONAL', 'What is shown since; null: nothing, or one may not see it.', {
    nullable: true,
    tells: 'FIELD_OF_ROW',
    mask: 'contact',
  })
  after: Shielded;
  @Readable(() => Source, 'INTERNAL', 'Whose word is shown since.', { nullable: true })
  source: Source | null;
  @Readable(() => String, 'INTERNAL', 'Who did it; null: a program, or it is not known.', { nullable: true })
  by: string | null;
  @Readable(() => ID, 'INTERNAL', 'The source record that is shown since.', { nullable: true })
  recordId: string | null;
  @Readable(() => ID, 'INTERNAL', 'The import that brought it.', { nullable: true })
  importId: string | null;
  @Readable(() => Int, 'INTERNAL', 'The version of the rules that was put in force.', { nullable: true })
  ruleSetVersion: number | null;
}

/** A page of {@link CustomerHistoryEntry}. */
export const CustomerHistoryConnection = connectionOf(CustomerHistoryEntry, 'CustomerHistoryEntry', {
  totalCount: true,
});

/** A way to reach a customer, as it was known. */
@ObjectType({ description: 'A way to reach a customer, as it was known at an instant.' })
export class ContactPointAsOf {
  customerKey: number;
  field: CustomerField;
  @Readable(() => ContactPointTypeEnum, 'INTERNAL', 'What it is.')
  type: string;
  @Readable(() => ContactPointLabelEnum, 'INTERNAL', 'What it is used for.', { nullable: true })
  label: string | null;
  @Readable(() => String, 'PERSONAL', 'The standardised value.', {
    nullable: true,
    mask: 'contact',
    tells: 'FIELD_OF_ROW',
  })
  value: Shielded;
  @Readable(() => Boolean, 'INTERNAL', 'The one to use among those of its type.')
  isPrimary: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Whether the value could be standardised.')
  isValid: boolean;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it had last been verified.', { nullable: true })
  verifiedAt: number | null;
  @Readable(() => String, 'PERSONAL', 'Whose it is, when that is not the customer.', {
    nullable: true,
    mask: 'name',
    tells: 'FIELD_OF_ROW',
  })
  holderName: string | null;
}

/** A postal address, as it was known. */
@ObjectType({ description: 'A postal address, as it was known at an instant.' })
export class AddressAsOf {
  customerKey: number;
  @Readable(() => AddressTypeEnum, 'INTERNAL', 'What it is used for.', { nullable: true })
  type: string | null;
  @Readable(() => String, 'PERSONAL', 'The whole address in one line.', { nullable: true, tells: ['ADDRESS'] })
  text: string;
  @Readable(() => Boolean, 'INTERNAL', 'The one whose region the customer was counted under.')
  isPrimary: boolean;
}

/** An identity document, as it was known. */
@ObjectType({
  description: 'An identity document, as it was known at an instant; its number is revealed, never listed.',
})
export class IdentifierAsOf {
  @Readable(() => IdentifierTypeEnum, 'INTERNAL', 'What it is.')
  type: string;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'Valid from this day.', { nullable: true })
  validFrom: string | null;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'Valid to this day.', { nullable: true })
  validTo: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it had last been verified.', { nullable: true })
  verifiedAt: number | null;
}

/** A customer as it was known. */
@ObjectType({ description: 'A customer as it was known at an instant: from the records and by the rules of then.' })
export class CustomerAsOf {
  customerKey: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The instant.')
  at: number;
  @Readable(
    () => Boolean,
    'INTERNAL',
    'Whether something is left out that belongs to a customer whom one does not see.',
  )
  isPartial: boolean;
  @Readable(() => Int, 'INTERNAL', 'The version of the rules in force then.')
  ruleSetVersion: number;
  @Readable(() => CustomerStatusEnum, 'INTERNAL', 'Whether the record was in use.')
  status: string;
  @Readable(() => String, 'INTERNAL', 'The customer number; it never changes.')
  number: string;
  @Readable(() => CustomerKindEnum, 'INTERNAL', 'Person or organisation.')
  kind: string;
  @Readable(() => String, 'PERSONAL', 'The name.', { nullable: true, tells: ['NAME'], mask: 'name' })
  name: string | null;
  @Readable(() => String, 'PERSONAL', 'A person’s family name.', {
    nullable: true,
    tells: ['FAMILY_NAME'],
    mask: 'name',
  })
  familyName: string | null;
  @Readable(() => String, 'PERSONAL', 'A person’s given name.', { nullable: true, tells: ['GIVEN_NAME'] })
  givenName: string | null;
  @Readable(() => GenderEnum, 'PERSONAL', 'A person’s gender.', { nullable: true, tells: ['GENDER'] })
  gender: string | null;
  @Readable(() => LocalDateScalar, 'PERSONAL', 'A person’s day of birth.', { nullable: true, tells: ['BIRTH_DATE'] })
  birthDate: string | null;
  @Readable(() => String, 'PERSONAL', 'Where a person works.', { nullable: true, tells: ['EMPLOYER'] })
  employer: string | null;
  @Readable(() => String, 'PERSONAL', 'What a person is there.', { nullable: true, tells: ['JOB_TITLE'] })
  jobTitle: string | null;
  @Readable(() => String, 'PUBLIC', 'An organisation’s industry: a code.', { nullable: true })
  industry: string | null;
  @Readable(() => String, 'INTERNAL', 'An organisation’s size: a code.', { nullable: true })
  size: string | null;
  @Readable(() => String, 'PERSONAL', 'Free text.', { nullable: true, tells: ['NOTE'] })
  note: string | null;
  @Readable(() => String, 'INTERNAL', 'Where it stood in its life cycle: a code.', { nullable: true })
  stage: string | null;
  @Readable(() => String, 'INTERNAL', 'How much it mattered: a code.', { nullable: true })
  grade: string | null;
  @Readable(() => String, 'INTERNAL', 'Who looked after it, by name.', { nullable: true })
  ownerName: string | null;
  @Readable(() => [String], 'INTERNAL', 'The tags.')
  tags: readonly string[];
  @Readable(() => String, 'INTERNAL', 'Country of the primary address.', { nullable: true })
  country: string | null;
  @Readable(() => String, 'INTERNAL', 'Province of the primary address.', { nullable: true })
  province: string | null;
  @Readable(() => String, 'INTERNAL', 'City of the primary address.', { nullable: true })
  city: string | null;
  @Readable(() => String, 'INTERNAL', 'District of the primary address.', { nullable: true })
  district: string | null;
  @Readable(() => Int, 'INTERNAL', 'How much of what one wants to know was known, in per cent.')
  completeness: number;
  @Readable(() => [ContactPointAsOf], 'PERSONAL', 'The ways to reach it.', {
    nullable: true,
    tells: fieldsBehind('contactPoints'),
  })
  contactPoints: ContactPointAsOf[];
  @Readable(() => [AddressAsOf], 'PERSONAL', 'The addresses.', { nullable: true, tells: ['ADDRESS'] })
  addresses: AddressAsOf[];
  @Readable(
    () => [IdentifierAsOf],
    'INTERNAL',
    'The identity documents; with `validAt`, those that were valid on that day.',
  )
  identifiers: IdentifierAsOf[];
}
