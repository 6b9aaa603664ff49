import { useNow } from '@vueuse/core';
import { computed, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { OwnBreakGlassDocument } from '../../gql/graphql.ts';
import type { OwnBreakGlassQuery } from '../../gql/graphql.ts';
import { useApollo, useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { useSession } from '../../platform/session/use-session.ts';

type Own = OwnBreakGlassQuery['ownBreakGlass'];

const MINUTE = 60_000;
/** While somebody is expected to approve, and while it holds: it shows more and more, and others may end it. */
const WAITING_EVERY = 3_000;
const HELD_EVERY = 5_000;

/** How emergency access stands for this session. */
export interface OwnBreakGlass {
  readonly query: Query<OwnBreakGlassQuery, Record<string, never>>;
  readonly own: ComputedRef<Own | undefined>;
  /** The one that holds, until its time is over. */
  readonly held: ComputedRef<NonNullable<Own['held']> | undefined>;
  /** Whole minutes that are left of it, at least 1. */
  readonly minutesLeft: ComputedRef<number>;
  /** Whether a request waits, or is about to be done. */
  readonly isWaiting: ComputedRef<boolean>;
}

/** See {@link OwnBreakGlass}. */
export function useOwnBreakGlass(): OwnBreakGlass {
  const session = useSession();
  const query = useQuery(
    OwnBreakGlassDocument,
    {},
    {
      enabled: () => session.viewer.value?.mustEnrol === false && !session.can('PARTNER_DEVELOP'),
      pollInterval: (known) => {
        if (known?.ownBreakGlass.held) return HELD_EVERY;
        return isOpen(known?.ownBreakGlass) ? WAITING_EVERY : 0;
      },
    },
  );
  const now = useNow({ interval: 5_000 });
  const own = computed(() => query.data.value?.ownBreakGlass);
  const held = computed(() => {
    const one = own.value?.held;
    return one && Date.parse(one.until) > now.value.getTime() ? one : undefined;
  });
  return {
    query,
    own,
    held,
    minutesLeft: computed(() =>
      Math.max(1, Math.ceil((Date.parse(held.value?.until ?? '') - now.value.getTime()) / MINUTE)),
    ),
    isWaiting: computed(() => !held.value && isOpen(own.value)),
  };
}

/**
 * Once, in the frame: when emergency access begins or ends, asks everything anew, and keeps nothing of what it showed. What the
 * server answered before the page was opened is no change.
 */
export function useFreshRights({ query, own, held }: OwnBreakGlass): void {
  const session = useSession();
  const client = useApollo();
  const key = computed(() => (own.value ? (held.value?.id ?? '') : undefined));
  watch(key, async (is, was) => {
    if (was === undefined || is === undefined || is === was) return;
    await session.load();
    await client.resetStore();
    await query.refetch();
  });
}

function isOpen(own: Own | undefined): boolean {
  return own?.request?.state === 'WAITING' || own?.request?.state === 'APPROVED';
}
