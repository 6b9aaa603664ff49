/* The door of `intake`: what other modules may use. */
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import { createDryRunJob, type OpenScratch } from './rehearsal/dry-run.job.ts';
import { importRunJob } from './run/run-import.job.ts';
import { importPurgeJob, importRedoJob, importUndoJob } from './undo/turn-import.job.ts';

export { receiveFile } from './files/receive-file.ts';
export { findFile, type UploadedFileRow } from './files/uploaded-file.repository.ts';
export { deleteTemplate, saveTemplate } from './mapping/save-template.ts';
export { IMPORT_KINDS, ROW_SHAPES, type ImportKind, type RowShape, type TargetField } from './mapping/target-field.ts';
export { listTemplates } from './mapping/template.repository.ts';
export type { SetupInput } from './run/compose-setup.ts';
export {
  cancelImport,
  dryRunImport,
  pauseImport,
  resumeImport,
  startImport,
  turnImport,
} from './run/control-import.ts';
export { createImport, type CreateImportInput, setupImport } from './run/create-import.ts';
export { findImport, type ImportRecord } from './run/import.repository.ts';
export { type ImportCounts, isReconciled } from './run/import-counts.ts';
export { IMPORT_MODES, type ImportMode } from './run/import-setup.ts';
export { isTargetField, type MappingInput } from './run/read-mapping-input.ts';
export { listRejections } from './run/rejected-row.repository.ts';
export { rowMessage } from './run/row-message.ts';
export { writeRejectedFile } from './run/write-rejected-file.ts';

/** The kinds of jobs of this module. `openScratch` opens the databases that dry runs work in. */
export function createIntakeJobs(openScratch: OpenScratch): readonly JobDefinition[] {
  return [importRunJob, createDryRunJob(openScratch), importUndoJob, importRedoJob, importPurgeJob];
}
