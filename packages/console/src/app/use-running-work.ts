import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { RunningJobsDocument, RunningWorkDocument } from '../gql/graphql.ts';
import type { RunningJobsQuery, RunningWorkQuery } from '../gql/graphql.ts';
import { paths as approvalPaths } from '../features/approval/paths.ts';
import { paths as intakePaths } from '../features/intake/paths.ts';
import { isUnderWay } from '../features/operations/index.ts';
import { paths as operationsPaths } from '../features/operations/paths.ts';
import { useQuery } from '../platform/apollo/use-query.ts';
import { useEnumLabel } from '../platform/i18n/use-enum-label.ts';
import { useT } from '../platform/i18n/use-t.ts';
import { useSession } from '../platform/session/use-session.ts';

/** One piece of work in the top bar. `path` leads back to it, `download` to its finished file. */
export interface WorkItem {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** 0 to 100; undefined while it cannot be said. */
  readonly percent: number | undefined;
  readonly secondsLeft: number | undefined;
  readonly running: boolean;
  readonly path?: string;
  readonly download?: string;
}

const RECENT = 60 * 60 * 1000;

/** Imports, exports and jobs under way, and exports that became ready within the hour. Asked often only while some run. */
export function useRunningWork(now: () => number = Date.now): {
  items: ComputedRef<readonly WorkItem[]>;
  running: ComputedRef<number>;
} {
  const session = useSession();
  const { t } = useT();
  const label = useEnumLabel();
  const rights = computed(() => ({
    imports: session.can('IMPORT_RUN'),
    exports: session.can('CUSTOMER_EXPORT'),
  }));
  const work = useQuery(RunningWorkDocument, rights, {
    enabled: () => Object.values(rights.value).some(Boolean),
    pollInterval: (known) => (known && toItems(known).some(({ running }) => running) ? 2_000 : 15_000),
  });
  const jobs = useQuery(RunningJobsDocument, undefined, {
    enabled: () => session.can('JOB_READ'),
    pollInterval: (known) => (known?.jobs.length ? 2_000 : 15_000),
  });
  const items = computed(() => toItems({ ...work.data.value, ...jobs.data.value }));

  function toItems(known: Partial<RunningWorkQuery & RunningJobsQuery>): WorkItem[] {
    const imports = (known.imports?.nodes ?? []).map((one): WorkItem => ({
      id: one.id,
      name: one.file.name,
      state: label('ImportState', one.state),
      percent: one.progress?.percent ?? undefined,
      secondsLeft: one.progress?.secondsLeft ?? undefined,
      running: one.state !== 'PAUSED',
      path: intakePaths.import(one.id),
    }));
    const exports = (known.exports ?? [])
      .filter((one) => isUnderWay(one) || one.state === 'PAUSED' || isFresh(one.finishedAt))
      .map((one): WorkItem => ({
        id: one.id,
        name: one.fileName ?? label('Permission', 'CUSTOMER_EXPORT'),
        state: one.state === 'PAUSED' ? t('approval.waiting') : stateOf(one),
        percent: percentOf(one.progress),
        secondsLeft: undefined,
        running: isUnderWay(one),
        ...(one.state === 'PAUSED' && { path: approvalPaths.approvals() }),
        ...(one.downloadUrl && one.state === 'DONE' && { download: one.downloadUrl }),
      }));
    const jobs = (known.jobs ?? []).map((one): WorkItem => ({
      id: one.id,
      name: one.note ?? one.kind,
      state: label('JobState', one.state),
      percent: percentOf(one.progress),
      secondsLeft: undefined,
      running: true,
      path: operationsPaths.job(one.id),
    }));
    return [...imports, ...exports, ...jobs.filter(({ id }) => !exports.some((one) => one.id === id))];
  }
  function stateOf({ state, problem }: { readonly state: string; readonly problem: string | null }): string {
    return [label('JobState', state), problem].filter(Boolean).join(' · ');
  }
  function isFresh(finishedAt: string | null): boolean {
    return finishedAt !== null && now() - Date.parse(finishedAt) < RECENT;
  }
  return { items, running: computed(() => items.value.filter((item) => item.running).length) };
}

/** The server counts progress from 0 to 1. */
function percentOf(progress: number | null): number | undefined {
  return progress === null ? undefined : progress * 100;
}
