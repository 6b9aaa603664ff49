import { computed, reactive, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { MatchPolicyDocument, MatchPolicyUpdateDocument } from '../../../gql/graphql.ts';
import type { MatchPolicyInput, PolicyFragment } from '../../../gql/graphql.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';

/** The policy as it stands in the form: chances in per cent. */
export interface PolicyForm {
  byItself: boolean;
  mergeFrom: number;
  reviewFrom: number;
  mostMembers: number;
  runAfterImports: boolean;
}

/** What is suggested to who switches merging on. */
const SUGGESTED = 99.9;
const FIELDS = ['mergeFrom', 'reviewFrom', 'mostMembers', 'runAfterImports'] as const;
const PER_MILLION = 1_000_000;

/** A chance out of a figure in per cent, without the dust of binary fractions. */
const chanceOf = (percent: number): number => Math.round((percent / 100) * PER_MILLION) / PER_MILLION;
const percentOf = (chance: number): number => Math.round(chance * PER_MILLION) / (PER_MILLION / 100);

/** Reads the policy, and saves what was changed of it. */
export function useMatchPolicy() {
  const query = useQuery(MatchPolicyDocument);
  const {
    run,
    busy,
    error: failure,
  } = useMutation(MatchPolicyUpdateDocument, {
    refetch: ['MatchPolicy'],
  });
  const errors = useUserErrors(FIELDS);
  const form = reactive<PolicyForm>({
    byItself: false,
    mergeFrom: SUGGESTED,
    reviewFrom: 5,
    mostMembers: 4,
    runAfterImports: true,
  });
  const policy = computed(() => query.data.value?.matchPolicy);
  const draft = computed(() => draftOf(form));
  const edits = computed(() => (policy.value ? editsOf(policy.value, draft.value) : {}));
  watch(policy, (known) => known && fill(form, known), { immediate: true });
  return {
    query,
    policy,
    form,
    draft: draft as ComputedRef<Required<Pick<PolicyFragment, (typeof FIELDS)[number]>>>,
    isChanged: computed(() => Object.keys(edits.value).length > 0),
    busy,
    failure,
    errors,
    reset: (): void => {
      if (policy.value) fill(form, policy.value);
      errors.clear();
    },
    save: async (): Promise<boolean> => {
      const payload = (await run({ input: edits.value }))?.matchPolicyUpdate;
      return payload !== undefined && errors.accept(payload.userErrors);
    },
  };
}

type Draft = Pick<PolicyFragment, (typeof FIELDS)[number]>;

function draftOf({ byItself, mergeFrom, reviewFrom, mostMembers, runAfterImports }: PolicyForm): Draft {
  return {
    mergeFrom: byItself ? chanceOf(mergeFrom) : null,
    reviewFrom: chanceOf(reviewFrom),
    mostMembers,
    runAfterImports,
  };
}

function editsOf(known: PolicyFragment, draft: Draft): MatchPolicyInput {
  return Object.fromEntries(
    FIELDS.filter((field) => known[field] !== draft[field]).map((field) => [field, draft[field]]),
  );
}

function fill(form: PolicyForm, { mergeFrom, reviewFrom, mostMembers, runAfterImports }: PolicyFragment): void {
  form.byItself = mergeFrom !== null;
  form.mergeFrom = mergeFrom === null ? SUGGESTED : percentOf(mergeFrom);
  form.reviewFrom = percentOf(reviewFrom);
  form.mostMembers = mostMembers;
  form.runAfterImports = runAfterImports;
}
