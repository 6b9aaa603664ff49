import { ElMessage } from 'element-plus';
import type { Ref, ShallowRef } from 'vue';
import { CustomersClaimDocument } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useT } from '../../../platform/i18n/use-t.ts';

/** Taking customers from the public pool. */
export interface Claiming {
  /** Says what came of it in a message; answers the ids that are one's own now, undefined when nothing was answered. */
  readonly claim: (ids: readonly string[]) => Promise<readonly string[] | undefined>;
  readonly busy: Ref<boolean>;
  readonly failure: ShallowRef<Failure | undefined>;
}

/** See {@link Claiming}. */
export function useClaiming(): Claiming {
  const { t } = useT();
  const format = useFormat();
  const { run, busy, error } = useMutation(CustomersClaimDocument, { refetch: ['PoolUse'] });

  async function claim(ids: readonly string[]): Promise<readonly string[] | undefined> {
    const payload = (await run({ ids: [...ids] }))?.customersClaim;
    if (!payload) return undefined;
    const { claimed, userErrors } = payload;
    if (claimed.length > 0)
      ElMessage.success(t('customer.ownership.pool.claimed', { count: format.number(claimed.length) }));
    // Who comes second does not see the customer any more, so the server can only say that there is none.
    const reasons = Map.groupBy(userErrors, ({ code, message }) =>
      code === 'NOT_FOUND' || code === 'TAKEN' ? t('customer.ownership.pool.taken') : message,
    );
    for (const [why, refused] of reasons)
      ElMessage.warning(t('customer.ownership.pool.gone', { count: format.number(refused.length), why }));
    return claimed;
  }
  return { claim, busy, failure: error };
}
