import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import {
  FieldRulesPreviewDocument,
  FieldRulesUpdateDocument,
  SourcesAndRulesDocument,
  SourcesReorderDocument,
} from '../../gql/graphql.ts';
import type {
  FieldRulesPreviewQuery,
  FieldRulesPreviewQueryVariables,
  SourceRowFragment,
  SourcesAndRulesQuery,
  SourcesAndRulesQueryVariables,
} from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrorLike, UserErrors } from '../../ui/use-user-errors.ts';
import { ownRules, previewRules, ruleChanges } from './source-rules.ts';
import type { RuleDraft } from './source-rules.ts';

/** Sources, their order and the fields' own rules, edited as a draft that is previewed and applied as a whole. */
export interface SourceRules {
  readonly query: Query<SourcesAndRulesQuery, SourcesAndRulesQueryVariables>;
  readonly sources: ComputedRef<readonly SourceRowFragment[]>;
  readonly order: Ref<readonly string[]>;
  readonly rules: ShallowRef<readonly RuleDraft[]>;
  readonly changed: ComputedRef<boolean>;
  readonly preview: Query<FieldRulesPreviewQuery, FieldRulesPreviewQueryVariables>;
  /** The most customers that change: fields overlap, so the sum would count people twice. */
  readonly affected: ComputedRef<number>;
  readonly jobId: Ref<string | undefined>;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  readonly apply: () => Promise<boolean>;
  readonly discard: () => void;
}

/** See {@link SourceRules}. */
export function useSourceRules(): SourceRules {
  const query = useQuery(SourcesAndRulesDocument);
  const reorder = useMutation(SourcesReorderDocument);
  const update = useMutation(FieldRulesUpdateDocument);
  const errors = useUserErrors();
  const order = ref<readonly string[]>([]);
  const rules = shallowRef<readonly RuleDraft[]>([]);
  const jobId = ref<string>();

  const inOrder = computed(() => (query.data.value?.sources ?? []).toSorted((a, b) => a.priority - b.priority));
  const known = computed(() => query.data.value?.fieldRules ?? []);
  const sources = computed(() => order.value.flatMap((id) => inOrder.value.find((source) => source.id === id) ?? []));
  const orderChanged = computed(() => order.value.join() !== inOrder.value.map(({ id }) => id).join());
  const changes = computed(() => ruleChanges(known.value, rules.value));
  const changed = computed(() => orderChanged.value || changes.value.length > 0);

  function discard(): void {
    order.value = inOrder.value.map(({ id }) => id);
    rules.value = ownRules(known.value);
    errors.clear();
  }
  watch(() => query.data.value, discard, { immediate: true });

  const preview = useQuery(
    FieldRulesPreviewDocument,
    () => ({ rules: previewRules(changes.value, rules.value, orderChanged.value ? order.value : undefined) }),
    { enabled: changed, fetchPolicy: 'no-cache' },
  );
  const affected = computed(() =>
    Math.max(0, ...(preview.data.value?.fieldRulesPreview ?? []).map(({ customers }) => customers)),
  );

  async function apply(): Promise<boolean> {
    const refused: UserErrorLike[] = [];
    const [newOrder, newRules] = [orderChanged.value ? [...order.value] : undefined, changes.value];
    if (newOrder) {
      const payload = (await reorder.run({ ids: newOrder }))?.sourcesReorder;
      if (!payload) return false;
      refused.push(...payload.userErrors);
      jobId.value = payload.job?.id ?? jobId.value;
    }
    if (newRules.length > 0 && refused.length === 0) {
      const payload = (await update.run({ rules: newRules }))?.fieldRulesUpdate;
      if (!payload) return false;
      refused.push(...payload.userErrors);
      jobId.value = payload.job?.id ?? jobId.value;
    }
    if (!errors.accept(refused)) return false;
    await query.refetch();
    return true;
  }
  return {
    query,
    sources,
    order,
    rules,
    changed,
    preview,
    affected,
    jobId,
    errors,
    failure: computed(() => reorder.error.value ?? update.error.value),
    busy: computed(() => reorder.busy.value || update.busy.value),
    apply,
    discard,
  };
}
