import type { CustomerFilter } from '../../../gql/graphql.ts';
import type { Group } from '../filter/filter-tree.ts';

/** The saved filter of the public pool: customers whom nobody looks after. */
export const POOL_FILTER: CustomerFilter = { ownerId: { isNull: true } };

/** Whether a filter lets through only customers of the public pool. */
export function isPool(filter: Group): boolean {
  return filter.join === 'and' && !filter.negated && filter.items.some((item) => onlyPool(item));
}

function onlyPool(item: Group['items'][number]): boolean {
  if (item.kind === 'group') return isPool(item);
  return item.kind === 'condition' && item.field === 'ownerId' && item.operator === 'empty' && !item.negated;
}
