import type { Permission } from './roles.ts';

/** How sensitive a value is, from the least to the most. */
export const DATA_CLASSES = ['PUBLIC', 'INTERNAL', 'PERSONAL', 'SENSITIVE'] as const;
/** See {@link DATA_CLASSES}. */
export type DataClass = (typeof DATA_CLASSES)[number];

/**
 * What can be done with values of customers; each is granted by itself, and none follows from another.
 * READ_MASKED and READ_FULL: see them. WRITE: say them. FILTER_EQ, FILTER_PREFIX, FILTER_RANGE: narrow by equality, by part of
 * a text, by range. SORT, GROUP, AGGREGATE, SEARCH: order, count by, add up, find by them. LOOK_UP: learn which customer has
 * an exact value one may not read. REVEAL: see a masked or hidden one by giving a reason. EXPORT, SUBSCRIBE, WEBHOOK: have
 * them in a file, in an event, sent to a program.
 */
export const CAPABILITIES = [
  'READ_MASKED',
  'READ_FULL',
  'WRITE',
  'FILTER_EQ',
  'FILTER_PREFIX',
  'FILTER_RANGE',
  'SORT',
  'GROUP',
  'AGGREGATE',
  'SEARCH',
  'LOOK_UP',
  'REVEAL',
  'EXPORT',
  'SUBSCRIBE',
  'WEBHOOK',
] as const;
/** See {@link CAPABILITIES}. */
export type Capability = (typeof CAPABILITIES)[number];

/** Capabilities that tell something about a value: never granted where the value may not be read in full. */
export const TELLING = [
  'FILTER_EQ',
  'FILTER_PREFIX',
  'FILTER_RANGE',
  'SORT',
  'GROUP',
  'AGGREGATE',
  'SEARCH',
  'EXPORT',
  'SUBSCRIBE',
  'WEBHOOK',
] as const satisfies readonly Capability[];

/**
 * Which customers a grant is about. OWN: those one looks after. TEAM: those whose owner is in one's team or a team below it.
 * TERRITORY: those of the regions one is responsible for. POOL: those nobody looks after (公海). CASE: those with an open
 * case of one's own. SHARED: those shared with one. ALL: all.
 */
export const ROW_SCOPES = ['OWN', 'TEAM', 'TERRITORY', 'POOL', 'CASE', 'SHARED', 'ALL'] as const;
/** See {@link ROW_SCOPES}. */
export type RowScope = (typeof ROW_SCOPES)[number];

/** For each class and capability, the customers it is granted for. What is not named is not granted. */
export type Grants = Readonly<Partial<Record<DataClass, Readonly<Partial<Record<Capability, readonly RowScope[]>>>>>>;

/** A role: what its people may do, and with which values of which customers. */
export interface RolePolicy {
  readonly permissions: readonly Permission[];
  readonly grants: Grants;
  /** Sees numbers about customers but no customer: small groups are hidden from it and figures rounded. */
  readonly aggregatesOnly?: boolean;
}

/** How people sign in, beyond what the code demands of everybody. */
export interface SignInRules {
  /** Whether also those must have a second factor whose rights need none. */
  readonly secondFactorForAll: boolean;
  /** How many browsers somebody may be signed in with at once; the one that signed in first ends. */
  readonly sessionsAtOnce: number;
}

/** What holds where nobody changed it. */
export const SIGN_IN_RULES: SignInRules = { secondFactorForAll: false, sessionsAtOnce: 10 };
/** No installation allows more at once. */
export const MOST_SESSIONS_AT_ONCE = 100;

/** The whole policy: one document, versioned. */
export interface Policy {
  readonly roles: Readonly<Record<string, RolePolicy>>;
  /** Absent: {@link SIGN_IN_RULES}. */
  readonly signIn?: SignInRules;
}
