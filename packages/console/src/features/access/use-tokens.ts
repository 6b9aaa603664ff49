import { ElMessage } from 'element-plus';
import { computed, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { ApiTokenRevokeDocument, OwnTokensDocument } from '../../gql/graphql.ts';
import type { OwnTokensQuery, OwnTokensQueryVariables, TokenRowFragment } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';

/** The own tokens, and revoking one after asking. */
export interface Tokens extends Pick<
  Query<OwnTokensQuery, OwnTokensQueryVariables>,
  'data' | 'loading' | 'error' | 'refetch'
> {
  readonly tokens: ComputedRef<readonly TokenRowFragment[]>;
  /** The token about to be revoked, while the dialog asks. */
  readonly revoking: ShallowRef<TokenRowFragment | undefined>;
  readonly askRevoke: (token: TokenRowFragment) => void;
  readonly revoke: () => Promise<void>;
  readonly busy: Ref<boolean>;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly stateOf: (token: TokenRowFragment) => 'live' | 'expired' | 'revoked';
}

/** See {@link Tokens}. Live ones come first. */
export function useTokens(now: () => number = Date.now): Tokens {
  const { data, loading, error, refetch } = useQuery(OwnTokensDocument);
  const { run, busy, error: failure } = useMutation(ApiTokenRevokeDocument, { refetch: ['OwnTokens'] });
  const revoking = shallowRef<TokenRowFragment>();

  function stateOf(token: TokenRowFragment): 'live' | 'expired' | 'revoked' {
    if (token.revokedAt) return 'revoked';
    return Date.parse(token.expiresAt) <= now() ? 'expired' : 'live';
  }

  async function revoke(): Promise<void> {
    if (!revoking.value) return;
    const payload = (await run({ id: revoking.value.id }))?.apiTokenRevoke;
    if (payload?.userErrors[0]) ElMessage.error(payload.userErrors[0].message);
    revoking.value = undefined;
  }
  return {
    tokens: computed(() => (data.value?.apiTokens ?? []).toSorted((a, b) => rank(stateOf(a)) - rank(stateOf(b)))),
    data,
    loading,
    error,
    refetch,
    revoking,
    askRevoke: (token) => {
      revoking.value = token;
    },
    revoke,
    busy,
    failure,
    stateOf,
  };
}

function rank(state: 'live' | 'expired' | 'revoked'): number {
  return state === 'live' ? 0 : 1;
}
