import { computed, ref } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { PasskeyAskDocument } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike, UserErrors } from '../../../ui/use-user-errors.ts';
import { answerWithPasskey, canUsePasskeys } from './passkeys.ts';

/** A way to prove who one is. */
export type ProofWay = 'TOTP' | 'PASSKEY' | 'RECOVERY_CODE' | 'PASSWORD';

/** What is sent: the field of the chosen way. */
export type ShownProof = { code?: string; passkey?: string; recoveryCode?: string; password?: string };

/** The state of a form that asks for a proof. */
export interface ProofForm {
  readonly way: Ref<ProofWay>;
  readonly ways: ComputedRef<readonly ProofWay[]>;
  readonly value: Ref<string>;
  readonly wrong: ComputedRef<string>;
  readonly errors: UserErrors;
  readonly askFailure: ShallowRef<Failure | undefined>;
  readonly busy: Ref<boolean>;
  readonly choose: (way: ProofWay) => void;
  readonly submit: () => Promise<void>;
}

const FIELDS = { TOTP: 'code', PASSKEY: 'passkey', RECOVERY_CODE: 'recoveryCode', PASSWORD: 'password' } as const;

/** See {@link ProofForm}. `send` gives the proof to the server and answers its refusals, undefined when it failed. */
export function useProof(
  offered: () => readonly ProofWay[],
  ticket: string | undefined,
  send: (proof: ShownProof) => Promise<readonly UserErrorLike[] | undefined>,
): ProofForm {
  const { t } = useT();
  const ways = computed(() => offered().filter((way) => way !== 'PASSKEY' || canUsePasskeys()));
  const way = ref<ProofWay>(ways.value[0] ?? 'TOTP');
  const value = ref('');
  const problem = ref('');
  const busy = ref(false);
  const errors = useUserErrors(['code', 'password']);
  const ask = useMutation(PasskeyAskDocument);

  function choose(chosen: ProofWay): void {
    way.value = chosen;
    value.value = problem.value = '';
    errors.clear();
  }

  async function proofOf(): Promise<string | undefined> {
    if (way.value !== 'PASSKEY') {
      if (!value.value.trim()) problem.value = t('access.rule.required');
      return value.value.trim() || undefined;
    }
    const asked = (await ask.run(ticket === undefined ? {} : { ticket }))?.passkeyAsk;
    if (!asked || !errors.accept(asked.userErrors) || !asked.options) return undefined;
    const answer = await answerWithPasskey(asked.options);
    if (answer === undefined) problem.value = t('access.security.passkeyFailed');
    return answer;
  }

  async function prove(): Promise<void> {
    const proof = await proofOf();
    if (proof === undefined) return;
    const refusals = await send({ [FIELDS[way.value]]: proof });
    if (refusals) errors.accept(refusals);
    if (way.value !== 'PASSWORD') value.value = '';
  }

  return {
    way,
    ways,
    value,
    wrong: computed(() => problem.value || errors.of('code') || errors.of('password')),
    errors,
    askFailure: ask.error,
    busy,
    choose,
    submit: async () => {
      problem.value = '';
      errors.clear();
      busy.value = true;
      await prove().finally(() => (busy.value = false));
    },
  };
}
