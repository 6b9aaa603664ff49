import { computed, toValue, watch } from 'vue';
import type { ComputedRef, MaybeRefOrGetter } from 'vue';
import { JobChangedDocument, WatchedJobDocument } from '../../gql/graphql.ts';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useQuery, useSubscription } from '../../platform/apollo/use-query.ts';

/** Whether a job still moves. */
export function isUnderWay(job: Pick<JobRowFragment, 'state'> | undefined): boolean {
  return job?.state === 'QUEUED' || job?.state === 'RUNNING';
}

/**
 * Follows a job to its end: told by subscription, and asked every few seconds in case the socket is away. `onDone` is
 * called once per job when it has ended, however it ended.
 */
export function useJob(
  id: MaybeRefOrGetter<string | undefined>,
  onDone?: (job: JobRowFragment) => void,
): ComputedRef<JobRowFragment | undefined> {
  const wanted = computed(() => toValue(id));
  const { data } = useQuery(WatchedJobDocument, () => ({ id: wanted.value ?? '' }), {
    enabled: () => wanted.value !== undefined,
    pollInterval: (known) => (isUnderWay(known?.job ?? undefined) ? 3_000 : 0),
  });
  const job: ComputedRef<JobRowFragment | undefined> = computed(() =>
    wanted.value ? (data.value?.job ?? undefined) : undefined,
  );
  // What the subscription brings lands in the cache under the job's id, where the query above sees it.
  useSubscription(JobChangedDocument, () => (wanted.value && isUnderWay(job.value) ? { id: wanted.value } : undefined));
  watch(
    () => [job.value?.id, isUnderWay(job.value)] as const,
    ([jobId, moving], before) => {
      if (job.value && !moving && before?.[0] === jobId && before[1]) onDone?.(job.value);
    },
  );
  return job;
}
