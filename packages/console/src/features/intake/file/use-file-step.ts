import { refDebounced } from '@vueuse/core';
import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { FilePreviewDocument } from '../../../gql/graphql.ts';
import type { FileDetectedFragment, FilePreviewQuery, FileSettingsInput } from '../../../gql/graphql.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import type { ImportRun } from '../wizard/use-import.ts';
import type { SetupSaver } from '../wizard/use-setup.ts';
import { confirmed, decidedSettings, questionsOf, withDecision } from './file-settings.ts';
import type { Question } from './file-settings.ts';

type Preview = NonNullable<NonNullable<FilePreviewQuery['uploadedFile']>['preview']>;

/** How a file is read: what was detected, what a person decided, and a sample read under both. */
export interface FileStepState {
  readonly settings: Ref<FileSettingsInput>;
  readonly preview: ComputedRef<Preview | undefined>;
  readonly detection: ComputedRef<FileDetectedFragment | undefined>;
  readonly questions: ComputedRef<readonly Question[]>;
  readonly query: Query<FilePreviewQuery, { id: string; settings?: FileSettingsInput | null }>;
  readonly decide: (part: FileSettingsInput) => void;
  readonly confirm: (question: Question) => void;
  /** Leaves everything to the detection again. */
  readonly reset: () => void;
  readonly hasDecisions: ComputedRef<boolean>;
}

/** See {@link FileStepState}. Every decision is previewed and saved. */
export function useFileStep(run: ComputedRef<ImportRun>, saver: SetupSaver): FileStepState {
  const settings = ref<FileSettingsInput>(decidedSettings(run.value.fileSettings));
  const asked = refDebounced(settings, 200);
  const query = useQuery(FilePreviewDocument, () => ({ id: run.value.file.id, settings: asked.value }), {
    fetchPolicy: 'no-cache',
  });
  const preview = computed(() => query.data.value?.uploadedFile?.preview ?? undefined);
  const detection = computed(() => preview.value?.detection);
  // What came from the server anew (a colleague, a reload) counts unless something here is not saved yet.
  watch(
    () => run.value.fileSettings,
    (given) => {
      if (!saver.pending.value) settings.value = decidedSettings(given);
    },
  );
  function set(next: FileSettingsInput): void {
    settings.value = next;
    saver.change({ fileSettings: next });
  }
  const decide = (part: FileSettingsInput): void => set(withDecision(settings.value, part));
  return {
    settings,
    preview,
    detection,
    questions: computed(() => (detection.value ? questionsOf(detection.value) : [])),
    query,
    decide,
    confirm: (question) => {
      if (detection.value) decide(confirmed(question, detection.value));
    },
    reset: () => set({}),
    hasDecisions: computed(() => Object.keys(settings.value).length > 0),
  };
}
