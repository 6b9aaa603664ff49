import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { LinkInfoDocument, PasswordSetDocument } from '../../gql/graphql.ts';
import type { LinkInfoQuery, SignInStepFragment } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';
import { hasPasswordLength, looksLikeEmail } from './credentials.ts';
import { tellSessionsEnded } from './tell-sessions-ended.ts';

type Field = 'name' | 'email' | 'password';

/** The state of a page that is reached by a link and sets a password. */
export interface SetPassword {
  readonly token: string;
  readonly link: ComputedRef<LinkInfoQuery['linkInfo'] | undefined>;
  readonly asking: Ref<boolean>;
  readonly form: Record<Field, string>;
  readonly wrong: Ref<Partial<Record<Field, string>>>;
  readonly errors: UserErrors;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly busy: Ref<boolean>;
  readonly submit: () => Promise<void>;
  /** What the second step needs, once the password is set for somebody who has a second factor. */
  readonly step: ShallowRef<SignInStepFragment | undefined>;
  /** There is a session: in. */
  readonly enter: () => Promise<void>;
}

/** Reads the token from the address' fragment, which never leaves the browser, and sets the password with it. */
export function useSetPassword(first: boolean, hash: string): SetPassword {
  const { t } = useT();
  const router = useRouter();
  const session = useSession();
  const token = decodeURIComponent(hash.replace(/^#/, ''));
  const { data, loading } = useQuery(LinkInfoDocument, { token }, { enabled: token !== '', fetchPolicy: 'no-cache' });
  const link = computed(() => data.value?.linkInfo);
  const form = reactive({ name: '', email: '', password: '' });
  const wrong = ref<Partial<Record<Field, string>>>({});
  const errors = useUserErrors(['name', 'email', 'password']);
  const { run, busy, error } = useMutation(PasswordSetDocument);
  const step = shallowRef<SignInStepFragment>();

  watch(link, (info) => {
    form.name ||= info?.name ?? '';
    form.email ||= info?.email ?? '';
  });

  function check(): boolean {
    wrong.value = {
      ...(first && !form.name.trim() && { name: t('access.rule.required') }),
      ...(first && !looksLikeEmail(form.email) && { email: t('access.rule.email') }),
      ...(!hasPasswordLength(form.password) && { password: t('access.rule.password') }),
    };
    return Object.keys(wrong.value).length === 0;
  }

  async function enter(): Promise<void> {
    await session.load();
    await router.replace('/');
  }

  async function submit(): Promise<void> {
    errors.clear();
    if (!check()) return;
    const who = first ? { name: form.name.trim(), email: form.email.trim() } : {};
    const payload = (await run({ input: { token, password: form.password, ...who } }))?.passwordSet;
    if (!payload || !errors.accept(payload.userErrors)) return;
    tellSessionsEnded(t, payload.sessionsEnded);
    step.value = payload.secondFactor ?? undefined;
    if (!step.value) await enter();
  }
  return { token, link, asking: loading, form, wrong, errors, failure: error, busy, submit, step, enter };
}
