import { ElMessage } from 'element-plus';
import { computed, reactive, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { UserInviteDocument, UserUpdateDocument } from '../../gql/graphql.ts';
import type { Role, UserRowFragment } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';
import { looksLikeEmail } from './credentials.ts';
import type { PersonalLink } from './use-users.ts';

/** The form of an invitation or of an existing user. */
export interface UserForm {
  readonly form: { name: string; email: string; roles: Role[]; reason: string };
  /** Somebody of a partner: their one role comes from the page of their app. */
  readonly isPartners: boolean;
  readonly wrong: Ref<{ name?: string; email?: string; roles?: string }>;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  readonly submit: () => Promise<void>;
}

/** See {@link UserForm}. An invitation answers the link to pass on. */
export function useUserForm(
  user: UserRowFragment | undefined,
  done: { onSaved: () => void; onLink: (link: PersonalLink) => void },
): UserForm {
  const { t } = useT();
  const form = reactive({
    name: user?.name ?? '',
    email: user?.email ?? '',
    roles: [...(user?.roles ?? (['VIEWER'] as const))],
    reason: '',
  });
  const isPartners = user?.roles.includes('PARTNER_DEVELOPER') ?? false;
  const wrong = ref<{ name?: string; email?: string; roles?: string }>({});
  const errors = useUserErrors(['name', 'email', 'roles', 'reason']);
  const invite = useMutation(UserInviteDocument, { refetch: ['Users'] });
  const update = useMutation(UserUpdateDocument, { refetch: ['Users'] });

  function check(): boolean {
    wrong.value = {
      ...(!form.name.trim() && { name: t('access.rule.required') }),
      ...(!looksLikeEmail(form.email) && { email: t('access.rule.email') }),
      ...(form.roles.length === 0 && user?.roles.length !== 0 && { roles: t('access.rule.role') }),
    };
    return Object.keys(wrong.value).length === 0;
  }

  async function save(known: UserRowFragment): Promise<void> {
    // Roles that wait for an approval are not theirs yet.
    const roles = form.roles.length === 0 || isPartners ? null : form.roles;
    const input = { name: form.name.trim(), roles, reason: form.reason.trim() || null };
    const payload = (await update.run({ id: known.id, version: known.version, input }))?.userUpdate;
    if (!payload || !errors.accept(payload.userErrors)) return;
    done.onSaved();
    if (payload.approval) ElMessage.info(t('approval.asked'));
  }

  async function send(): Promise<void> {
    const input = {
      name: form.name.trim(),
      email: form.email.trim(),
      roles: form.roles,
      reason: form.reason.trim() || null,
    };
    const payload = (await invite.run({ input }))?.userInvite;
    if (!payload || !errors.accept(payload.userErrors)) return;
    done.onSaved();
    if (payload.link) done.onLink({ name: input.name, link: payload.link, waits: payload.approval !== null });
  }

  async function submit(): Promise<void> {
    errors.clear();
    if (check()) await (user ? save(user) : send());
  }
  return {
    form,
    isPartners,
    wrong,
    errors,
    failure: computed(() => invite.error.value ?? update.error.value),
    busy: computed(() => invite.busy.value || update.busy.value),
    submit,
  };
}
