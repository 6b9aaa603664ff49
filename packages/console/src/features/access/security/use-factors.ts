import { ElMessage } from 'element-plus';
import { computed, shallowRef } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import {
  OwnSessionsDocument,
  PasskeyRemoveDocument,
  SecurityDocument,
  TotpRemoveDocument,
} from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useApollo, useMutation } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';

/** What is about to be removed. */
export type RemovedFactor =
  { readonly kind: 'app' } | { readonly kind: 'passkey'; readonly id: string; readonly name: string };

/** Removing one's factors. */
export interface Factors {
  readonly removing: ShallowRef<RemovedFactor | undefined>;
  readonly remove: () => Promise<void>;
  /** Reads again what the page shows: factors, recovery codes, sessions. */
  readonly refresh: () => Promise<void>;
  readonly busy: ComputedRef<boolean>;
  readonly failure: ComputedRef<Failure | undefined>;
}

/** See {@link Factors}. */
export function useFactors(): Factors {
  const { t } = useT();
  const client = useApollo();
  const totp = useMutation(TotpRemoveDocument);
  const passkey = useMutation(PasskeyRemoveDocument);
  const removing = shallowRef<RemovedFactor>();

  async function refresh(): Promise<void> {
    await client.refetchQueries({ include: [SecurityDocument, OwnSessionsDocument] });
  }

  async function remove(): Promise<void> {
    const factor = removing.value;
    if (!factor) return;
    const payload =
      factor.kind === 'app' ? (await totp.run({}))?.totpRemove : (await passkey.run({ id: factor.id }))?.passkeyRemove;
    removing.value = undefined;
    if (payload?.userErrors[0]) ElMessage.error(payload.userErrors[0].message);
    if (!payload?.done) return;
    ElMessage.success(t('access.security.removed'));
    await refresh();
  }
  return {
    removing,
    remove,
    refresh,
    busy: computed(() => totp.busy.value || passkey.busy.value),
    failure: computed(() => totp.error.value ?? passkey.error.value),
  };
}
