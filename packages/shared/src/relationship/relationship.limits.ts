/** The most that relationships and decision chains hold; the forms and the API share these. Lengths are in UTF-16 units. */
export const RELATIONSHIP_LIMITS = {
  title: 100,
  department: 100,
  note: 1_000,
  chainSubject: 120,
  members: 100,
  /** Days within which the people of a decision chain are looked at again. */
  shortestCycle: 7,
  longestCycle: 730,
  /** How far a graph goes from its customer, and how much of it is shown. */
  depth: 12,
  graphCustomers: 200,
  graphRelationships: 600,
} as const;
