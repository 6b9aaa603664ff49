import type {
  ApolloClient,
  ObservableQuery,
  OperationVariables,
  TypedDocumentNode,
  WatchQueryFetchPolicy,
} from '@apollo/client/core';
import type { Subscription } from 'rxjs';
import { inject, onScopeDispose, ref, shallowRef, toValue, watch } from 'vue';
import type { InjectionKey, MaybeRefOrGetter, Ref, ShallowRef } from 'vue';
import { toFailure } from './failure.ts';
import type { Failure } from './failure.ts';

/** Where components find the Apollo client; provided by the app, and by tests. */
export const apolloKey: InjectionKey<ApolloClient> = Symbol('apollo');

/** The Apollo client itself, for what the composables below do not cover (cache updates, one-off reads). */
export function useApollo(): ApolloClient {
  const client = inject(apolloKey);
  if (!client) throw new Error('No Apollo client was provided.');
  return client;
}

/** Options of {@link useQuery}. */
export interface QueryOptions<TData = unknown> {
  /** While false nothing is asked; data asked earlier stays. */
  readonly enabled?: MaybeRefOrGetter<boolean>;
  /** Default: `cache-and-network`, what is cached shows at once and is then refreshed. */
  readonly fetchPolicy?: WatchQueryFetchPolicy;
  /** Asks again every so many milliseconds, depending on what is known so far; 0 stops. */
  readonly pollInterval?: number | ((data: TData | undefined) => number);
}

/** A running query. `loading` is true while nothing can be shown yet, `busy` also during a refresh. */
export interface Query<TData, TVariables extends OperationVariables> {
  readonly data: ShallowRef<TData | undefined>;
  readonly loading: Ref<boolean>;
  readonly busy: Ref<boolean>;
  readonly error: ShallowRef<Failure | undefined>;
  readonly refetch: () => Promise<void>;
  /** Asks for a further page with some variables changed (`{ after }`); the cache merges it into `data`. */
  readonly fetchMore: (variables: Partial<TVariables>) => Promise<void>;
}

/**
 * Watches a query as long as the calling component lives; variables may be a ref or getter and are followed. Data of the
 * variables before stays visible (with `busy`) until the new arrives, so lists do not flicker.
 */
export function useQuery<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  variables?: MaybeRefOrGetter<NoInfer<TVariables>>,
  options: QueryOptions<NoInfer<TData>> = {},
): Query<TData, TVariables> {
  const client = useApollo();
  const data = shallowRef<TData>();
  const error = shallowRef<Failure>();
  const loading = ref(false);
  const busy = ref(false);
  let observable: ObservableQuery<TData, TVariables> | undefined;
  let subscription: Subscription | undefined;

  function pollInterval(): number {
    const { pollInterval: wanted = 0 } = options;
    return typeof wanted === 'function' ? wanted(data.value) : wanted;
  }

  function start(values: TVariables | undefined): void {
    // `variables` is optional or not depending on TVariables; the signature above already asked for the right one.
    observable = client.watchQuery<TData, TVariables>({
      query: document,
      ...(values && { variables: values }),
      fetchPolicy: options.fetchPolicy ?? 'cache-and-network',
      nextFetchPolicy: options.fetchPolicy ?? 'cache-first',
      notifyOnNetworkStatusChange: true,
      pollInterval: pollInterval(),
    } as ApolloClient.WatchQueryOptions<TData, TVariables>);
    subscription = observable.subscribe((result) => {
      if (result.dataState === 'complete') data.value = result.data as TData;
      error.value = result.error ? toFailure(result.error) : undefined;
      busy.value = result.loading;
      loading.value = result.loading && data.value === undefined;
    });
  }

  watch(
    () => ({ enabled: toValue(options.enabled) ?? true, values: toValue(variables) }),
    ({ enabled, values }) => {
      if (!enabled) stop();
      else if (observable && values) void observable.setVariables(values).catch(ignoreShown);
      else if (!observable) start(values);
    },
    { immediate: true, deep: true },
  );
  watch(pollInterval, (interval) => (interval > 0 ? observable?.startPolling(interval) : observable?.stopPolling()));

  function stop(): void {
    subscription?.unsubscribe();
    subscription = undefined;
    observable = undefined;
    loading.value = busy.value = false;
  }
  onScopeDispose(stop);

  async function refetch(): Promise<void> {
    await observable?.refetch().catch(ignoreShown);
  }
  async function fetchMore(changed: Partial<TVariables>): Promise<void> {
    await observable?.fetchMore({ variables: changed }).catch((cause: unknown) => (error.value = toFailure(cause)));
  }
  return { data, loading, busy, error, refetch, fetchMore };
}

/** A mutation. `run` answers the data, or undefined when it failed; then `error` says why. */
export interface Mutation<TData, TVariables extends OperationVariables> {
  readonly run: (variables: TVariables) => Promise<TData | undefined>;
  readonly busy: Ref<boolean>;
  readonly error: ShallowRef<Failure | undefined>;
}

/** Options of {@link useMutation}. */
export interface MutationOptions {
  /** The queries that are asked again afterwards. */
  readonly refetch?: TypedDocumentNode<unknown, never>[] | readonly string[];
  /** The answer is not put into the cache: whoever asked has it, and nobody else. */
  readonly isPrivate?: boolean;
}

/** Runs a mutation on demand. Refusals (`userErrors`) are part of the data: give them to `useUserErrors`. */
export function useMutation<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  options: MutationOptions = {},
): Mutation<TData, TVariables> {
  const client = useApollo();
  const busy = ref(false);
  const error = shallowRef<Failure>();

  async function run(variables: TVariables): Promise<TData | undefined> {
    busy.value = true;
    error.value = undefined;
    try {
      // As in `start`: whether `variables` may be absent depends on TVariables.
      const request = {
        mutation: document,
        variables,
        refetchQueries: [...(options.refetch ?? [])],
        ...(options.isPrivate && { fetchPolicy: 'no-cache' }),
      };
      const result = await client.mutate<TData, TVariables>(
        request as unknown as ApolloClient.MutateOptions<TData, TVariables>,
      );
      return result.data ?? undefined;
    } catch (cause) {
      error.value = toFailure(cause);
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { run, busy, error };
}

/** Follows a subscription while `variables` answers something; `onData` is called for each message. */
export function useSubscription<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  variables: MaybeRefOrGetter<NoInfer<TVariables> | undefined>,
  onData?: (data: TData) => void,
): { readonly data: ShallowRef<TData | undefined>; readonly error: ShallowRef<Failure | undefined> } {
  const client = useApollo();
  const data = shallowRef<TData>();
  const error = shallowRef<Failure>();
  let subscription: Subscription | undefined;

  watch(
    () => toValue(variables),
    (values) => {
      subscription?.unsubscribe();
      if (!values) return;
      // As in `start`: whether `variables` may be absent depends on TVariables.
      const request = { query: document, variables: values } as unknown as ApolloClient.SubscribeOptions<
        TData,
        TVariables
      >;
      subscription = client.subscribe<TData, TVariables>(request).subscribe({
        next: (result) => {
          if (result.error) error.value = toFailure(result.error);
          if (!result.data) return;
          // No deferred parts are used, so what arrives is whole.
          data.value = result.data as TData;
          onData?.(data.value);
        },
        error: (cause: unknown) => (error.value = toFailure(cause)),
      });
    },
    { immediate: true, deep: true },
  );
  onScopeDispose(() => subscription?.unsubscribe());
  return { data, error };
}

/** A failed request is already shown through `error`; the promise's copy of it is dropped. */
function ignoreShown(): void {}
