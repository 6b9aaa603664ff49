import { ElMessage } from 'element-plus';
import { computed, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { type ApprovalRowFragment, ApprovalsDocument, ApprovalWithdrawDocument } from '../../gql/graphql.ts';
import type { ApprovalsQuery, ApprovalsQueryVariables, ApprovalState } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { type More, useMore } from '../../platform/apollo/use-more.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { type UserErrorLike, useUserErrors } from '../../ui/use-user-errors.ts';

const PAGE = 25;
const LOOK_AGAIN = 15_000;
const OPEN: readonly ApprovalState[] = ['WAITING', 'APPROVED'];

/** The page's state. */
export interface Approvals {
  readonly page: ComputedRef<ApprovalsQuery['approvals'] | undefined>;
  readonly query: Query<ApprovalsQuery, ApprovalsQueryVariables>;
  readonly pages: More;
  /** What is being decided about, while the dialog asks. */
  readonly deciding: ShallowRef<{ approval: ApprovalRowFragment; approve: boolean } | undefined>;
  readonly decide: (approval: ApprovalRowFragment, approve: boolean) => void;
  readonly withdraw: (approval: ApprovalRowFragment) => Promise<void>;
  readonly busy: Ref<boolean>;
  readonly errors: Ref<readonly UserErrorLike[]>;
  readonly failure: Ref<Failure | undefined>;
}

/** See {@link Approvals}. */
export function useApprovals(onlyOpen: Ref<boolean>): Approvals {
  const { t } = useT();
  const query = useQuery(ApprovalsDocument, () => ({ states: onlyOpen.value ? [...OPEN] : null, first: PAGE }), {
    pollInterval: LOOK_AGAIN,
  });
  const page = computed(() => query.data.value?.approvals);
  const deciding = shallowRef<{ approval: ApprovalRowFragment; approve: boolean }>();
  const errors = useUserErrors();
  const { run, busy, error } = useMutation(ApprovalWithdrawDocument, { refetch: ['Approvals', 'WaitingApprovals'] });
  return {
    page,
    query,
    pages: useMore(query.fetchMore, () => page.value),
    deciding,
    decide: (approval, approve) => (deciding.value = { approval, approve }),
    withdraw: async ({ id }) => {
      errors.clear();
      const payload = (await run({ id }))?.approvalWithdraw;
      if (payload && errors.accept(payload.userErrors)) ElMessage.success(t('approval.withdrawn'));
    },
    busy,
    errors: errors.all,
    failure: error,
  };
}
