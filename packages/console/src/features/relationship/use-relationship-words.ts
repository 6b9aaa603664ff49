import { RELATIONSHIP_TYPES } from '@dossier/shared/relationship';
import type { RelatedCustomerFragment, RelationshipType } from '../../gql/graphql.ts';
import { useFormat } from '../../platform/format/use-format.ts';
import { useT } from '../../platform/i18n/use-t.ts';

/** An end of a relationship. */
export type End = 'from' | 'to';

/** What a relationship is between, as far as it is told. */
interface Ends {
  readonly from: { readonly id: string } | null;
  readonly to: { readonly id: string } | null;
}

/** Words that relationships are told in. */
export interface RelationshipWords {
  /** What the customer at an end is to the one at the other. */
  readonly roleOf: (type: RelationshipType, end: End) => string;
  readonly nameOf: (customer: RelatedCustomerFragment | null | undefined) => string;
  /** Since when and until when, as far as it is known. */
  readonly daysOf: (span: { readonly validFrom: string | null; readonly validTo: string | null }) => string;
}

/** See {@link RelationshipWords}. */
export function useRelationshipWords(): RelationshipWords {
  const { t, locale } = useT();
  const format = useFormat();
  return {
    roleOf: (type, end) => RELATIONSHIP_TYPES[type].names[locale.value][end],
    nameOf: (customer) => (customer ? (customer.name ?? customer.number) : '—'),
    daysOf: ({ validFrom, validTo }) => {
      const [from, to] = [format.date(validFrom), format.date(validTo)];
      if (validFrom && validTo) return t('relationship.list.between', { from, to });
      if (validFrom) return t('relationship.list.since', { from });
      return validTo ? t('relationship.list.until', { to }) : '';
    },
  };
}

/** The end at which the other customer stands, seen from one. */
export function otherEnd(edge: Ends, customerId: string): End {
  return edge.from?.id === customerId ? 'to' : 'from';
}
