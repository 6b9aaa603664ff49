import { useDebounceFn, useEventListener } from '@vueuse/core';
import { onScopeDispose, shallowRef, toRaw, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { useSession } from '../../../platform/session/use-session.ts';
import { dropDraft, readDraft, storeDraft } from './draft-storage.ts';
import type { CustomerForm } from './use-customer-form.ts';

/** Keeping what is typed through reloads, crashes and leaving. */
export interface DraftKeeping {
  /** When the draft that the form was filled with was last typed in (ms); undefined when there was none. */
  readonly restoredFrom: ShallowRef<number | undefined>;
  /** Throws the draft away and empties the form to how it began. */
  readonly discard: () => void;
  /** What was typed was saved, or is not wanted: nothing is kept. */
  readonly drop: () => void;
}

/** See {@link DraftKeeping}. `key` is the customer's id, or `new`. */
export function useDraftKeeping(form: CustomerForm, key: string): DraftKeeping {
  const userId = useSession().viewer.value?.user.id ?? 'nobody';
  const restoredFrom = shallowRef<number>();
  const begin = { base: structuredClone(toRaw(form.base.value)), version: form.version.value };
  let dropped = false;

  const stored = readDraft(userId, key, Date.now());
  if (stored) {
    form.draft.value = structuredClone(stored.draft);
    // Begun on an older state: saving finds that out and shows what changed since.
    form.base.value = structuredClone(stored.base);
    form.version.value = stored.version ?? begin.version;
    restoredFrom.value = stored.savedAt;
  }

  function keep(): void {
    if (dropped) return;
    if (!form.changed.value) return dropDraft(userId, key);
    const { draft, base, version } = form;
    storeDraft(userId, key, { draft: draft.value, base: base.value, version: version.value, savedAt: Date.now() });
  }
  const keepSoon = useDebounceFn(keep, 400);
  watch(form.draft, () => void keepSoon(), { deep: true });
  useEventListener(window, 'pagehide', keep);
  onScopeDispose(keep);

  function drop(): void {
    dropped = true;
    dropDraft(userId, key);
  }
  return {
    restoredFrom,
    drop,
    discard: () => {
      form.draft.value = structuredClone(begin.base);
      form.base.value = structuredClone(begin.base);
      form.version.value = begin.version;
      restoredFrom.value = undefined;
      dropDraft(userId, key);
    },
  };
}
