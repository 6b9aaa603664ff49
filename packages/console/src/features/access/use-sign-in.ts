import { reactive, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { SignInDocument } from '../../gql/graphql.ts';
import type { SignInStepFragment } from '../../gql/graphql.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import type { Mutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { unsentParameters } from '../../platform/unsent.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';
import { safeReturn } from './credentials.ts';
import { tellSessionsEnded } from './tell-sessions-ended.ts';

/** The sign-in form's state. */
export interface SignIn {
  readonly form: { email: string; password: string };
  readonly missing: Ref<{ email: string; password: string }>;
  readonly errors: UserErrors;
  readonly failure: Mutation<never, never>['error'];
  readonly busy: Ref<boolean>;
  readonly submit: () => Promise<void>;
  /** What the second step needs, once the password was right and a second factor is asked for. */
  readonly step: ShallowRef<SignInStepFragment | undefined>;
  /** There is a session: in, and back to where one was. */
  readonly enter: () => Promise<void>;
}

/** Signs in and goes back to where one was. */
export function useSignIn(): SignIn {
  const { t } = useT();
  const session = useSession();
  const route = useRoute();
  const router = useRouter();
  const form = reactive({ email: '', password: '' });
  const missing = ref({ email: '', password: '' });
  const errors = useUserErrors(['email', 'password']);
  const { run, busy, error } = useMutation(SignInDocument);
  const step = shallowRef<SignInStepFragment>();

  async function enter(): Promise<void> {
    await session.load();
    await router.replace(safeReturn(unsentParameters(route.hash).get('back')));
  }

  async function submit(): Promise<void> {
    const needed = (value: string): string => (value ? '' : t('access.rule.required'));
    missing.value = { email: needed(form.email.trim()), password: needed(form.password) };
    if (missing.value.email || missing.value.password) return;
    errors.clear();
    const payload = (await run({ input: { email: form.email.trim(), password: form.password } }))?.signIn;
    if (!payload || !errors.accept(payload.userErrors)) return;
    form.password = '';
    tellSessionsEnded(t, payload.sessionsEnded);
    step.value = payload.secondFactor ?? undefined;
    if (!step.value) await enter();
  }
  return { form, missing, errors, failure: error, busy, submit, step, enter };
}
