/* The door of `intake`: what other modules may use. */
import type { ApiModule } from '../../platform/graphql/module.ts';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { ExportResolver } from './api/export.resolver.ts';
import { toExportType } from './api/export.type.ts';
import { FileResolver } from './api/file.resolver.ts';
import { SourceRecordImportResolver, TimelineImportResolver } from './api/import-links.resolver.ts';
import { ImportMutationResolver } from './api/import-mutations.resolver.ts';
import { toImportType } from './api/import.type.ts';
import { ImportResolver } from './api/import.resolver.ts';
import { TemplateResolver } from './api/template.resolver.ts';
import { toTemplateType } from './api/template.type.ts';
import { toFile } from './api/to-file.ts';
import { findExport } from './export/export.repository.ts';
import { lastExportEnds, removeOldExportsJob } from './export/remove-old-exports.job.ts';
import { exportDecidedJob } from './export/release-export.ts';
import { exportRunJob } from './export/run-export.job.ts';
import { findFile } from './files/uploaded-file.repository.ts';
import { intakeRules } from './intake.rules.ts';
import { findTemplate } from './mapping/template.repository.ts';
import { createDryRunJob, type OpenScratch } from './rehearsal/dry-run.job.ts';
import { findImport } from './run/import.repository.ts';
import { importRunJob } from './run/run-import.job.ts';
import { sweepFilesJob } from './run/sweep-files.job.ts';
import { importPurgeJob, importRedoJob, importUndoJob } from './undo/turn-import.job.ts';

export { lastExportEnds };
export { createExport } from './export/create-export.ts';
export {
  EXPORT_FORMATS,
  type ExportFormat,
  exportBytes,
  type ExportRecord,
  findExport,
} from './export/export.repository.ts';
export { receiveFile } from './files/receive-file.ts';
export { findFile, type UploadedFileRow } from './files/uploaded-file.repository.ts';
export { intakeRoutes } from './intake.routes.ts';
export { deleteTemplate, saveTemplate } from './mapping/save-template.ts';
export {
  IMPORT_KINDS,
  ROW_SHAPES,
  TARGET_FIELDS,
  type ImportKind,
  type RowShape,
  type TargetField,
} from './mapping/target-field.ts';
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
export { discardImport } from './run/discard-import.ts';
export { findImport, type ImportRecord, recentImports } from './run/import.repository.ts';
export { type ImportCounts, isReconciled } from './run/import-counts.ts';
export { IMPORT_MODES, type ImportMode } from './run/import-setup.ts';
export { type FileEnd, filesOfImports } from './run/file-ends.ts';
export { forgetDestroyed } from './run/forget-destroyed.ts';
export { isTargetField, type MappingInput } from './run/read-mapping-input.ts';
export { listRejections } from './run/rejected-row.repository.ts';
export { intakeSealedTables } from './run/sealed-columns.ts';
export { rowMessage } from './run/row-message.ts';
export { writeRejectedFile } from './run/write-rejected-file.ts';

/** The kinds of jobs of this module. `openScratch` opens the databases that dry runs work in. */
export function createIntakeJobs(openScratch: OpenScratch): readonly JobDefinition[] {
  return [
    importRunJob,
    createDryRunJob(openScratch),
    importUndoJob,
    importRedoJob,
    importPurgeJob,
    exportRunJob,
    exportDecidedJob,
    removeOldExportsJob,
    sweepFilesJob,
  ];
}

/** What this module does by the clock. */
export const intakeSchedules: readonly Schedule[] = [
  { name: 'export.remove-old', pattern: '20 3 * * *', kind: 'export.remove-old', payload: {} },
  { name: 'file.sweep', pattern: '25 3 * * *', kind: 'file.sweep', payload: {} },
];

/** What this module adds to the API. */
export const intakeApi: ApiModule = {
  resolvers: [
    FileResolver,
    ImportResolver,
    ImportMutationResolver,
    SourceRecordImportResolver,
    TimelineImportResolver,
    TemplateResolver,
    ExportResolver,
  ],
  rules: intakeRules,
  nodes: {
    exp: {
      type: 'Export',
      find: async (ctx, id) => {
        const record = ctx.actor.permissions.has('CUSTOMER_EXPORT')
          ? await findExport(ctx, ctx.db.read, id)
          : undefined;
        return record ? toExportType(record) : null;
      },
    },
    fil: {
      type: 'UploadedFile',
      find: async (ctx, id) => {
        const row = ctx.actor.permissions.has('IMPORT_RUN') ? await findFile(ctx.db.read, id) : undefined;
        return row ? toFile(row) : null;
      },
    },
    imp: {
      type: 'Import',
      find: async (ctx, id) => {
        const record = ctx.actor.permissions.has('IMPORT_RUN') ? await findImport(ctx.db.read, id) : undefined;
        return record ? toImportType(record) : null;
      },
    },
    tpl: {
      type: 'ImportTemplate',
      find: async (ctx, id) => {
        const template = ctx.actor.permissions.has('IMPORT_RUN') ? await findTemplate(ctx.db.read, id) : undefined;
        return template ? toTemplateType(template, ctx) : null;
      },
    },
  },
};
