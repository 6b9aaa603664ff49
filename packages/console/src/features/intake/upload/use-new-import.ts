import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { ImportCreateDocument, UploadedFileDocument } from '../../../gql/graphql.ts';
import type { UploadedFileQuery } from '../../../gql/graphql.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';
import { paths } from '../paths.ts';
import { useUpload } from './use-upload.ts';
import type { UploadControl } from './use-upload.ts';

type UploadedFile = NonNullable<UploadedFileQuery['uploadedFile']>;

/** From a file on the user's machine to an import on the server. */
export interface NewImport {
  readonly upload: UploadControl;
  /** Why nothing was uploaded, as a sentence. */
  readonly problem: Ref<string>;
  /** The uploaded file that the URL names; so a reload finds it again. */
  readonly file: ComputedRef<UploadedFile | undefined>;
  readonly query: Query<UploadedFileQuery, { id: string }>;
  readonly creating: Ref<boolean>;
  readonly errors: UserErrors;
  readonly take: (files: readonly File[]) => Promise<void>;
  /** Begins the import of the uploaded file; `again` although it was imported before. */
  readonly begin: (again: boolean) => Promise<void>;
}

/** See {@link NewImport}. A readable file that is new goes on to the wizard by itself. */
export function useNewImport(): NewImport {
  const { t } = useT();
  const route = useRoute();
  const router = useRouter();
  const upload = useUpload();
  const problem = ref('');
  const errors = useUserErrors();
  const create = useMutation(ImportCreateDocument, { refetch: ['RunningWork'] });
  const fileId = computed(() => (typeof route.query['file'] === 'string' ? route.query['file'] : undefined));
  const query = useQuery(UploadedFileDocument, () => ({ id: fileId.value ?? '' }), {
    enabled: () => fileId.value !== undefined,
    fetchPolicy: 'network-only',
  });
  const file = computed(() => (fileId.value ? (query.data.value?.uploadedFile ?? undefined) : undefined));

  async function take(files: readonly File[]): Promise<void> {
    problem.value = '';
    errors.clear();
    const [first] = files;
    if (!first || upload.sending.value) return;
    if (files.length > 1) return void (problem.value = t('intake.drop.one'));
    if (first.size === 0) return void (problem.value = t('intake.drop.empty'));
    const outcome = await upload.send(first);
    if (outcome.kind === 'done') await proceed(outcome.fileId);
    if (outcome.kind === 'failed')
      problem.value =
        outcome.message ??
        (outcome.problem === 'failed' ? t('intake.drop.failed') : t(`intake.drop.${outcome.problem}`));
  }
  /** The file stands in the URL while there is something to decide about it. */
  async function proceed(id: string): Promise<void> {
    await router.replace(paths.newImport(id));
    await query.refetch();
    if (file.value && file.value.state !== 'REFUSED' && file.value.alreadyImportedBy.length === 0) await begin(false);
  }
  async function begin(again: boolean): Promise<void> {
    if (!file.value) return;
    const payload = (await create.run({ input: { fileId: file.value.id, ...(again && { again }) } }))?.importCreate;
    if (payload && errors.accept(payload.userErrors) && payload.import)
      await router.replace(paths.import(payload.import.id, 'file'));
  }
  return { upload, problem, file, query, creating: create.busy, errors, take, begin };
}
