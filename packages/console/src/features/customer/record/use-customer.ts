import { ElMessage } from 'element-plus';
import { computed } from 'vue';
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue';
import { CustomerArchiveDocument, CustomerRecordDocument, CustomerRestoreDocument } from '../../../gql/graphql.ts';
import type { CustomerRecordFragment } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { notifyUndo } from '../../../ui/notify-undo.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';

/** A customer's record with what can be done to the whole of it. */
export interface CustomerState {
  readonly customer: ComputedRef<CustomerRecordFragment | undefined>;
  /** The server answered that there is none. */
  readonly missing: ComputedRef<boolean>;
  readonly loading: Ref<boolean>;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly refetch: () => Promise<void>;
  readonly archive: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly busy: ComputedRef<boolean>;
  readonly errors: UserErrors;
}

/** Where the parts of a record find which customer it is. */
export const customerIdKey: InjectionKey<() => string> = Symbol('customer-id');

/** See {@link CustomerState}. Archiving offers to undo at once. */
export function useCustomer(id: () => string): CustomerState {
  const { t } = useT();
  const { data, loading, error, refetch } = useQuery(CustomerRecordDocument, () => ({ id: id() }));
  const archiving = useMutation(CustomerArchiveDocument, { refetch: ['CustomerTimeline'] });
  const restoring = useMutation(CustomerRestoreDocument, { refetch: ['CustomerTimeline'] });
  const errors = useUserErrors();
  // Data of the customer before stays until the new arrives; it must not be taken for the new.
  const customer = computed(() => {
    const found = data.value?.customer ?? undefined;
    return found?.id === id() ? found : undefined;
  });

  async function archive(): Promise<void> {
    if (!customer.value) return;
    const { version } = customer.value;
    const payload = (await archiving.run({ id: id(), version }))?.customerArchive;
    if (!payload || !errors.accept(payload.userErrors)) return;
    notifyUndo({ title: t('customer.record.archive.done'), action: t('ui.action.undo'), undo: restore });
  }
  async function restore(): Promise<void> {
    if (!customer.value) return;
    const payload = (await restoring.run({ id: id(), version: customer.value.version }))?.customerRestore;
    if (payload && errors.accept(payload.userErrors)) ElMessage.success(t('customer.record.restore.done'));
  }
  return {
    customer,
    missing: computed(() => data.value?.customer === null && !loading.value),
    loading,
    failure: error,
    refetch,
    archive,
    restore,
    busy: computed(() => archiving.busy.value || restoring.busy.value),
    errors,
  };
}
