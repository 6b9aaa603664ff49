import type { CustomerDraft } from './draft.ts';

/** The parts of the form; each can be edited alone on the record. */
export type FormSection = 'basic' | 'contacts' | 'addresses' | 'management' | 'identifiers' | 'note';

/** All parts in the order of the form. */
export const FORM_SECTIONS: readonly FormSection[] = [
  'basic',
  'contacts',
  'addresses',
  'management',
  'identifiers',
  'note',
];

/** The fields the form has inputs for, so that refusals of others stand above it. */
export const FORM_FIELDS: readonly (keyof CustomerDraft | 'tagIds')[] = [
  'kind',
  'name',
  'familyName',
  'givenName',
  'gender',
  'birthDate',
  'employer',
  'jobTitle',
  'industry',
  'size',
  'note',
  'stage',
  'grade',
  'ownerId',
  'tagIds',
  'contactPoints',
  'addresses',
  'identifiers',
  'externalId',
];
