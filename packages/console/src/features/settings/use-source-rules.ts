import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import {
  RulesUpdateDocument,
  RuleTrialDocument,
  RuleTrialStartDocument,
  SourcesAndRulesDocument,
} from '../../gql/graphql.ts';
import type {
  RuleSetRowFragment,
  RuleTrialRowFragment,
  SourceRowFragment,
  SourcesAndRulesQuery,
  SourcesAndRulesQueryVariables,
} from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';
import { changesTo, draftOf, isSameDraft } from './source-rules.ts';
import type { RuleDraft, RulesDraft } from './source-rules.ts';

/** Sources, their order and the fields' own rules, edited as a draft that is tried and put in force as a whole. */
export interface SourceRules {
  readonly query: Query<SourcesAndRulesQuery, SourcesAndRulesQueryVariables>;
  readonly sources: ComputedRef<readonly SourceRowFragment[]>;
  readonly order: Ref<readonly string[]>;
  readonly rules: ShallowRef<readonly RuleDraft[]>;
  readonly changed: ComputedRef<boolean>;
  /** The last dry run, while it still says something. */
  readonly trial: ComputedRef<RuleTrialRowFragment | undefined>;
  /** It was made of this very draft. */
  readonly isTried: ComputedRef<boolean>;
  readonly jobId: Ref<string | undefined>;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  readonly startTrial: () => Promise<void>;
  readonly refetchTrial: () => Promise<unknown>;
  readonly apply: (reason: string) => Promise<boolean>;
  /** Takes rules that were answered, of an earlier version or a dry run, as the draft. */
  readonly take: (known: Pick<RuleSetRowFragment, 'sources' | 'fieldRules'>, version?: number) => void;
  readonly discard: () => void;
}

/** See {@link SourceRules}. */
export function useSourceRules(): SourceRules {
  const query = useQuery(SourcesAndRulesDocument);
  const trialQuery = useQuery(RuleTrialDocument, undefined, { fetchPolicy: 'no-cache' });
  const starting = useMutation(RuleTrialStartDocument);
  const update = useMutation(RulesUpdateDocument, { refetch: ['RuleSets', 'RuleTrial'] });
  const errors = useUserErrors(['reason']);
  const order = ref<readonly string[]>([]);
  const rules = shallowRef<readonly RuleDraft[]>([]);
  const earlier = shallowRef<{ readonly version: number; readonly draft: RulesDraft }>();
  const jobId = ref<string>();

  const known = computed(() => {
    const inForce = query.data.value?.ruleSet;
    return inForce ? draftOf(inForce) : { order: [], rules: [] };
  });
  const draft = computed(() => ({ order: order.value, rules: rules.value }));
  const sources = computed(() =>
    order.value.flatMap((id) => query.data.value?.sources.find((source) => source.id === id) ?? []),
  );
  const changes = computed(() =>
    isSameDraft(known.value, draft.value) ? undefined : changesTo(known.value, draft.value),
  );
  // What is changed after an earlier version was taken is no longer that version.
  const sent = computed(() =>
    earlier.value && isSameDraft(earlier.value.draft, draft.value)
      ? { restoreVersion: earlier.value.version }
      : changes.value,
  );

  function take(answered: Pick<RuleSetRowFragment, 'sources' | 'fieldRules'>, version?: number): void {
    const taken = draftOf(answered);
    order.value = taken.order;
    rules.value = taken.rules;
    earlier.value = version === undefined ? undefined : { version, draft: taken };
    errors.clear();
  }
  function discard(): void {
    if (query.data.value) take(query.data.value.ruleSet);
  }
  watch(() => query.data.value, discard, { immediate: true });
  const started = shallowRef<RuleTrialRowFragment>();
  const trial = computed(() => {
    const last = trialQuery.data.value?.ruleTrial ?? started.value;
    return last && !last.isStale ? last : undefined;
  });
  const isTried = computed(() => trial.value !== undefined && isSameDraft(draftOf(trial.value), draft.value));

  async function startTrial(): Promise<void> {
    if (!sent.value) return;
    const payload = (await starting.run({ changes: sent.value }))?.ruleTrialStart;
    if (!payload || !errors.accept(payload.userErrors)) return;
    started.value = payload.ruleTrial ?? undefined;
    await trialQuery.refetch();
  }

  async function apply(reason: string): Promise<boolean> {
    const ruleSetVersion = query.data.value?.ruleSet.version;
    if (!sent.value || ruleSetVersion === undefined) return false;
    const payload = (await update.run({ ruleSetVersion, changes: sent.value, reason }))?.rulesUpdate;
    if (!payload || !errors.accept(payload.userErrors)) return false;
    jobId.value = payload.job?.id ?? jobId.value;
    await query.refetch();
    return true;
  }
  return {
    query,
    sources,
    order,
    rules,
    changed: computed(() => changes.value !== undefined),
    trial,
    isTried,
    jobId,
    errors,
    failure: computed(() => starting.error.value ?? update.error.value),
    busy: computed(() => starting.busy.value || update.busy.value),
    startTrial,
    refetchTrial: trialQuery.refetch,
    apply,
    take,
    discard,
  };
}
