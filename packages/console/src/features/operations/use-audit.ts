import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { AuditEntriesDocument } from '../../gql/graphql.ts';
import type { AuditEntriesQuery, AuditEntriesQueryVariables, AuditFilter } from '../../gql/graphql.ts';
import { useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';

/** What the audit list is narrowed to; lives in the URL, so that it can be sent to a colleague. */
export interface AuditConditions {
  readonly action: string;
  readonly objectId: string;
  /** Instants, ISO 8601; empty for open. */
  readonly from: string;
  readonly to: string;
}

/** The audit list. */
export interface Audit {
  readonly conditions: ComputedRef<AuditConditions>;
  readonly narrow: (changed: Partial<AuditConditions>) => void;
  readonly query: Query<AuditEntriesQuery, AuditEntriesQueryVariables>;
  readonly entries: ComputedRef<AuditEntriesQuery['auditEntries']['nodes']>;
  readonly hasMore: ComputedRef<boolean>;
  readonly more: () => Promise<void>;
}

const PAGE = 50;

/** See {@link Audit}. */
export function useAudit(): Audit {
  const route = useRoute();
  const router = useRouter();
  const conditions = computed<AuditConditions>(() => ({
    action: text(route.query['action']),
    objectId: text(route.query['object']),
    from: text(route.query['from']),
    to: text(route.query['to']),
  }));
  const query = useQuery(AuditEntriesDocument, () => ({ first: PAGE, filter: toFilter(conditions.value) }));
  const page = computed(() => query.data.value?.auditEntries);

  function narrow(changed: Partial<AuditConditions>): void {
    const { action, objectId, from, to } = { ...conditions.value, ...changed };
    const all = { action: action.trim(), object: objectId.trim(), from, to };
    void router.replace({ query: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) });
  }
  return {
    conditions,
    narrow,
    query,
    entries: computed(() => page.value?.nodes ?? []),
    hasMore: computed(() => page.value?.pageInfo.hasNextPage ?? false),
    more: () => query.fetchMore({ after: page.value?.pageInfo.endCursor ?? null }),
  };
}

function toFilter({ action, objectId, from, to }: AuditConditions): AuditFilter {
  return { ...(action && { action }), ...(objectId && { objectId }), ...(from && { from }), ...(to && { to }) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
