import { ElMessage } from 'element-plus';
import { computed, reactive } from 'vue';
import type { ComputedRef } from 'vue';
import { ProcessingActivityCreateDocument, ProcessingActivityUpdateDocument } from '../../gql/graphql.ts';
import type { LegalBasis, ProcessingActivityRowFragment, Purpose } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';

interface ActivityFields {
  name: string;
  description: string;
  purpose: Purpose;
  basis: LegalBasis;
  fields: string[];
  retentionMonths: number | undefined;
  retentionNote: string;
  /** One a line. */
  recipients: string;
  safeguards: string;
}

/** An entry of the register being written. */
export interface ActivityForm {
  readonly form: ActivityFields;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  readonly complete: ComputedRef<boolean>;
  readonly submit: () => Promise<void>;
}

const INPUTS = [
  'name',
  'description',
  'purpose',
  'basis',
  'fields',
  'retentionMonths',
  'retentionNote',
  'recipients',
  'safeguards',
];

/** See {@link ActivityForm}. `done` is called once it is in the register. */
export function useActivityForm(activity: ProcessingActivityRowFragment | undefined, done: () => void): ActivityForm {
  const { t } = useT();
  const form = reactive<ActivityFields>({
    name: activity?.name ?? '',
    description: activity?.description ?? '',
    purpose: activity?.purpose ?? 'SERVICE',
    basis: activity?.basis ?? 'CONTRACT',
    fields: [...(activity?.fields ?? [])],
    retentionMonths: activity?.retentionMonths ?? undefined,
    retentionNote: activity?.retentionNote ?? '',
    recipients: (activity?.recipients ?? []).join('\n'),
    safeguards: activity?.safeguards ?? '',
  });
  const errors = useUserErrors(INPUTS);
  const create = useMutation(ProcessingActivityCreateDocument, { refetch: ['ProcessingActivities'] });
  const update = useMutation(ProcessingActivityUpdateDocument, { refetch: ['ProcessingActivities'] });

  async function submit(): Promise<void> {
    errors.clear();
    const input = {
      ...form,
      retentionMonths: form.retentionMonths ?? null,
      recipients: form.recipients.split('\n').filter((line) => line.trim() !== ''),
    };
    const payload = activity
      ? (await update.run({ id: activity.id, version: activity.version, input }))?.processingActivityUpdate
      : (await create.run({ input }))?.processingActivityCreate;
    if (!payload || !errors.accept(payload.userErrors)) return;
    ElMessage.success(t('privacy.register.saved'));
    done();
  }
  return {
    form,
    errors,
    failure: computed(() => create.error.value ?? update.error.value),
    busy: computed(() => create.busy.value || update.busy.value),
    complete: computed(() => form.name.trim() !== '' && form.fields.length > 0),
    submit,
  };
}
