import { computed, reactive, ref, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type { Answered } from './app-requests.ts';
import { askToken, readVariables, runAsApp } from './app-requests.ts';

/** One operation that was run, with what came of it. */
export interface Run extends Answered {
  readonly key: number;
  readonly query: string;
  readonly variables: string;
  readonly purpose: string;
  readonly ms: number;
}

/** What the explorer holds: all of it in the memory of its page, and gone with it. */
export interface Explorer {
  readonly form: { credential: string; query: string; variables: string; purpose: string };
  /** Until when the token is good (ms); undefined without one. */
  readonly until: ComputedRef<number | undefined>;
  /** Why there is no token; empty when the server did not answer. */
  readonly refused: Ref<string | undefined>;
  readonly wrongVariables: Ref<boolean>;
  readonly busy: Ref<boolean>;
  /** The latest first. */
  readonly runs: ShallowRef<readonly Run[]>;
  readonly getToken: (clientId: string) => Promise<void>;
  readonly forget: () => void;
  readonly run: () => Promise<void>;
  /** Puts an earlier operation back into the form. */
  readonly again: (run: Run) => void;
}

const MOST_RUNS = 20;

/** See {@link Explorer}. */
export function useExplorer(): Explorer {
  const form = reactive({ credential: '', query: '', variables: '', purpose: '' });
  const token = shallowRef<{ token: string; until: number }>();
  const refused = ref<string>();
  const wrongVariables = ref(false);
  const busy = ref(false);
  const runs = shallowRef<readonly Run[]>([]);
  let made = 0;

  async function getToken(clientId: string): Promise<void> {
    busy.value = true;
    const answer = await askToken(clientId, form.credential);
    form.credential = '';
    busy.value = false;
    if ('token' in answer) token.value = answer;
    refused.value = 'token' in answer ? undefined : answer.refused;
  }

  async function run(): Promise<void> {
    const variables = readVariables(form.variables);
    wrongVariables.value = variables === undefined;
    if (!token.value || !variables || busy.value || form.query.trim() === '') return;
    busy.value = true;
    const { query, purpose } = form;
    const began = performance.now();
    const answered = await runAsApp(token.value.token, { query, variables, purpose });
    const ms = Math.round(performance.now() - began);
    busy.value = false;
    const one = { ...answered, key: ++made, query, variables: form.variables, purpose, ms };
    runs.value = [one, ...runs.value].slice(0, MOST_RUNS);
    // It is over, or was taken away.
    if (answered.status === 401) token.value = undefined;
  }

  return {
    form,
    until: computed(() => token.value?.until),
    refused,
    wrongVariables,
    busy,
    runs,
    getToken,
    run,
    forget: () => (token.value = undefined),
    again: ({ query, variables, purpose }) => Object.assign(form, { query, variables, purpose }),
  };
}
