import { enumOf } from '../../../platform/graphql/enum.ts';
import { IMPORT_KINDS, ROW_SHAPES, TARGET_FIELDS } from '../mapping/target-field.ts';
import { IMPORT_MODES } from '../run/import-setup.ts';
import { IMPORT_STATES } from '../run/import-state.ts';

/** See `ImportKind`. */
export const ImportKindEnum = enumOf(
  'ImportKind',
  'What the rows of a file tell of: customers or purchase lines.',
  IMPORT_KINDS,
);
/** See `RowShape`. */
export const RowShapeEnum = enumOf(
  'RowShape',
  'What one row is about: a person, an organisation, an organisation with its contact person, or decided row by row.',
  ROW_SHAPES,
);
/** See `ImportMode`. */
export const ImportModeEnum = enumOf(
  'ImportMode',
  'Whether rows may create customers, change known ones, or both.',
  IMPORT_MODES,
);
/** See `ImportState`. */
export const ImportStateEnum = enumOf('ImportState', 'Where an import stands.', IMPORT_STATES);
/** See `TargetField`. */
export const TargetFieldEnum = enumOf('TargetField', 'What a column of a file can mean.', TARGET_FIELDS);
/** See `FileState`. */
export const FileStateEnum = enumOf('FileState', 'Whether a file can be read.', {
  RECEIVED: 'It is there and not looked at yet.',
  READABLE: 'It can be read.',
  NEEDS_ANSWER: 'It can be read once a person has answered what is unsure; see `detection.asks`.',
  REFUSED: 'It cannot be read; `problem` says why.',
  PURGED: 'Its content was erased.',
});
