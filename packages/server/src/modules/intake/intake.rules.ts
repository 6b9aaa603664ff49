import { can, type Rules } from '../../platform/graphql/rules.ts';

/** Who may call what of this module. */
export const intakeRules: Rules = {
  Query: {
    uploadedFile: can('IMPORT_RUN'),
    import: can('IMPORT_RUN'),
    imports: can('IMPORT_RUN'),
    importTemplates: can('IMPORT_RUN'),
    exports: can('CUSTOMER_EXPORT'),
    export: can('CUSTOMER_EXPORT'),
  },
  Mutation: {
    importCreate: can('IMPORT_RUN'),
    importSetup: can('IMPORT_RUN'),
    importDryRun: can('IMPORT_RUN'),
    importStart: can('IMPORT_RUN'),
    importPause: can('IMPORT_RUN'),
    importResume: can('IMPORT_RUN'),
    importCancel: can('IMPORT_RUN'),
    importDiscard: can('IMPORT_RUN'),
    importUndo: can('IMPORT_RUN'),
    importRedo: can('IMPORT_RUN'),
    importPurge: can('IMPORT_PURGE'),
    importTemplateSave: can('IMPORT_RUN'),
    importTemplateRename: can('IMPORT_RUN'),
    importTemplateDelete: can('IMPORT_RUN'),
    exportCreate: can('CUSTOMER_EXPORT'),
  },
  Subscription: { importChanged: can('IMPORT_RUN'), exportChanged: can('CUSTOMER_EXPORT') },
};
