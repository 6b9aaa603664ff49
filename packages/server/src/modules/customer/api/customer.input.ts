import { ID, InputType } from 'type-graphql';
import { Writable } from '../../../platform/graphql/exposure.ts';
import { ConsentDecisionInput } from '../../privacy/index.ts';
import { LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import {
  AddressTypeEnum,
  ContactPointLabelEnum,
  ContactPointTypeEnum,
  CustomerKindEnum,
  GenderEnum,
  IdentifierTypeEnum,
} from './customer-enums.ts';

/** One way to reach a customer. */
@InputType({ description: 'One way to reach a customer.' })
export class ContactPointInput {
  @Writable(() => ContactPointTypeEnum, 'INTERNAL', 'What it is.', { nullable: false })
  type: 'PHONE' | 'EMAIL' | 'WECHAT' | 'OTHER';
  @Writable(() => ContactPointLabelEnum, 'INTERNAL', 'What it is used for.')
  label?: 'MOBILE' | 'WORK' | 'HOME' | 'FAX' | 'OTHER' | null;
  @Writable(
    () => String,
    'PERSONAL',
    'The value as people write it; phones without a country belong to the installation’s phone region.',
    { nullable: false },
  )
  value: string;
  @Writable(() => Boolean, 'INTERNAL', 'The one to use among those of its type; the first when none is marked.')
  isPrimary?: boolean | null;
  @Writable(() => Boolean, 'INTERNAL', 'Verified just now by the caller.')
  verified?: boolean | null;
  @Writable(() => String, 'PERSONAL', 'Whose it is, when that is not the customer.')
  holderName?: string | null;
  @Writable(() => String, 'PERSONAL', 'The holder’s job title.')
  holderTitle?: string | null;
}

/** One postal address. */
@InputType({ description: 'One postal address: in parts, or as one text that is taken apart.' })
export class AddressInput {
  @Writable(() => AddressTypeEnum, 'INTERNAL', 'What it is used for.')
  type?: 'HOME' | 'WORK' | 'BILLING' | 'SHIPPING' | 'REGISTERED' | 'OTHER' | null;
  @Writable(() => String, 'INTERNAL', 'Country name or ISO 3166 code.')
  country?: string | null;
  @Writable(() => String, 'INTERNAL', 'Province; short names are completed.')
  province?: string | null;
  @Writable(() => String, 'INTERNAL', 'City.')
  city?: string | null;
  @Writable(() => String, 'INTERNAL', 'District or county.')
  district?: string | null;
  @Writable(() => String, 'PERSONAL', 'Street, house and room.')
  line?: string | null;
  @Writable(() => String, 'INTERNAL', 'Postal code.')
  postalCode?: string | null;
  @Writable(() => Boolean, 'INTERNAL', 'The one whose region the customer is counted under.')
  isPrimary?: boolean | null;
  @Writable(() => String, 'PERSONAL', 'The whole address as one text, instead of the parts.')
  text?: string | null;
}

/** One identity document or membership number. */
@InputType({ description: 'One identity document or membership number.' })
export class IdentifierInput {
  @Writable(() => IdentifierTypeEnum, 'INTERNAL', 'What it is.', { nullable: false })
  type: 'RESIDENT_ID' | 'CREDIT_CODE' | 'PASSPORT' | 'MEMBER_ID' | 'TAX_ID' | 'OTHER';
  @Writable(() => String, 'INTERNAL', 'Who issued it.')
  issuer?: string | null;
  @Writable(() => String, 'SENSITIVE', 'The number; check digits must be right.', { nullable: false })
  value: string;
  @Writable(() => Boolean, 'INTERNAL', 'Verified just now by the caller.')
  verified?: boolean | null;
  @Writable(() => LocalDateScalar, 'INTERNAL', 'First day of validity.')
  validFrom?: string | null;
  @Writable(() => LocalDateScalar, 'INTERNAL', 'Last day of validity.')
  validTo?: string | null;
}

/** The fields that creating and changing a customer share. */
@InputType()
class CustomerFieldsInput {
  @Writable(() => String, 'PERSONAL', 'A person’s family name; taken from the name when left out.')
  familyName?: string | null;
  @Writable(() => String, 'PERSONAL', 'A person’s given name; taken from the name when left out.')
  givenName?: string | null;
  @Writable(() => GenderEnum, 'PERSONAL', 'A person’s gender.')
  gender?: 'MALE' | 'FEMALE' | 'OTHER' | 'UNKNOWN' | null;
  @Writable(() => LocalDateScalar, 'PERSONAL', 'A person’s day of birth, not in the future.')
  birthDate?: string | null;
  @Writable(() => String, 'PERSONAL', 'Where a person works.')
  employer?: string | null;
  @Writable(() => String, 'PERSONAL', 'What a person is there.')
  jobTitle?: string | null;
  @Writable(() => String, 'PUBLIC', 'An organisation’s industry: a code of the list "industry".')
  industry?: string | null;
  @Writable(() => String, 'INTERNAL', 'An organisation’s size: a code of the list "size".')
  size?: string | null;
  @Writable(() => String, 'PERSONAL', 'Free text, at most 10,000 characters.')
  note?: string | null;
  @Writable(() => String, 'INTERNAL', 'A code of the list "stage".')
  stage?: string | null;
  @Writable(() => String, 'INTERNAL', 'A code of the list "grade".')
  grade?: string | null;
  @Writable(() => ID, 'INTERNAL', 'The user who looks after the customer.')
  ownerId?: string | null;
  @Writable(() => [ID], 'INTERNAL', 'The tags; the whole list.')
  tagIds?: string[] | null;
  @Writable(() => [ContactPointInput], 'PERSONAL', 'The ways to reach the customer; the whole list.')
  contactPoints?: ContactPointInput[] | null;
  @Writable(() => [AddressInput], 'PERSONAL', 'The addresses; the whole list.')
  addresses?: AddressInput[] | null;
  @Writable(() => [IdentifierInput], 'SENSITIVE', 'The documents and memberships; the whole list.')
  identifiers?: IdentifierInput[] | null;
}

/** What a new customer is made of. */
@InputType({ description: 'What a new customer is made of.' })
export class CustomerCreateInput extends CustomerFieldsInput {
  @Writable(() => CustomerKindEnum, 'INTERNAL', 'Person or organisation.', { nullable: false })
  kind: 'PERSON' | 'ORGANISATION';
  @Writable(() => String, 'PERSONAL', 'The name as people say it; at most 200 characters.', { nullable: false })
  name: string;
  @Writable(() => String, 'INTERNAL', 'A customer number reserved before; a new one is made when left out.')
  number?: string | null;
  @Writable(() => ID, 'INTERNAL', 'The source that says all this; staff or api when left out.')
  sourceId?: string | null;
  @Writable(() => String, 'INTERNAL', 'The key the source has for this customer; unique within the source.')
  externalId?: string | null;
  @Writable(
    () => [ConsentDecisionInput],
    'PERSONAL',
    'What the customer decided about the use of their data, at most 20; needs CONSENT_RECORD.',
  )
  consents?: ConsentDecisionInput[] | null;
}

/** A change of a customer. */
@InputType({
  description: 'A change of a customer: absent fields stay as they are, null clears, lists replace the whole list.',
})
export class CustomerUpdateInput extends CustomerFieldsInput {
  @Writable(() => CustomerKindEnum, 'INTERNAL', 'Person or organisation.')
  kind?: 'PERSON' | 'ORGANISATION' | null;
  @Writable(() => String, 'PERSONAL', 'The name as people say it; it cannot be cleared.')
  name?: string | null;
}
