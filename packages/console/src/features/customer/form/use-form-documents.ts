import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { useDocuments } from '../reveal/use-documents.ts';
import type { Documents, RevealedDocument } from '../reveal/use-documents.ts';
import type { CustomerDraft, IdentifierDraft } from './draft.ts';
import { toUpdateInput } from './to-input.ts';

/**
 * The documents in a form. They replace the customer's list as a whole, so that those of a customer there is can be edited
 * only once they are revealed: until then the form holds none and sends none.
 */
export interface FormDocuments {
  /** What reveals them; undefined for a new customer, whose documents are all typed here. */
  readonly revealing: Documents | undefined;
  /** Whether the form holds all documents of the customer. */
  readonly known: ComputedRef<boolean>;
  /** The same content with the documents as far as they are known, untouched. */
  readonly withKnown: (content: CustomerDraft) => CustomerDraft;
  /** The same content with the documents as they are now, when they were known; revealed once more for the same reason. */
  readonly refreshed: (content: CustomerDraft) => Promise<CustomerDraft>;
}

/** See {@link FormDocuments}. Documents that are hidden again leave the form too, unless they were changed in it. */
export function useFormDocuments(
  customerId: string | undefined,
  base: Ref<CustomerDraft>,
  draft: Ref<CustomerDraft>,
): FormDocuments {
  const revealing = customerId === undefined ? undefined : useDocuments(() => customerId);
  /** The documents of the customer as the form began with them; undefined while they are not known. */
  const begun = ref<readonly IdentifierDraft[]>();

  function put(list: readonly RevealedDocument[] | undefined): void {
    begun.value = list?.map(toDraft);
    base.value.identifiers = copies(begun.value);
    draft.value.identifiers = copies(begun.value);
  }
  watch(
    () => revealing?.value.value,
    (list) => {
      if (list && !begun.value) put(list);
      else if (!list && begun.value && !toUpdateInput(base.value, draft.value).identifiers) put(undefined);
    },
    { immediate: true },
  );

  async function refreshed(content: CustomerDraft): Promise<CustomerDraft> {
    if (!revealing || !begun.value) return content;
    const list = await revealing.again();
    // Whoever may not see them any more cannot change them either.
    if (!list) put(undefined);
    else begun.value = list.map(toDraft);
    return { ...content, identifiers: copies(begun.value) };
  }
  return {
    revealing,
    known: computed(() => !revealing || begun.value !== undefined),
    withKnown: (content) => (revealing ? { ...content, identifiers: copies(begun.value) } : content),
    refreshed,
  };
}

function copies(list: readonly IdentifierDraft[] | undefined): IdentifierDraft[] {
  return (list ?? []).map((one) => ({ ...one }));
}

function toDraft({ type, issuer, value, verifiedAt, validFrom, validTo }: RevealedDocument): IdentifierDraft {
  return {
    type: type ?? 'OTHER',
    issuer: issuer ?? '',
    value: value ?? '',
    verified: verifiedAt !== null,
    validFrom: validFrom ?? '',
    validTo: validTo ?? '',
  };
}
