import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { TypedDocumentNode } from '@apollo/client/core';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike, UserErrors } from '../../../ui/use-user-errors.ts';

/** How long revealed values stay on a page that is not left (ms). */
export const REVEALED_FOR = 5 * 60_000;

/** Values of one customer that are shown for a reason, and for a while. They live here only: in no cache and no storage. */
export interface Revealing<T> {
  /** The values; undefined before they are revealed, and after. */
  readonly value: ShallowRef<T | undefined>;
  /** Asks for the values with a reason, which the server writes down first. True when they are shown. */
  readonly reveal: (reason: string) => Promise<boolean>;
  /** Reads them once more for the reason given before, because they changed meanwhile; undefined when that is refused. */
  readonly again: () => Promise<T | undefined>;
  readonly hide: () => void;
  readonly busy: Ref<boolean>;
  readonly failure: ShallowRef<Failure | undefined>;
  readonly errors: UserErrors;
}

/** What the server answers to a reveal. */
interface RevealAnswer<R> {
  readonly customerReveal: { readonly revealed: R | null; readonly userErrors: readonly UserErrorLike[] };
}

/** See {@link Revealing}. Another customer, the end of the page and {@link REVEALED_FOR} hide the values again. */
export function useRevealing<R, T>(
  document: TypedDocumentNode<RevealAnswer<R>, { id: string; reason: string }>,
  id: () => string,
  pick: (revealed: R) => T,
): Revealing<T> {
  const { run, busy, error } = useMutation(document, { isPrivate: true });
  const errors = useUserErrors(['reason']);
  const value = shallowRef<T>();
  let given = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hide(): void {
    clearTimeout(timer);
    value.value = undefined;
  }
  async function reveal(reason: string): Promise<boolean> {
    errors.clear();
    const asked = id();
    const payload = (await run({ id: asked, reason }))?.customerReveal;
    // Somebody who went on to another customer meanwhile must not see these values there.
    if (!payload || !errors.accept(payload.userErrors) || !payload.revealed || asked !== id()) return false;
    given = reason;
    value.value = pick(payload.revealed);
    clearTimeout(timer);
    timer = setTimeout(hide, REVEALED_FOR);
    return true;
  }
  watch(id, hide);
  onScopeDispose(hide);
  return {
    value,
    reveal,
    again: async () => ((await reveal(given)) ? value.value : undefined),
    hide,
    busy,
    failure: error,
    errors,
  };
}
