import { computed, shallowRef } from 'vue';
import type { ComputedRef } from 'vue';

/** A refusal of the server; `field` is the path into the input, `message` a sentence in the user's language. */
export interface UserErrorLike {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** Refusals spread over a form. */
export interface UserErrors {
  /** Takes over what a mutation answered. True when there was nothing to complain about. */
  readonly accept: (errors: readonly UserErrorLike[] | undefined) => boolean;
  readonly clear: () => void;
  /** The message for an input: `<ElFormItem :error="errors.of('contactPoints.0.value')">`. Empty when fine. */
  readonly of: (path: string) => string;
  /** Messages that belong to no input among `known` (all, when `known` is absent): shown above the form. */
  readonly others: ComputedRef<readonly UserErrorLike[]>;
  readonly all: ComputedRef<readonly UserErrorLike[]>;
}

/** See {@link UserErrors}. `known` are the paths the form has inputs for; a leading `input.` in a path is ignored. */
export function useUserErrors(known: readonly string[] = []): UserErrors {
  const list = shallowRef<readonly UserErrorLike[]>([]);
  const isKnown = (path: string): boolean => known.some((one) => path === one || path.startsWith(`${one}.`));
  return {
    accept: (errors) => {
      list.value = errors ?? [];
      return list.value.length === 0;
    },
    clear: () => {
      list.value = [];
    },
    of: (path) => list.value.find((error) => pathOf(error) === path)?.message ?? '',
    others: computed(() => list.value.filter((error) => !isKnown(pathOf(error)))),
    all: computed(() => list.value),
  };
}

function pathOf(error: UserErrorLike): string {
  return (error.field ?? []).join('.').replace(/^input\./, '');
}
