/** Statuses of customers that somebody can do something with: neither taken back nor part of another. */
export const KEPT_STATUSES = ['ACTIVE', 'ARCHIVED'] as const;
