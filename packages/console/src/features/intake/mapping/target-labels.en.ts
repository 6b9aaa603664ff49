import { FIELD_LABELS } from '@dossier/shared/facts';
import type { TargetField } from '../../../gql/graphql.ts';

// What is a field of a customer is called as everywhere else.
const { OWNER: _owner, IDENTIFIER: _identifier, ...fields } = FIELD_LABELS.en;

/** What a column can mean, in English. */
export const targetLabels: Readonly<Record<TargetField, string>> = {
  ...fields,
  IGNORE: 'Do not import',
  OTHER_DATA: 'Other data (kept as it is)',
  CUSTOMER_NUMBER: 'Customer number',
  EXTERNAL_ID: 'Number in the source',
  MOBILE: 'Mobile phone',
  WORK_PHONE: 'Work phone',
  HOME_PHONE: 'Home phone',
  FAX: 'Fax',
  CONTACT_NAME: 'Contact person',
  CONTACT_TITLE: 'Job title of the contact',
  ADDRESS: 'Whole address',
  ADDRESS_LINE: 'Street and number',
  POSTAL_CODE: 'Postal code',
  RESIDENT_ID: 'Resident ID',
  CREDIT_CODE: 'Social credit code',
  PASSPORT: 'Passport',
  MEMBER_ID: 'Member number',
  TAX_ID: 'Tax number',
  OTHER_ID: 'Other document',
  BIRTH_YEAR: 'Birth year',
  BIRTH_MONTH: 'Birth month',
  BIRTH_DAY: 'Birth day',
  CREATED_AT: 'Created at',
  ORDER_NUMBER: 'Order number',
  ORDER_TIME: 'Order time',
  ORDER_STATUS: 'Order status',
  LINE_NUMBER: 'Line number',
  PRODUCT_CODE: 'Product code',
  PRODUCT_NAME: 'Product name',
  QUANTITY: 'Quantity',
  UNIT_PRICE: 'Unit price',
  AMOUNT: 'Amount',
  CURRENCY: 'Currency',
};
