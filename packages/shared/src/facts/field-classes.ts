import type { DataClass } from '../access/index.ts';
import type { CustomerField } from './customer-field.ts';

/** How sensitive the values of each field are. */
export const FIELD_CLASSES: Readonly<Record<CustomerField, DataClass>> = {
  NAME: 'PERSONAL',
  KIND: 'INTERNAL',
  FAMILY_NAME: 'PERSONAL',
  GIVEN_NAME: 'PERSONAL',
  GENDER: 'PERSONAL',
  BIRTH_DATE: 'PERSONAL',
  EMPLOYER: 'PERSONAL',
  JOB_TITLE: 'PERSONAL',
  INDUSTRY: 'PUBLIC',
  SIZE: 'INTERNAL',
  NOTE: 'PERSONAL',
  STAGE: 'INTERNAL',
  GRADE: 'INTERNAL',
  OWNER: 'INTERNAL',
  COUNTRY: 'INTERNAL',
  PROVINCE: 'INTERNAL',
  CITY: 'INTERNAL',
  DISTRICT: 'INTERNAL',
  PHONE: 'PERSONAL',
  EMAIL: 'PERSONAL',
  WECHAT: 'PERSONAL',
  OTHER_CONTACT: 'PERSONAL',
  ADDRESS: 'PERSONAL',
  IDENTIFIER: 'SENSITIVE',
  TAGS: 'INTERNAL',
};
