import { inject, shallowRef } from 'vue';
import type { InjectionKey, ShallowRef } from 'vue';

/** Asks the person to prove again who they are, when the server wants it, and tells whether they did. */
export interface StepUp {
  /** Opens the question; whoever asks while it is open waits for the same answer. */
  readonly ask: () => Promise<boolean>;
  /** Whether the question is open. */
  readonly asking: ShallowRef<boolean>;
  /** Closes it: proved, or given up. */
  readonly settle: (proved: boolean) => void;
}

/** Where components find it. */
export const stepUpKey: InjectionKey<StepUp> = Symbol('step-up');

/** The step-up of this page. */
export function useStepUp(): StepUp {
  const stepUp = inject(stepUpKey);
  if (!stepUp) throw new Error('No step-up was provided.');
  return stepUp;
}

/** Makes a {@link StepUp}; the dialog that shows it belongs to the access feature. */
export function createStepUp(): StepUp {
  const asking = shallowRef(false);
  let waiting: PromiseWithResolvers<boolean> | undefined;
  return {
    asking,
    ask: async () => {
      waiting ??= Promise.withResolvers<boolean>();
      asking.value = true;
      return await waiting.promise;
    },
    settle: (proved) => {
      asking.value = false;
      waiting?.resolve(proved);
      waiting = undefined;
    },
  };
}
