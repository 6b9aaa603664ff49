import type { CustomerRecordFragment } from '../../../gql/graphql.ts';
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

/**
 * The parts that the viewer may edit of a customer there is. Documents replace a list that has to be revealed first; personal
 * values that are masked would be saved as they look.
 */
export function editableSections(
  can: Pick<CustomerRecordFragment['viewerCan'], 'edit' | 'editDocuments'>,
  seesPersonal: boolean,
): readonly FormSection[] {
  if (!can.edit) return [];
  const sections = can.editDocuments ? FORM_SECTIONS : FORM_SECTIONS.filter((one) => one !== 'identifiers');
  return seesPersonal ? sections : sections.filter((one) => one === 'management' || one === 'identifiers');
}

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
