import { ElMessage } from 'element-plus';
import { computed, ref, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import {
  UserResetPasswordDocument,
  UserResetSecondFactorDocument,
  UsersDocument,
  UserUpdateDocument,
} from '../../gql/graphql.ts';
import type { UserRowFragment, UsersQuery, UsersQueryVariables, UserStatus } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { paths as operationsPaths } from '../operations/paths.ts';

/** A link to pass on, and whom it is for. It is shown once. */
export interface PersonalLink {
  readonly name: string;
  readonly link: string;
  /** Their roles wait for an approval. */
  readonly waits?: boolean;
}

/** The users page's state. */
export interface Users extends Pick<Query<UsersQuery, UsersQueryVariables>, 'data' | 'loading' | 'error' | 'refetch'> {
  readonly users: ComputedRef<readonly UserRowFragment[]>;
  readonly suspending: ShallowRef<UserRowFragment | undefined>;
  readonly editing: ShallowRef<UserRowFragment | undefined>;
  readonly inviting: Ref<boolean>;
  readonly link: ShallowRef<PersonalLink | undefined>;
  /** Whose second factor is about to be taken away, while the dialog asks. */
  readonly unfactoring: ShallowRef<UserRowFragment | undefined>;
  readonly resetFactor: (user: UserRowFragment) => Promise<void>;
  readonly setStatus: (user: UserRowFragment, status: UserStatus) => Promise<void>;
  readonly reset: (user: UserRowFragment) => Promise<void>;
  readonly act: (command: string, user: UserRowFragment) => void;
  readonly busy: Ref<boolean>;
  readonly failure: ComputedRef<Failure | undefined>;
}

/** See {@link Users}. */
export function useUsers(): Users {
  const { t } = useT();
  const router = useRouter();
  const { data, loading, error, refetch } = useQuery(UsersDocument);
  const update = useMutation(UserUpdateDocument, { refetch: ['Users'] });
  const resetting = useMutation(UserResetPasswordDocument);
  const unfactor = useMutation(UserResetSecondFactorDocument, { refetch: ['Users'] });
  const unfactoring = shallowRef<UserRowFragment>();
  const suspending = shallowRef<UserRowFragment>();
  const editing = shallowRef<UserRowFragment>();
  const link = shallowRef<PersonalLink>();
  const inviting = ref(false);

  async function setStatus(user: UserRowFragment, status: UserStatus): Promise<void> {
    const payload = (await update.run({ id: user.id, version: user.version, input: { status } }))?.userUpdate;
    if (payload?.userErrors[0]) ElMessage.error(payload.userErrors[0].message);
    suspending.value = undefined;
  }

  async function reset(user: UserRowFragment): Promise<void> {
    const payload = (await resetting.run({ id: user.id }))?.userResetPassword;
    if (payload?.link) link.value = { name: user.name, link: payload.link };
    else if (payload?.userErrors[0]) ElMessage.error(payload.userErrors[0].message);
  }

  async function resetFactor(user: UserRowFragment): Promise<void> {
    const payload = (await unfactor.run({ id: user.id }))?.userResetSecondFactor;
    unfactoring.value = undefined;
    if (payload?.done) ElMessage.success(t('access.users.factorReset'));
    else if (payload?.userErrors[0]) ElMessage.error(payload.userErrors[0].message);
  }

  function act(command: string, user: UserRowFragment): void {
    if (command === 'edit') editing.value = user;
    if (command === 'seen') void router.push(operationsPaths.seen(user.id));
    if (command === 'suspend') suspending.value = user;
    if (command === 'activate') void setStatus(user, 'ACTIVE');
    if (command === 'reset') void reset(user);
    if (command === 'reset-factor') unfactoring.value = user;
  }
  return {
    users: computed(() => (data.value?.users ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'))),
    data,
    loading,
    error,
    refetch,
    suspending,
    editing,
    inviting,
    link,
    unfactoring,
    resetFactor,
    setStatus,
    reset,
    act,
    busy: computed(() => update.busy.value || unfactor.busy.value),
    failure: computed(() => update.error.value ?? resetting.error.value ?? unfactor.error.value),
  };
}
