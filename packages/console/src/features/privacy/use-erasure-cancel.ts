import { ElMessage } from 'element-plus';
import type { Ref } from 'vue';
import { CustomerErasureCancelDocument, type ErasureRowFragment } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { type UserErrorLike, useUserErrors } from '../../ui/use-user-errors.ts';

/** Taking requests to erase customers back. */
export function useErasureCancel(): {
  cancel: (erasure: ErasureRowFragment) => Promise<void>;
  busy: Ref<boolean>;
  errors: Ref<readonly UserErrorLike[]>;
  failure: Ref<Failure | undefined>;
} {
  const { t } = useT();
  const errors = useUserErrors();
  const { run, busy, error } = useMutation(CustomerErasureCancelDocument, { refetch: ['Erasures'] });
  return {
    cancel: async ({ id }) => {
      errors.clear();
      const payload = (await run({ id }))?.customerErasureCancel;
      if (payload && errors.accept(payload.userErrors)) ElMessage.success(t('privacy.erasure.cancelled'));
    },
    busy,
    errors: errors.all,
    failure: error,
  };
}
