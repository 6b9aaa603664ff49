import { computed, inject, provide } from 'vue';
import type { ComputedRef, InjectionKey } from 'vue';
import { CustomerRevealPersonalDocument } from '../../../gql/graphql.ts';
import type {
  CustomerField,
  CustomerRecordFragment,
  CustomerRevealPersonalMutation,
  Visibility,
} from '../../../gql/graphql.ts';
import { FIELD_CLASSES } from '@dossier/shared/facts';
import { shownAs } from '../../../platform/access/shown.ts';
import type { Shown } from '../../../platform/access/shown.ts';
import { useRevealing } from './use-revealing.ts';
import type { Revealing } from './use-revealing.ts';

/** Personal values of a customer, revealed. */
export type PersonalValues = NonNullable<CustomerRevealPersonalMutation['customerReveal']['revealed']>;

/** See `Revealing`: the personal values of the customer of a page. */
export function usePersonalValues(id: () => string): Revealing<PersonalValues> {
  return useRevealing(CustomerRevealPersonalDocument, id, (revealed) => revealed);
}

const visibilityKey: InjectionKey<ComputedRef<Visibility>> = Symbol('visibility');

/** Tells the parts of a page how much the server shows of its customer, whatever is revealed for a while. */
export function provideVisibility(customer: () => Pick<CustomerRecordFragment, 'visibility'> | undefined): void {
  provide(
    visibilityKey,
    computed(() => customer()?.visibility ?? 'NONE'),
  );
}

/** How values of fields stand on a page, by what the server shows of its customer. Outside of such a page all are shown. */
export function useFieldShown(): (field: CustomerField, value: unknown) => Shown {
  const visibility = inject(visibilityKey, undefined);
  return (field, value) => {
    const dataClass = FIELD_CLASSES[field];
    if (dataClass === 'SENSITIVE') return value === null ? 'hidden' : 'full';
    return dataClass === 'PERSONAL' ? shownAs(visibility?.value ?? 'FULL', value) : 'full';
  };
}

/** A customer with what was revealed in the place of what is masked. */
export function withRevealed(customer: CustomerRecordFragment, revealed: PersonalValues): CustomerRecordFragment {
  const { contactPoints, addresses, name, familyName, givenName, gender, birthDate, employer, jobTitle, note } =
    revealed;
  return {
    ...customer,
    name,
    familyName,
    givenName,
    gender,
    birthDate,
    employer,
    jobTitle,
    note,
    visibility: 'FULL',
    contactPoints: merged(customer.contactPoints ?? [], contactPoints ?? [], (known, { value, holderName }) => ({
      ...known,
      value,
      holderName,
      display: null,
    })),
    addresses: merged(customer.addresses ?? [], addresses ?? [], (known, { text }) => ({ ...known, text })),
  };
}

/** Both come in the same order, unless they changed in between: then the page is read again, which hides everything. */
function merged<Known, Shown>(
  known: readonly Known[],
  shown: readonly Shown[],
  merge: (known: Known, shown: Shown) => Known,
): Known[] {
  return known.flatMap((one, index) => {
    const value = shown[index];
    return value === undefined ? [] : [merge(one, value)];
  });
}
