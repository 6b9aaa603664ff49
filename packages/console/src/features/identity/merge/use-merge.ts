import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { CustomersMergeDocument, MergePreviewDocument } from '../../../gql/graphql.ts';
import type { MergePreviewQuery, MergePreviewQueryVariables } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike } from '../../../ui/use-user-errors.ts';

/** One of two who become one. */
export interface MergeParty {
  readonly id: string;
  readonly version: string;
  readonly number: string;
  readonly name: string | null;
  readonly createdAt: string;
}

/** What was merged into whom. */
export interface Merged {
  readonly survivor: MergeParty;
  readonly merged: MergeParty;
}

/** Two customers about to become one, with what that will come to. */
export interface Merging {
  readonly survivorId: Ref<string>;
  readonly query: Query<MergePreviewQuery, MergePreviewQueryVariables>;
  /** Null: they cannot be merged. */
  readonly preview: ComputedRef<MergePreviewQuery['mergePreview'] | undefined>;
  readonly ready: ComputedRef<boolean>;
  readonly reason: Ref<string>;
  /** Merges what was previewed; undefined when it was refused. */
  readonly merge: () => Promise<Merged | undefined>;
  readonly busy: Ref<boolean>;
  readonly errors: ComputedRef<readonly UserErrorLike[]>;
  readonly failure: Ref<Failure | undefined>;
}

/** See {@link Merging}; `refetch` names the queries that show something else afterwards. The one that was recorded first is shown unless somebody chooses the other. */
export function useMerge(parties: readonly [MergeParty, MergeParty], refetch: readonly string[]): Merging {
  const [first, second] = parties.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  const survivorId = ref(first?.id ?? '');
  const survivor = computed(() => parties.find(({ id }) => id === survivorId.value) ?? parties[0]);
  const merged = computed(() => (survivor.value === first ? second : first) ?? parties[1]);
  const query = useQuery(
    MergePreviewDocument,
    () => ({ survivorId: survivor.value.id, customerIds: [merged.value.id] }),
    { fetchPolicy: 'network-only' },
  );
  const preview = computed(() => (query.busy.value ? undefined : query.data.value?.mergePreview));
  const isRefused = computed(() => preview.value?.conflicts.some(({ kind }) => kind === 'KIND_DIFFERS') ?? true);
  const { run, busy, error } = useMutation(CustomersMergeDocument, { refetch });
  const errors = useUserErrors();
  const reason = ref('');
  return {
    survivorId,
    query,
    preview,
    ready: computed(() => !isRefused.value),
    reason,
    merge: async () => {
      if (isRefused.value || busy.value) return undefined;
      const outcome = { survivor: survivor.value, merged: merged.value };
      const payload = (
        await run({
          input: {
            survivor: { id: outcome.survivor.id, version: outcome.survivor.version },
            customers: [{ id: outcome.merged.id, version: outcome.merged.version }],
            reason: reason.value.trim() || null,
          },
        })
      )?.customersMerge;
      return payload && errors.accept(payload.userErrors) ? outcome : undefined;
    },
    busy,
    errors: errors.all,
    failure: error,
  };
}
