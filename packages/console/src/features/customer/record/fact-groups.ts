import type { CustomerField, CustomerKind, CustomerRecordFragment } from '../../../gql/graphql.ts';

/** A field of the record as it is shown. `code` names the code list its value is of, `enumeration` the API's enumeration. */
export interface ShownFact {
  readonly field: CustomerField;
  readonly value: string | null;
  readonly code?: string;
  readonly enumeration?: string;
  readonly isDate?: boolean;
}

/** The plain facts of the first card, those that this kind of customer has. */
export function basicFacts(customer: CustomerRecordFragment): readonly ShownFact[] {
  const name: ShownFact = { field: 'NAME', value: customer.name };
  if (customer.kind === 'ORGANISATION')
    return [
      name,
      { field: 'INDUSTRY', value: customer.industry, code: 'industry' },
      { field: 'SIZE', value: customer.size, code: 'size' },
    ];
  return [
    name,
    { field: 'FAMILY_NAME', value: customer.familyName },
    { field: 'GIVEN_NAME', value: customer.givenName },
    { field: 'GENDER', value: customer.gender, enumeration: 'Gender' },
    { field: 'BIRTH_DATE', value: customer.birthDate, isDate: true },
    { field: 'EMPLOYER', value: customer.employer },
    { field: 'JOB_TITLE', value: customer.jobTitle },
  ];
}

/** Full years from a day of birth to a day, both `YYYY-MM-DD`; undefined when the birth lies after it. */
export function ageOn(birthDate: string, day: string): number | undefined {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);
  return years >= 0 ? years : undefined;
}

/** The kind that is not this one. */
export function otherKind(kind: CustomerKind): CustomerKind {
  return kind === 'PERSON' ? 'ORGANISATION' : 'PERSON';
}
