import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { ExportsDocument } from '../../../gql/graphql.ts';
import type { ExportRowFragment, ExportsQuery } from '../../../gql/graphql.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';

/** The exports of the viewer, newest first; asked often only while one is being made. */
export function useExports(): {
  readonly exports: ComputedRef<readonly ExportRowFragment[]>;
  readonly query: Query<ExportsQuery, Record<string, never>>;
} {
  const query = useQuery(ExportsDocument, undefined, {
    pollInterval: (known) => (known?.exports.some(isMaking) ? 1_500 : 30_000),
  });
  return { exports: computed(() => query.data.value?.exports ?? []), query };
}

/** Whether an export is still being made. */
export function isMaking({ state }: Pick<ExportRowFragment, 'state'>): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}

/** Whether an export was made and its file is kept no longer. */
export function isExpired({ state, downloadUrl }: Pick<ExportRowFragment, 'state' | 'downloadUrl'>): boolean {
  return state === 'DONE' && downloadUrl === null;
}
