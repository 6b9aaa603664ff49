import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { AuditEntriesDocument } from '../../gql/graphql.ts';
import type { AuditDecision, AuditEntriesQuery, AuditEntriesQueryVariables, AuditFilter } from '../../gql/graphql.ts';
import { type More, useMore } from '../../platform/apollo/use-more.ts';
import { useQuery } from '../../platform/apollo/use-query.ts';
import type { Query } from '../../platform/apollo/use-query.ts';

/** What the audit list is narrowed to; lives in the URL, so that it can be sent to a colleague. */
export interface AuditConditions {
  /** A user's or an app's id. */
  readonly actor: string;
  /** ALLOWED or DENIED. */
  readonly decision: string;
  readonly action: string;
  readonly objectId: string;
  /** Instants, ISO 8601; empty for open. */
  readonly from: string;
  readonly to: string;
}

/** An entry of the audit log. */
export type AuditLine = AuditEntriesQuery['auditEntries']['nodes'][number];

/** The audit list. */
export interface Audit {
  readonly conditions: ComputedRef<AuditConditions>;
  readonly narrow: (changed: Partial<AuditConditions>) => void;
  readonly query: Query<AuditEntriesQuery, AuditEntriesQueryVariables>;
  readonly entries: ComputedRef<readonly AuditLine[]>;
  readonly pages: More;
}

const PAGE = 50;

/** See {@link Audit}. */
export function useAudit(): Audit {
  const route = useRoute();
  const router = useRouter();
  const conditions = computed<AuditConditions>(() => ({
    actor: textOf(route.query['actor']),
    decision: textOf(route.query['decision']),
    action: textOf(route.query['action']),
    objectId: textOf(route.query['object']),
    from: textOf(route.query['from']),
    to: textOf(route.query['to']),
  }));
  const query = useQuery(AuditEntriesDocument, () => ({ first: PAGE, filter: toFilter(conditions.value) }));
  const page = computed(() => query.data.value?.auditEntries);

  function narrow(changed: Partial<AuditConditions>): void {
    const { actor, decision, action, objectId, from, to } = { ...conditions.value, ...changed };
    const all = { actor, decision, action: action.trim(), object: objectId.trim(), from, to };
    void router.replace({ query: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) });
  }
  return {
    conditions,
    narrow,
    query,
    entries: computed(() => page.value?.nodes ?? []),
    pages: useMore(query.fetchMore, () => page.value),
  };
}

function toFilter({ actor, decision, action, objectId, from, to }: AuditConditions): AuditFilter {
  return {
    ...(actor && { actorId: actor }),
    // One of its codes: the choices are these, and the server refuses others.
    ...(decision && { decision: decision as AuditDecision }),
    ...(action && { action }),
    ...(objectId && { objectId }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** What a URL says; empty when it says nothing, or several things. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
