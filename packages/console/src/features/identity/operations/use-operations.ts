import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { MergeOperationsDocument } from '../../../gql/graphql.ts';
import type {
  MergeOperationFilter,
  MergeOperationKind,
  MergeOperationsQuery,
  MergeOperationsQueryVariables,
  OperationFragment,
} from '../../../gql/graphql.ts';
import { type More, useMore } from '../../../platform/apollo/use-more.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';

/** What can be done with whose things are whose, in the order in which filters offer it. */
export const OPERATION_KINDS: readonly MergeOperationKind[] = ['MERGE', 'UNMERGE', 'SPLIT'];

/** What the list is narrowed to; lives in the URL. Empty: not at all. */
export interface OperationConditions {
  readonly kind: string;
  /** A user's id. */
  readonly by: string;
  /** A customer's id. */
  readonly customer: string;
  /** Instants, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** The list of operations. */
export interface Operations {
  readonly conditions: ComputedRef<OperationConditions>;
  readonly narrow: (changed: Partial<OperationConditions>) => void;
  readonly query: Query<MergeOperationsQuery, MergeOperationsQueryVariables>;
  readonly operations: ComputedRef<readonly OperationFragment[]>;
  readonly pages: More;
}

const PAGE = 50;

/** See {@link Operations}. */
export function useOperations(): Operations {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string): string => {
    const { [name]: value } = route.query;
    return typeof value === 'string' ? value : '';
  };
  const conditions = computed<OperationConditions>(() => ({
    kind: text('kind'),
    by: text('by'),
    customer: text('customer'),
    from: text('from'),
    to: text('to'),
  }));
  const query = useQuery(MergeOperationsDocument, () => ({ first: PAGE, filter: toFilter(conditions.value) }));
  const page = computed(() => query.data.value?.mergeOperations);
  return {
    conditions,
    narrow: (changed) => {
      const all = Object.entries({ ...conditions.value, ...changed });
      void router.replace({ query: Object.fromEntries(all.filter(([, value]) => value !== '')) });
    },
    query,
    operations: computed(() => page.value?.nodes ?? []),
    pages: useMore(query.fetchMore, () => page.value),
  };
}

function toFilter({ kind, by, customer, from, to }: OperationConditions): MergeOperationFilter {
  const kinds = OPERATION_KINDS.filter((one) => one === kind);
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(by && { byId: by }),
    ...(customer && { customerId: customer }),
    ...(from && { from }),
    ...(to && { to }),
  };
}
