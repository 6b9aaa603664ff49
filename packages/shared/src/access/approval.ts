import type { Permission } from './roles.ts';

/**
 * What takes two people. USER_ROLES: giving somebody rights they do not have. ROLE_POLICY: giving a role more than it has.
 * MASS_EXPORT: personal values of many customers in files. ERASURE: destroying the keys of a customer. BREAK_GLASS: seeing
 * customers for an hour that one's roles do not show.
 */
export const APPROVAL_ACTS = ['USER_ROLES', 'ROLE_POLICY', 'MASS_EXPORT', 'ERASURE', 'BREAK_GLASS'] as const;
/** See {@link APPROVAL_ACTS}. */
export type ApprovalAct = (typeof APPROVAL_ACTS)[number];

/** Who may decide about each: people with one of these permissions, of whom none decides alone. */
export const DECIDING: Readonly<Record<ApprovalAct, readonly Permission[]>> = {
  USER_ROLES: ['USER_MANAGE'],
  ROLE_POLICY: ['POLICY_WRITE'],
  MASS_EXPORT: ['CUSTOMER_EXPORT', 'PRIVACY_MANAGE'],
  ERASURE: ['CUSTOMER_ERASE', 'KEY_MANAGE'],
  BREAK_GLASS: ['USER_MANAGE', 'PRIVACY_MANAGE'],
};

/** Acts that waiting never takes the place of a second person for: where there is nobody else, they are not to be had. */
export const NEVER_ALONE: ReadonlySet<ApprovalAct> = new Set(['BREAK_GLASS']);

/**
 * Where a request stands. WAITING for somebody to decide; APPROVED and about to be done; REFUSED; WITHDRAWN by who asked; EXPIRED,
 * undecided or not done in time, or because what it was about has changed; USED: it was done.
 */
export const APPROVAL_STATES = ['WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED', 'USED'] as const;
/** See {@link APPROVAL_STATES}. */
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What whoever decides is shown of a request, besides who asks and why. */
export const APPROVAL_DETAILS = [
  'ROLES_BEFORE',
  'ROLES_AFTER',
  'ROLE',
  'PERMISSIONS_ADDED',
  'PERMISSIONS_REMOVED',
  'GRANTS_ADDED',
  'GRANTS_REMOVED',
  'CUSTOMERS',
  'FIELDS',
  'FORMAT',
  'CONDITIONS',
  'CUSTOMER_NUMBER',
  'MINUTES',
] as const;
/** See {@link APPROVAL_DETAILS}. */
export type ApprovalDetailName = (typeof APPROVAL_DETAILS)[number];

/** How long a reason is, in characters, and how many days a request waits. */
export const APPROVAL_LIMITS = { reason: 300, days: 7 } as const;

/** Above so many customers within a day, personal values in exports wait for an approval; an installation may set less. */
export const MASS_EXPORT_ABOVE = 1000;
