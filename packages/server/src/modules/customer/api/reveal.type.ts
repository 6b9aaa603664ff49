import { ObjectType } from 'type-graphql';
import { Readable, Revealed } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import {
  AddressTypeEnum,
  ContactPointLabelEnum,
  ContactPointTypeEnum,
  GenderEnum,
  IdentifierTypeEnum,
} from './customer-enums.ts';

/** A phone number, e-mail address or other way to reach a customer, in full. */
@ObjectType({ description: 'A way to reach a customer, in full.' })
export class RevealedContactPoint {
  @Readable(() => ContactPointTypeEnum, 'INTERNAL', 'What it is.')
  type: string;
  @Readable(() => ContactPointLabelEnum, 'INTERNAL', 'What it is used for.', { nullable: true })
  label: string | null;
  @Revealed(() => String, 'PERSONAL', 'The standardised value.')
  value: string | null;
  @Revealed(() => String, 'PERSONAL', 'Whose it is, when that is not the customer.')
  holderName: string | null;
}

/** A postal address, in full. */
@ObjectType({ description: 'A postal address, in full.' })
export class RevealedAddress {
  @Readable(() => AddressTypeEnum, 'INTERNAL', 'What it is used for.', { nullable: true })
  type: string | null;
  @Revealed(() => String, 'PERSONAL', 'The whole address in one line.')
  text: string | null;
}

/** An identity document or membership number, in full. */
@ObjectType({ description: 'An identity document or membership number, in full.' })
export class RevealedIdentifier {
  @Revealed(() => IdentifierTypeEnum, 'SENSITIVE', 'What it is.')
  type: string | null;
  @Revealed(() => String, 'SENSITIVE', 'Who issued it.')
  issuer: string | null;
  @Revealed(() => String, 'SENSITIVE', 'The number itself.')
  value: string | null;
  @Revealed(() => Boolean, 'SENSITIVE', 'Whether its check digit and form are right.')
  isValid: number | null;
  @Revealed(() => DateTimeScalar, 'SENSITIVE', 'When it was last verified.')
  verifiedAt: number | null;
  @Revealed(() => LocalDateScalar, 'SENSITIVE', 'First day of validity.')
  validFrom: string | null;
  @Revealed(() => LocalDateScalar, 'SENSITIVE', 'Last day of validity.')
  validTo: string | null;
}

/** What is masked or hidden elsewhere, of one customer, for whoever gave a reason. */
@ObjectType({
  description: 'Values of one customer in full, for whoever gave a reason. Asking for a field is what is written down.',
})
export class RevealedCustomer {
  @Revealed(() => String, 'PERSONAL', 'The name.')
  name: string | null;
  @Revealed(() => String, 'PERSONAL', 'A person’s family name.')
  familyName: string | null;
  @Revealed(() => String, 'PERSONAL', 'A person’s given name.')
  givenName: string | null;
  @Revealed(() => GenderEnum, 'PERSONAL', 'A person’s gender.')
  gender: string | null;
  @Revealed(() => LocalDateScalar, 'PERSONAL', 'A person’s day of birth.')
  birthDate: string | null;
  @Revealed(() => String, 'PERSONAL', 'Where a person works.')
  employer: string | null;
  @Revealed(() => String, 'PERSONAL', 'What a person is there.')
  jobTitle: string | null;
  @Revealed(() => String, 'PERSONAL', 'Free text.')
  note: string | null;
  @Revealed(() => [RevealedContactPoint], 'PERSONAL', 'All ways to reach the customer.')
  contactPoints: readonly RevealedContactPoint[] | null;
  @Revealed(() => [RevealedAddress], 'PERSONAL', 'All addresses.')
  addresses: readonly RevealedAddress[] | null;
  @Revealed(() => [RevealedIdentifier], 'SENSITIVE', 'Identity documents and membership numbers.')
  identifiers: readonly RevealedIdentifier[] | null;
}

/** Answer to a reveal. */
@ObjectType({ description: 'The values in full, or why they are not shown.' })
export class CustomerRevealPayload {
  @Readable(() => RevealedCustomer, 'INTERNAL', 'The values asked for; null when refused.', { nullable: true })
  revealed: RevealedCustomer | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
