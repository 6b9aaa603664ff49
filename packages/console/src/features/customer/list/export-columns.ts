import type { CustomerField } from '../../../gql/graphql.ts';

/** The columns an export can have, in the order of the file. The customer number always comes first. */
export const EXPORT_COLUMNS: readonly CustomerField[] = [
  'NAME',
  'KIND',
  'PHONE',
  'EMAIL',
  'WECHAT',
  'OTHER_CONTACT',
  'STAGE',
  'GRADE',
  'TAGS',
  'OWNER',
  'COUNTRY',
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'ADDRESS',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'GENDER',
  'BIRTH_DATE',
  'EMPLOYER',
  'JOB_TITLE',
  'INDUSTRY',
  'SIZE',
  'IDENTIFIER',
  'NOTE',
];

/** What is chosen until somebody chooses otherwise: what most lists are made for, without documents and notes. */
export const USUAL_EXPORT: readonly CustomerField[] = [
  'NAME',
  'KIND',
  'PHONE',
  'EMAIL',
  'STAGE',
  'GRADE',
  'TAGS',
  'OWNER',
  'PROVINCE',
  'CITY',
  'ADDRESS',
];
