import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { ActorReadsDocument } from '../../gql/graphql.ts';
import type { ActorReadsQuery, ActorReadsQueryVariables, SeeingWay } from '../../gql/graphql.ts';
import { type More, useMore } from '../../platform/apollo/use-more.ts';
import { useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';
import { textOf } from './use-audit.ts';

/** Whose reading is shown, and which of it; lives in the URL. */
export interface SeenConditions {
  /** A user's or an app's id; empty until somebody is chosen. */
  readonly actor: string;
  readonly way: string;
  /** Days, `YYYY-MM-DD` in UTC; empty for open. */
  readonly from: string;
  readonly to: string;
}

/** What somebody saw. */
export interface Seen {
  readonly conditions: ComputedRef<SeenConditions>;
  readonly narrow: (changed: Partial<SeenConditions>) => void;
  readonly query: Query<ActorReadsQuery, ActorReadsQueryVariables>;
  readonly page: ComputedRef<ActorReadsQuery['actorReads'] | undefined>;
  readonly pages: More;
}

const PAGE = 50;

/** See {@link Seen}. */
export function useSeen(): Seen {
  const route = useRoute();
  const router = useRouter();
  const conditions = computed<SeenConditions>(() => ({
    actor: textOf(route.query['actor']),
    way: textOf(route.query['way']),
    from: textOf(route.query['from']),
    to: textOf(route.query['to']),
  }));
  const query = useQuery(
    ActorReadsDocument,
    () => {
      const { actor, way, from, to } = conditions.value;
      return {
        actorId: actor,
        // One of its codes: the choices are made of them, and the server refuses others.
        filter: { ...(way && { way: way as SeeingWay }), ...(from && { from }), ...(to && { to }) },
        first: PAGE,
      };
    },
    { enabled: () => conditions.value.actor !== '' },
  );
  const page = computed(() => query.data.value?.actorReads);

  function narrow(changed: Partial<SeenConditions>): void {
    const all = Object.entries({ ...conditions.value, ...changed }).filter(([, value]) => value !== '');
    void router.replace({ query: Object.fromEntries(all) });
  }
  return { conditions, narrow, query, page, pages: useMore(query.fetchMore, () => page.value) };
}
