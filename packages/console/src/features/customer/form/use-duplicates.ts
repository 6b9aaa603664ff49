import { refDebounced } from '@vueuse/core';
import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { CustomerDuplicatesDocument } from '../../../gql/graphql.ts';
import type { CustomerDuplicateCheckInput, CustomerDuplicatesQuery } from '../../../gql/graphql.ts';
import { useAccess } from '../../../platform/access/use-access.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { CustomerDraft } from './draft.ts';

/** A customer who may be the one being typed. */
export type Duplicate = CustomerDuplicatesQuery['customerDuplicates'][number];

const values = (draft: CustomerDraft, type: 'PHONE' | 'EMAIL'): string[] =>
  draft.contactPoints.filter((one) => one.type === type && one.value.trim().length >= 5).map((one) => one.value.trim());

/** What to ask with; undefined while too little is typed to tell anybody by. `mayLookUp`: by documents too. */
export function duplicateQuestion(
  draft: CustomerDraft,
  excludeId?: string,
  mayLookUp = true,
): CustomerDuplicateCheckInput | undefined {
  const [phones, emails] = [values(draft, 'PHONE'), values(draft, 'EMAIL')];
  const identifiers = (mayLookUp ? draft.identifiers : [])
    .filter((one) => one.value.trim().length >= 5)
    .map(({ type, value }) => ({ type, value: value.trim() }));
  const name = draft.name.trim();
  if (name.length < 2 && phones.length + emails.length + identifiers.length === 0) return undefined;
  return { ...(excludeId && { excludeId }), ...(name && { name }), phones, emails, identifiers };
}

/** Looks for customers like the one being typed, a moment after typing stops. A failed look-up is no reason to stop typing. */
export function useDuplicates(draft: Ref<CustomerDraft>, excludeId?: string): ComputedRef<readonly Duplicate[]> {
  const access = useAccess();
  const question = refDebounced(
    computed(() =>
      JSON.stringify(duplicateQuestion(draft.value, excludeId, access.may('LOOK_UP', 'SENSITIVE')) ?? null),
    ),
    500,
  );
  // The text is what was written two lines above.
  const input = computed(() => JSON.parse(question.value) as CustomerDuplicateCheckInput | null);
  const { data } = useQuery(CustomerDuplicatesDocument, () => ({ input: input.value ?? {} }), {
    enabled: () => input.value !== null,
    fetchPolicy: 'network-only',
  });
  return computed(() => (input.value === null ? [] : (data.value?.customerDuplicates ?? [])));
}
