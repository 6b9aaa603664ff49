import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { CustomerFacetsDocument, SourceChoicesDocument, TagChoicesDocument } from '../../../gql/graphql.ts';
import type { CustomerFilter } from '../../../gql/graphql.ts';
import { useAccess } from '../../../platform/access/use-access.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import { useEnumLabel } from '../../../platform/i18n/use-enum-label.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useSession } from '../../../platform/session/use-session.ts';
import { countryName } from '../country-name.ts';
import { useCodes } from '../use-codes.ts';
import type { FieldSpec, FilterField, OrderField } from './filter-fields.ts';

/** One value to choose; `count` is how many customers have it, where that is asked. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

const ENUMS: Readonly<Record<string, readonly string[]>> = {
  CustomerKind: ['PERSON', 'ORGANISATION'],
  CustomerStatus: ['ACTIVE', 'ARCHIVED', 'WITHDRAWN'],
  Gender: ['MALE', 'FEMALE', 'OTHER', 'UNKNOWN'],
  OrderStatus: ['PLACED', 'PARTLY_RETURNED', 'RETURNED', 'CANCELLED'],
};

/**
 * The values a field can be compared with: of its code list or enumeration, or those that occur, most frequent first. `enabled` is when
 * to ask (when the list is opened); `within` counts only customers that meet these conditions.
 */
export function useChoices(
  field: () => FilterField | OrderField,
  spec: () => FieldSpec,
  enabled: () => boolean,
  within: () => { search?: string | null; filter?: CustomerFilter | null } = () => ({}),
): { choices: ComputedRef<readonly Choice[]>; loading: ComputedRef<boolean> } {
  const { locale } = useT();
  const enumLabel = useEnumLabel();
  const codes = useCodes();
  const session = useSession();
  const access = useAccess();
  const counts = useQuery(CustomerFacetsDocument, () => ({ by: spec().groupBy ?? 'KIND', limit: 500, ...within() }), {
    enabled: () =>
      enabled() &&
      spec().groupBy !== undefined &&
      session.can('CUSTOMER_COUNT') &&
      access.may('GROUP', spec().dataClass ?? 'INTERNAL'),
  });
  const tags = useQuery(TagChoicesDocument, undefined, { enabled: () => enabled() && field() === 'tags' });
  const sources = useQuery(SourceChoicesDocument, undefined, { enabled: () => enabled() && field() === 'sourceId' });

  const groups = computed(() => (spec().groupBy ? (counts.data.value?.customerGroups ?? []) : []));
  const countOf = computed(() => new Map(groups.value.map(({ key, count }) => [key, count])));
  const occurring = computed(() =>
    groups.value.flatMap(({ key, label, count }) =>
      key === null
        ? []
        : [{ value: key, label: field() === 'country' ? countryName(key, locale.value) : (label ?? key), count }],
    ),
  );
  const fixed = computed((): readonly Choice[] | undefined => {
    const { kind, choices = '' } = spec();
    if (kind === 'code') return codes.options(choices);
    if (kind === 'choice') return (ENUMS[choices] ?? []).map((value) => ({ value, label: enumLabel(choices, value) }));
    if (field() === 'tags') return (tags.data.value?.tags ?? []).map(({ id, name }) => ({ value: id, label: name }));
    if (field() === 'sourceId')
      return (sources.data.value?.sources ?? []).map(({ id, name }) => ({ value: id, label: name }));
    return undefined;
  });
  return {
    choices: computed(() =>
      fixed.value
        ? fixed.value.map(({ value, label }) => {
            const count = countOf.value.get(value);
            return { value, label, ...(count !== undefined && { count }) };
          })
        : occurring.value,
    ),
    loading: computed(() => counts.loading.value || tags.loading.value || sources.loading.value),
  };
}
