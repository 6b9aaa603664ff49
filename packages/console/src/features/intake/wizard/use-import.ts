import { computed, ref, toValue, watch } from 'vue';
import type { ComputedRef, MaybeRefOrGetter, Ref, ShallowRef } from 'vue';
import { ImportChangedDocument, ImportDocument } from '../../../gql/graphql.ts';
import type { ImportQuery } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useQuery, useSubscription } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { isMoving } from './import-state.ts';

/** An import with its setup and state. */
export type ImportRun = NonNullable<ImportQuery['import']>;

/** An import that is followed. */
export interface FollowedImport {
  readonly run: ComputedRef<ImportRun | undefined>;
  readonly query: Query<ImportQuery, { id: string }>;
  /** Set while the subscription cannot be had; the import is then asked for every few seconds. */
  readonly lost: ShallowRef<Failure | undefined>;
  /** Set while a purge that was asked for has not ended: its import stays UNDONE until it has. */
  readonly purging: Ref<boolean>;
}

const POLL = 3_000;

/**
 * Follows an import: told by subscription, which lands in the cache under the import's id, and asked every few seconds
 * while it moves, so that a lost socket or a reload miss nothing.
 */
export function useImport(id: MaybeRefOrGetter<string>): FollowedImport {
  const purging = ref(false);
  const query = useQuery(ImportDocument, () => ({ id: toValue(id) }), {
    pollInterval: (known) => (purging.value || (known?.import && isMoving(known.import.state)) ? POLL : 0),
  });
  const run = computed(() => {
    const found = query.data.value?.import ?? undefined;
    return found?.id === toValue(id) ? found : undefined;
  });
  const working = computed(() => purging.value || (run.value !== undefined && isMoving(run.value.state)));
  const { error: lost } = useSubscription(ImportChangedDocument, () =>
    working.value ? { id: toValue(id) } : undefined,
  );
  watch(
    () => run.value?.state === 'UNDONE' && run.value.progress?.phase === 'PURGE',
    (begun) => (purging.value ||= begun),
    { immediate: true },
  );
  watch(
    () => [run.value?.state, run.value?.problem],
    ([state, problem]) => {
      if (state !== 'UNDONE' || problem) purging.value = false;
    },
  );
  return { run, query, lost, purging };
}
