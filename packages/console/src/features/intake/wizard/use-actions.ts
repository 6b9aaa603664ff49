import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import {
  ImportCancelDocument,
  ImportDryRunDocument,
  ImportPauseDocument,
  ImportPurgeDocument,
  ImportRedoDocument,
  ImportResumeDocument,
  ImportStartDocument,
  ImportUndoDocument,
} from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';

/** What can be done with an import as a whole. */
export type ImportAction = 'dryRun' | 'start' | 'pause' | 'resume' | 'cancel' | 'undo' | 'redo' | 'purge';

/** The actions of an import; the answer brings its new state. */
export interface ImportActionsControl {
  /** True when the server took it on. */
  readonly act: (action: ImportAction) => Promise<boolean>;
  readonly busy: ComputedRef<boolean>;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly errors: UserErrors;
}

/** See {@link ImportActionsControl}. */
export function useImportActions(id: () => string): ImportActionsControl {
  const errors = useUserErrors();
  const refetch = { refetch: ['RunningWork'] };
  const dryRun = useMutation(ImportDryRunDocument, refetch);
  const start = useMutation(ImportStartDocument, refetch);
  const pause = useMutation(ImportPauseDocument);
  const resume = useMutation(ImportResumeDocument, refetch);
  const cancel = useMutation(ImportCancelDocument);
  const undo = useMutation(ImportUndoDocument, refetch);
  const redo = useMutation(ImportRedoDocument, refetch);
  const purge = useMutation(ImportPurgeDocument, refetch);
  const all = [dryRun, start, pause, resume, cancel, undo, redo, purge];
  const RUN = {
    dryRun: async () => (await dryRun.run({ id: id() }))?.importDryRun,
    start: async () => (await start.run({ id: id() }))?.importStart,
    pause: async () => (await pause.run({ id: id() }))?.importPause,
    resume: async () => (await resume.run({ id: id() }))?.importResume,
    cancel: async () => (await cancel.run({ id: id() }))?.importCancel,
    undo: async () => (await undo.run({ id: id() }))?.importUndo,
    redo: async () => (await redo.run({ id: id() }))?.importRedo,
    purge: async () => (await purge.run({ id: id() }))?.importPurge,
  };
  return {
    act: async (action) => {
      errors.clear();
      const payload = await RUN[action]();
      return payload !== undefined && errors.accept(payload.userErrors);
    },
    busy: computed(() => all.some((one) => one.busy.value)),
    failure: computed(() => all.find((one) => one.error.value)?.error.value),
    errors,
  };
}
