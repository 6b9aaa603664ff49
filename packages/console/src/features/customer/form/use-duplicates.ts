import { refDebounced } from '@vueuse/core';
import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { CustomerDuplicatesDocument } from '../../../gql/graphql.ts';
import type {
  CustomerDuplicateCheckInput,
  CustomerDuplicatesQuery,
  CustomerDuplicatesQueryVariables,
  CustomerField,
  CustomerMatchInput,
  Gender,
} from '../../../gql/graphql.ts';
import { useAccess } from '../../../platform/access/use-access.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { CustomerDraft } from './draft.ts';

type Exact = CustomerDuplicatesQuery['customerDuplicates'][number];
type Match = NonNullable<CustomerDuplicatesQuery['customerMatches']>[number];

/** A customer who may be the one being typed. */
export interface Duplicate {
  readonly customer: Exact['customer'];
  /** Values in common. */
  readonly reasons: Exact['reasons'];
  /** 0 to 1; undefined before customers were ever compared, and for those of whom only a value is the same. */
  readonly probability: number | undefined;
  /** Fields that speak for it, the strongest first. */
  readonly alike: readonly CustomerField[];
}

const NOTHING: CustomerDuplicatesQueryVariables = { input: {}, match: { kind: 'PERSON' } };

const values = (draft: CustomerDraft, type: 'PHONE' | 'EMAIL'): string[] =>
  draft.contactPoints.filter((one) => one.type === type && one.value.trim().length >= 5).map((one) => one.value.trim());

/** What to ask with; undefined while too little is typed to tell anybody by. `mayLookUp`: by documents too. */
export function duplicateQuestion(
  draft: CustomerDraft,
  excludeId?: string,
  mayLookUp = true,
): CustomerDuplicateCheckInput | undefined {
  const [phones, emails] = [values(draft, 'PHONE'), values(draft, 'EMAIL')];
  const identifiers = (mayLookUp ? draft.identifiers : [])
    .filter((one) => one.value.trim().length >= 5)
    .map(({ type, value }) => ({ type, value: value.trim() }));
  const name = draft.name.trim();
  if (name.length < 2 && phones.length + emails.length + identifiers.length === 0) return undefined;
  return { ...(excludeId && { excludeId }), ...(name && { name }), phones, emails, identifiers };
}

const WHOLE_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The same question with all that is compared where not only equal values count. */
export function matchQuestion(draft: CustomerDraft, question: CustomerDuplicateCheckInput): CustomerMatchInput {
  const text = (value: string) => value.trim() || undefined;
  const addresses = draft.addresses
    .map(({ country, province, city, district, line, postalCode }) => ({
      country: text(country),
      province: text(province),
      city: text(city),
      district: text(district),
      line: text(line),
      postalCode: text(postalCode),
    }))
    // A country alone is what the form begins with.
    .filter(({ province, city, district, line, postalCode }) => province ?? city ?? district ?? line ?? postalCode);
  const person =
    draft.kind === 'PERSON'
      ? {
          familyName: text(draft.familyName),
          givenName: text(draft.givenName),
          // The form offers only these.
          gender: text(draft.gender) as Gender | undefined,
          birthDate: WHOLE_DATE.test(draft.birthDate) ? draft.birthDate : undefined,
          employer: text(draft.employer),
        }
      : {};
  return { ...question, kind: draft.kind, ...person, addresses };
}

/** Fields of recognition that a form calls otherwise. */
const CALLED: Readonly<Partial<Record<Match['fields'][number]['field'], CustomerField>>> = {
  ORGANISATION_NAME: 'NAME',
  PLACE: 'CITY',
};
/** Bits from which a field is worth naming. */
const TELLING = 1;

/** Customers found either way, the likeliest first, each once. */
export function joinDuplicates({ customerDuplicates, customerMatches }: CustomerDuplicatesQuery): Duplicate[] {
  const exact = new Map(customerDuplicates.map((one) => [one.customer.id, one]));
  const matches = (customerMatches ?? []).map(({ customer, probability, fields }): Duplicate => ({
    customer,
    probability,
    reasons: exact.get(customer.id)?.reasons ?? [],
    alike: fields
      .filter(({ field, weight }) => field !== 'RELATED' && weight >= TELLING)
      .toSorted((a, b) => b.weight - a.weight)
      // All fields that are compared are fields of a customer, but for those called otherwise.
      .map(({ field }) => CALLED[field] ?? (field as CustomerField)),
  }));
  const known = new Set(matches.map(({ customer }) => customer.id));
  const others = customerDuplicates.filter(({ customer }) => !known.has(customer.id));
  return [
    ...matches,
    ...others.map(({ customer, reasons }) => ({ customer, reasons, probability: undefined, alike: [] })),
  ];
}

/** Looks for customers like the one being typed, a moment after typing stops. A failed look-up is no reason to stop typing. */
export function useDuplicates(draft: Ref<CustomerDraft>, excludeId?: string): ComputedRef<readonly Duplicate[]> {
  const access = useAccess();
  const question = refDebounced(
    computed(() => {
      const input = duplicateQuestion(draft.value, excludeId, access.may('LOOK_UP', 'SENSITIVE'));
      return JSON.stringify(input ? { input, match: matchQuestion(draft.value, input) } : null);
    }),
    500,
  );
  // The text is what was written some lines above.
  const asked = computed(() => JSON.parse(question.value) as CustomerDuplicatesQueryVariables | null);
  const { data } = useQuery(CustomerDuplicatesDocument, () => asked.value ?? NOTHING, {
    enabled: () => asked.value !== null,
    fetchPolicy: 'network-only',
  });
  return computed(() => (asked.value === null || !data.value ? [] : joinDuplicates(data.value)));
}
