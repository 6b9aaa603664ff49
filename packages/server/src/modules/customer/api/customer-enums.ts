import {
  ADDRESS_TYPES,
  CONTACT_LABELS,
  CONTACT_POINT_TYPES,
  CUSTOMER_KINDS,
  CUSTOMER_STATUSES,
  GENDERS,
  IDENTIFIER_TYPES,
} from '@dossier/shared/customer';
import { CUSTOMER_FIELDS, FIELD_CLASSES } from '@dossier/shared/facts';
import { enumOf } from '../../../platform/graphql/enum.ts';

/** What a customer is. */
export const CustomerKindEnum = enumOf('CustomerKind', 'What a customer is.', CUSTOMER_KINDS.codes);
/** A person's gender. */
export const GenderEnum = enumOf('Gender', 'A person’s gender.', GENDERS.codes);
/** Whether a record is in use. */
export const CustomerStatusEnum = enumOf('CustomerStatus', 'Whether a customer record is in use.', {
  ACTIVE: 'In use.',
  ARCHIVED: 'Put away by staff; not in lists unless asked for, and can be restored.',
  WITHDRAWN: 'Known only from imports that were undone; its number is retired.',
  MERGED: 'Part of another customer now; its number leads there, and un-merging gives everything back.',
} satisfies Record<(typeof CUSTOMER_STATUSES)['codes'][number], string>);
/** Ways to reach a customer. */
export const ContactPointTypeEnum = enumOf('ContactPointType', 'A way to reach a customer.', CONTACT_POINT_TYPES.codes);
/** What a contact point is used for. */
export const ContactPointLabelEnum = enumOf(
  'ContactPointLabel',
  'What a contact point is used for.',
  CONTACT_LABELS.codes,
);
/** What an address is used for. */
export const AddressTypeEnum = enumOf('AddressType', 'What an address is used for.', ADDRESS_TYPES.codes);
/** Documents and memberships. */
export const IdentifierTypeEnum = enumOf(
  'IdentifierType',
  'A document or membership that identifies a customer.',
  IDENTIFIER_TYPES.codes,
);
/** Fields of a customer that sources speak about. */
export const CustomerFieldEnum = enumOf(
  'CustomerField',
  'A field of a customer that sources can say something about.',
  CUSTOMER_FIELDS,
  FIELD_CLASSES,
);
