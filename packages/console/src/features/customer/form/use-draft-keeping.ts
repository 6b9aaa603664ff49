import { useDebounceFn, useEventListener } from '@vueuse/core';
import { onScopeDispose, shallowRef, toRaw, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { useSession } from '../../../platform/session/use-session.ts';
import type { CustomerDraft } from './draft.ts';
import { type DraftOwner, dropDraft, readDraft, storeDraft } from './draft-storage.ts';
import type { CustomerForm } from './use-customer-form.ts';

/** Keeping what is typed through reloads, crashes and leaving. */
export interface DraftKeeping {
  /** The draft that the form was filled with: when it was last typed in (ms), and whether documents were left out of it. */
  readonly restored: ShallowRef<{ readonly from: number; readonly withoutDocuments: boolean } | undefined>;
  /** Throws the draft away and empties the form to how it began. */
  readonly discard: () => void;
  /** What was typed was saved, or is not wanted: nothing is kept. */
  readonly drop: () => void;
}

/** See {@link DraftKeeping}. `key` is the customer's id, or `new`. */
export function useDraftKeeping(form: CustomerForm, key: string): DraftKeeping {
  const viewer = useSession().viewer.value;
  // The key stays with this form: a session that ends while somebody types takes nothing of it away.
  const owner: DraftOwner | undefined = viewer?.draftKey ? { id: viewer.user.id, key: viewer.draftKey } : undefined;
  const restored: DraftKeeping['restored'] = shallowRef();
  const begin = { base: structuredClone(toRaw(form.base.value)), version: form.version.value };
  let dropped = false;

  const stored = owner && readDraft(owner, key, Date.now());
  if (stored) {
    // Begun on an older state: saving finds that out and shows what changed since.
    form.begin({ draft: stored.draft, base: stored.base, version: stored.version ?? begin.version });
    restored.value = { from: stored.savedAt, withoutDocuments: stored.withoutDocuments === true };
  }

  function keep(): void {
    if (dropped || !owner) return;
    const [draft, base] = [withoutDocuments(form.draft.value), withoutDocuments(form.base.value)];
    if (JSON.stringify(draft) === JSON.stringify(base)) return dropDraft(owner.id, key);
    const left = JSON.stringify(form.draft.value.identifiers) !== JSON.stringify(form.base.value.identifiers);
    storeDraft(owner, key, {
      draft,
      base,
      version: form.version.value,
      savedAt: Date.now(),
      withoutDocuments: left,
    });
  }
  function forget(): void {
    if (owner) dropDraft(owner.id, key);
  }
  const keepSoon = useDebounceFn(keep, 400);
  watch(form.draft, () => void keepSoon(), { deep: true });
  useEventListener(window, 'pagehide', keep);
  onScopeDispose(keep);

  function drop(): void {
    dropped = true;
    forget();
  }
  return {
    restored,
    drop,
    discard: () => {
      form.begin({ draft: begin.base, base: begin.base, version: begin.version });
      restored.value = undefined;
      forget();
    },
  };
}

/** Numbers of documents are not kept in a browser, whoever typed them. */
function withoutDocuments(draft: CustomerDraft): CustomerDraft {
  return { ...draft, identifiers: [] };
}
