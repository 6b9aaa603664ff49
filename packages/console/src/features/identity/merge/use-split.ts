import { computed, reactive, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import {
  CustomersMergeDocument,
  CustomerSplitDocument,
  SplitPartsDocument,
  SplitPreviewDocument,
} from '../../../gql/graphql.ts';
import type {
  SplitPartsQuery,
  SplitPartsQueryVariables,
  SplitPreviewQuery,
  SplitPreviewQueryVariables,
} from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike } from '../../../ui/use-user-errors.ts';

type Parts = NonNullable<SplitPartsQuery['customer']>;
/** What one source said at one time. */
export type SplitRecord = Parts['sourceRecords'][number];
/** An order that may go along. */
export type SplitOrder = Parts['orders']['nodes'][number];

/** The records of one source under one key: usually all of them are about the same person. */
export interface RecordGroup {
  readonly key: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly records: readonly SplitRecord[];
}

/** Taking out of a customer what is somebody else's. */
export interface Splitting {
  readonly parts: Query<SplitPartsQuery, SplitPartsQueryVariables>;
  readonly groups: ComputedRef<readonly RecordGroup[]>;
  readonly orders: ComputedRef<readonly SplitOrder[]>;
  /** Ids of the records and orders that go. */
  readonly chosen: ReadonlySet<string>;
  readonly choose: (ids: readonly string[], goes: boolean) => void;
  /** All records are chosen: then nothing would be left. */
  readonly isAll: ComputedRef<boolean>;
  readonly query: Query<SplitPreviewQuery, SplitPreviewQueryVariables>;
  readonly preview: ComputedRef<SplitPreviewQuery['splitPreview'] | undefined>;
  readonly ready: ComputedRef<boolean>;
  readonly reason: Ref<string>;
  /** Splits what was previewed; the id of the new customer, undefined when it was refused. */
  readonly split: () => Promise<string | undefined>;
  /** Takes a split back. */
  readonly undo: (newId: string) => Promise<unknown>;
  readonly busy: Ref<boolean>;
  readonly errors: ComputedRef<readonly UserErrorLike[]>;
  readonly failure: Ref<Failure | undefined>;
}

const CHANGED = ['CustomerLineage', 'CustomerRecord', 'CustomerSources'];

/** See {@link Splitting}. */
export function useSplit(customer: { readonly customerId: string; readonly version: string }): Splitting {
  const chosen = reactive(new Set<string>());
  const parts = useQuery(SplitPartsDocument, () => ({ id: customer.customerId }), { fetchPolicy: 'network-only' });
  const records = computed(() => parts.data.value?.customer?.sourceRecords ?? []);
  const recordIds = computed(() => records.value.flatMap(({ id }) => (chosen.has(id) ? [id] : [])));
  const isAll = computed(() => recordIds.value.length > 0 && recordIds.value.length === records.value.length);
  const enabled = computed(() => recordIds.value.length > 0 && !isAll.value);
  const query = useQuery(
    SplitPreviewDocument,
    () => ({ customerId: customer.customerId, recordIds: recordIds.value }),
    { enabled: () => enabled.value, fetchPolicy: 'network-only' },
  );
  const preview = computed(() => (enabled.value && !query.busy.value ? query.data.value?.splitPreview : undefined));
  const { run, busy, error } = useMutation(CustomerSplitDocument, { refetch: CHANGED });
  const merging = useMutation(CustomersMergeDocument, { refetch: CHANGED });
  const errors = useUserErrors();
  const reason = ref('');
  const orders = computed(() => parts.data.value?.customer?.orders.nodes ?? []);
  return {
    parts,
    groups: computed(() => groupsOf(records.value)),
    orders,
    chosen,
    choose: (ids, goes) => ids.forEach((id) => (goes ? chosen.add(id) : chosen.delete(id))),
    isAll,
    query,
    preview,
    ready: computed(() => !!preview.value),
    reason,
    split: async () => {
      const payload = (
        await run({
          input: {
            customerId: customer.customerId,
            version: customer.version,
            recordIds: recordIds.value,
            orderIds: orders.value.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
            reason: reason.value.trim() || null,
          },
        })
      )?.customerSplit;
      return payload && errors.accept(payload.userErrors) ? payload.customer?.id : undefined;
    },
    undo: async (newId) =>
      await merging.run({ input: { survivor: { id: customer.customerId }, customers: [{ id: newId }] } }),
    busy,
    errors: errors.all,
    failure: error,
  };
}

function groupsOf(records: readonly SplitRecord[]): RecordGroup[] {
  const groups = Map.groupBy(records, ({ source, externalId }) => `${source.id} ${externalId ?? ''}`);
  return [...groups].map(([key, own]) => ({
    key,
    name: own[0]?.source.name ?? '',
    externalId: own[0]?.externalId ?? null,
    records: own,
  }));
}
