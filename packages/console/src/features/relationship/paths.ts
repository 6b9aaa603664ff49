import { paths as customerPaths } from '../customer/paths.ts';

/** What of a customer's relationships is shown. */
export const VIEWS = ['list', 'graph', 'chain', 'tree'] as const;
/** One of {@link VIEWS}. */
export type RelationshipView = (typeof VIEWS)[number];

/** The URLs of relationships: parts of a customer's page. */
export const relationshipPaths = {
  view: (customerId: string, view: RelationshipView = 'list'): string =>
    `${customerPaths.customer(customerId, 'relationships')}${view === 'list' ? '' : `&view=${view}`}`,
};
