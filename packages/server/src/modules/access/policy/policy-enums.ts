import { CAPABILITIES, DATA_CLASSES, ROW_SCOPES } from '@dossier/shared/access';
import { enumOf } from '../../../platform/graphql/enum.ts';

/** GraphQL enum of data classes. */
export const DataClassEnum = enumOf('DataClass', 'How sensitive a value is, from the least to the most.', DATA_CLASSES);
/** GraphQL enum of capabilities. */
export const CapabilityEnum = enumOf(
  'Capability',
  'What can be done with values of customers. Each is granted by itself.',
  CAPABILITIES,
);
/** GraphQL enum of row scopes. */
export const RowScopeEnum = enumOf('RowScope', 'Which customers a grant is about.', ROW_SCOPES);
/** GraphQL enum of how much of values is seen. */
export const VisibilityEnum = enumOf('Visibility', 'How much of values is seen.', {
  NONE: 'Nothing of them.',
  MASKED: 'A part of those that have a mask, nothing of the others.',
  FULL: 'All of them.',
});
