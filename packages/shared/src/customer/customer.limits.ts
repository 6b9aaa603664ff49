/** The most that one customer record holds; the form, the API and the import share these. Lengths are in UTF-16 units. */
export const CUSTOMER_LIMITS = {
  name: 200,
  jobTitle: 100,
  note: 10_000,
  contactPoints: 50,
  contactValue: 320,
  contactNote: 200,
  addresses: 20,
  addressPart: 100,
  addressLine: 500,
  postalCode: 20,
  identifiers: 20,
  identifierValue: 100,
  identifierIssuer: 100,
  tags: 50,
  tag: 50,
  region: 100,
} as const;
